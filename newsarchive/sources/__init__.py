"""The declaration of a source: validated, loaded, every mistake named with file and field."""

from newsarchive.sources.declaration import (
    Addresses,
    Expect,
    Extraction,
    Feed,
    Links,
    Section,
    Sitemap,
    Source,
)
from newsarchive.sources.loading import Loaded, load_each_source, load_source, load_sources, source_names

__all__ = [
    "Addresses",
    "Expect",
    "Extraction",
    "Feed",
    "Links",
    "Loaded",
    "Section",
    "Sitemap",
    "Source",
    "load_each_source",
    "load_source",
    "load_sources",
    "source_names",
]
