"""Renders invented news with real themes: pages whose text, title, date and author are known exactly.

python -m benchmarks.training.rendered_sites [--folder var/rendered] [--only hexo-next,pelican] [--again] \
    [--languages hi,he]

It installs programs and themes from PyPI and npm into FOLDER/installed, builds each theme's three sites in
FOLDER/built, and writes FOLDER/rendered_look and FOLDER/rendered_score: pages and `gold.jsonl`, laid out as
the corpora are. Themes are split by the hash of their names: only pages in `rendered_look` may be opened, and
those of themes that the table names as opened since.
What is there is not made again. `--languages` fills the themes with three of these languages in the place of
their own, in a folder of its own. `python -m benchmarks.evaluation --only rendered` scores them.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from benchmarks.evaluation.corpora import ROOT
from benchmarks.evaluation.lines import read_lines, write_lines
from benchmarks.evaluation.sites import part_of
from benchmarks.evaluation.telling import say
from benchmarks.training.rendered_bundlers import BUNDLERS
from benchmarks.training.rendered_debian import DEBIAN_PROGRAMS
from benchmarks.training.rendered_django import DjPress, Mezzanine, Puput
from benchmarks.training.rendered_dokuwiki import DokuWiki
from benchmarks.training.rendered_flask import FlaskBlogging
from benchmarks.training.rendered_generators import GENERATORS
from benchmarks.training.rendered_ghost import Ghost
from benchmarks.training.rendered_hugo import Hugo
from benchmarks.training.rendered_lektor import Lektor
from benchmarks.training.rendered_mediawiki import MediaWiki
from benchmarks.training.rendered_news_apps import NEWS_APPS
from benchmarks.training.rendered_next import Nextra
from benchmarks.training.rendered_nuxt import Nuxt
from benchmarks.training.rendered_plone import Plone
from benchmarks.training.rendered_programs import PROGRAMS, BuildFailedError, Page, Program, Theme
from benchmarks.training.rendered_remarks import with_remarks
from benchmarks.training.rendered_spip import Spip
from benchmarks.training.rendered_starters import STARTERS
from benchmarks.training.rendered_static import STATIC_PROGRAMS
from benchmarks.training.rendered_stories import (
    KnownSite,
    KnownStory,
    known_site,
    languages_of,
    more_languages,
)
from benchmarks.training.rendered_tinkerer import Tinkerer
from benchmarks.training.rendered_wagtail import WAGTAIL_PROGRAMS
from benchmarks.training.rendered_weblogs import WEBLOGS
from benchmarks.training.rendered_wordpress import WordPress
from newsarchive.text.letters import letters_only

FOLDER = ROOT / "var" / "rendered"
_PROGRAMS: dict[str, type[Program]] = {
    **PROGRAMS,
    **STATIC_PROGRAMS,
    **DEBIAN_PROGRAMS,
    **BUNDLERS,
    **WAGTAIL_PROGRAMS,
    **GENERATORS,
    **STARTERS,
    **WEBLOGS,
    **NEWS_APPS,
    "dokuwiki": DokuWiki,
    "ghost": Ghost,
    "mediawiki": MediaWiki,
    "hugo": Hugo,
    "mezzanine": Mezzanine,
    "nextra": Nextra,
    "puput": Puput,
    "djpress": DjPress,
    "lektor": Lektor,
    "plone": Plone,
    "spip": Spip,
    "tinkerer": Tinkerer,
    "flask-blogging": FlaskBlogging,
    "nuxt": Nuxt,
    "wordpress": WordPress,
}
_TABLE = Path(__file__).with_name("rendered_themes.toml")
# Days are looked for without the vowel signs of Devanagari, Bengali and Tamil, which are no letters to `re`,
# and with the digits of these scripts, of Persian and of Arabic as others write them.
_PLAIN: dict[int, int | None] = {
    code: None
    for block in (0x0900, 0x0980, 0x0B80)
    for code in range(block, block + 0x80)
    if unicodedata.category(chr(code)).startswith("M")
} | {zero + digit: 0x30 + digit for zero in (0x0966, 0x09E6, 0x0BE6, 0x06F0, 0x0660) for digit in range(10)}


def main() -> int:
    """Render the themes asked for; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.training.rendered_sites",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", default="", help="programs or labels of themes")
    parser.add_argument("--again", action="store_true", help="render what is there anew")
    parser.add_argument("--languages", default="", help=f"of {','.join(more_languages())}")
    options = parser.parse_args()
    languages = tuple(filter(None, options.languages.split(",")))
    if unknown := sorted(set(languages) - set(more_languages())):
        parser.error(
            f"--languages: no words in {', '.join(unknown)}; {', '.join(more_languages())} have them"
        )
    if languages and options.folder == FOLDER:
        parser.error(
            f"--languages needs a --folder of its own: {FOLDER} has the themes in their own languages"
        )
    wanted = set(filter(None, options.only.split(",")))
    programs, themes = read_themes(options.folder)
    failed = 0
    for theme in themes:
        if wanted and not wanted & {theme.program, theme.label}:
            continue
        if not options.again and _gold_part(options.folder, theme).is_file():
            continue
        try:
            pages = render_theme(programs[theme.program], theme, options.folder, languages)
            say(f"{theme.label}: {pages} pages")
        except BuildFailedError as error:
            failed += 1
            say(f"{theme.label} is LEFT OUT: {error}")
        _join(options.folder)
    return 1 if failed else 0


