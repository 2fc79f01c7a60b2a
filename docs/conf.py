"""The site of these documents: `make docs` builds it into var/docs and fetches nothing."""

from __future__ import annotations

from importlib.metadata import version as installed_version

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

project = "newsarchive"
author = "The newsarchive authors"
project_copyright = "The newsarchive authors, Apache-2.0"
version = release = installed_version("newsarchive")

extensions = ["myst_parser"]
root_doc = "index"
source_suffix = {".md": "markdown"}
exclude_patterns = ["generators"]
# Headings are the anchors, spelt as GitHub spells them: the same link works there and here.
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block"]
nitpicky = True

# Answers of queries: a test reads them by this name, Pygments has none for it.
lexers["csv"] = TextLexer()

html_theme = "furo"
html_title = "newsarchive"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