def read_themes(folder: Path) -> tuple[dict[str, Program], list[Theme]]:
    """Return the programs, installed below `folder`, and the themes of the table."""
    table: dict[str, Any] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    programs = {
        name: _PROGRAMS[name](folder.resolve() / "installed" / name, tuple(packages))
        for name, packages in table["programs"].items()
    }
    themes = [
        Theme(one["program"], one["name"], tuple(one.get("packages", ())), one.get("settings", {}))
        for one in table["theme"]
    ]
    return programs, themes


def render_theme(program: Program, theme: Theme, folder: Path, languages: Sequence[str] = ()) -> int:
    """Install a theme, build its sites and keep their pages; return how many."""
    program.install(theme.packages)
    rows: list[dict[str, Any]] = []
    target = folder / set_of(theme.label)
    target.mkdir(parents=True, exist_ok=True)
    for language in languages_of(theme.label, languages):
        host = f"{language.lower()}.{theme.label.lower().replace('_', '-')}.example"
        site = known_site(host, language, one_author=program.one_author)
        built = (folder / "built" / f"{theme.label}-{language}").resolve()
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(parents=True)
        for page in program.build(theme, site, built):
            html = page.file.read_text("utf-8")
            if not states_story(html, page.story):
                raise BuildFailedError(f"{site.name}/{page.path} does not show its story")
            row = gold_of(theme, site, page, html)
            if not program.has_comments:
                html = with_remarks(html, page.story.remarks, theme.label)
            (target / f"{row['id']}.html.gz").write_bytes(gzip.compress(html.encode(), mtime=0))
            rows.append(row)
        shutil.rmtree(built)
    write_lines(_gold_part(folder, theme), rows)
    return len(rows)


def gold_of(theme: Theme, site: KnownSite, page: Page, html: str) -> dict[str, Any]:
    """Return what is known of a page without its comments; day and author only where it states them."""
    story = page.story
    # A page that does not tell its day or author may have them all the same: of other stories, of the owner.
    untold = theme.settings.get("untold", ())
    return {
        "id": f"{theme.label}-{site.language}-{story.number:02}",
        "url": f"http://{site.name}/{page.path}",
        "lang": site.language.split("-")[0],
        "theme": theme.label,
        "program": theme.program,
        "text": story.text,
        "title": story.title,
        "date": f"{story.published:%Y-%m-%d}" if "date" not in untold and states_day(html, story) else None,
        "authors": [story.author] if "authors" not in untold and states_author(html, story) else [],
        "is_short": story.is_short,
        "remarks": [one.text for one in story.remarks],
        "hidden": story.hidden,
    }


def states_story(html: str, story: KnownStory) -> bool:
    """Whether a page has the headline and each paragraph of its story; programs may change the quotes."""
    shown = letters_only(re.sub(r"<[^>]*>", "", _without_scripts(html)))
    return all(letters_only(text) in shown for text in (story.title, *(words for _, words in story.pieces)))


def states_day(html: str, story: KnownStory) -> bool:
    """Whether the page has the story's day: year, month and day in an order, or with the name of a month."""
    day, month, year = story.published.day, story.published.month, story.published.year
    number, name = rf"[^\w<>]?\W?\D?\s?0?{month}\D{{1,3}}0?", r"[^\d<>]{0,4}[^\W\d_]{3,}[^\d<>]{0,6}"
    between = rf"(?:{number}|{name})"
    english = rf"[^\W\d_]{{3,}}\W{{1,3}}0?{day}\W{{1,3}}{year}"
    # The English order with the month of another language, which may be short or a number.
    translated = rf"(?:{month}[月월]?|[^\W\d_]{{1,2}}月) {day}, {year}"
    known = rf"(?<!\d)(?:0?{day}{between}{year}|{year}{between}0?{day}|{english}|{translated})(?!\d)"
    found = re.search(known, _without_scripts(html).translate(_PLAIN))
    return found is not None


def states_author(html: str, story: KnownStory) -> bool:
    """Whether the page has the author's name, who occurs in no text, comment or other story's text."""
    # A copyright line names the owner of the site, which says nothing of who wrote a story; the foot of an
    # article may have its by-line.
    parts = re.split(r"(<article\b.*?</article>)", _without_scripts(html), flags=re.DOTALL)
    parts[::2] = [
        re.sub(r"<footer(?:(?!<footer).)*?</footer>", "", part, flags=re.DOTALL) for part in parts[::2]
    ]
    return any(story.author in part for part in parts)


def _without_scripts(html: str) -> str:
    """Return a page without its scripts: applications keep there what they know of every story of a site.

    Nor does it have its comments: themes keep there what they no longer show.
    """
    hidden = r"<script(?![^>]*ld\+json).*?</script>|<!--(?:-?>|.*?-->)"
    return unescape(re.sub(hidden, "", html, flags=re.DOTALL))


def set_of(label: str) -> str:
    """Return the set a theme's pages are in: `rendered_look` may be opened, `rendered_score` may not."""
    opened = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["opened"]
    return "rendered_look" if label in opened else f"rendered_{part_of(label)}"


def _gold_part(folder: Path, theme: Theme) -> Path:
    return folder / set_of(theme.label) / "gold" / f"{theme.label}.jsonl"


def _join(folder: Path) -> None:
    for name in ("rendered_look", "rendered_score"):
        if (folder / name).is_dir():
            write_lines(folder / name / "gold.jsonl", _rows(folder / name))


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for part in sorted((folder / "gold").glob("*.jsonl")):
        yield from read_lines(part)


if __name__ == "__main__":
    sys.exit(main())
