"""How numbers, titles and languages stand on pages and in reports, and the environment of their templates."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from newsarchive.logs.formats import visible
from newsarchive.web.display.translations import PageTongue

# As BCP 47 has them, for the attribute `lang`.
LANGUAGE_TAGS: dict[PageTongue, str] = {"en": "en", "zh": "zh-Hans"}
# Characters of a title in lists and feeds; the API has all.
LONGEST_TITLE = 1_000


def text_language(code: str | None, script: str | None = None) -> str:
    """Return the BCP 47 tag of a text, by which browsers choose glyphs; "" (unknown) where none is known."""
    if not code or not code.isascii() or not code.isalpha() or len(code) > 3:
        return ""
    return f"{code}-{script}" if script in {"Hans", "Hant"} else code


# Languages of the web's news that are written from right to left (ISO 639).
_FROM_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"})


def text_direction(code: str | None) -> str:
    """Return the direction in which a text of this language is written, as HTML has it."""
    return "rtl" if code in _FROM_RIGHT else "ltr"


def shortened(text: str | None) -> str:
    """Return a title as lists have it: no publisher writes a longer one, so the rest is a page's mistake."""
    text = text or ""
    return text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE]}…"


def shown_number(value: float | None) -> str:
    """Return a number with commas between thousands."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def template_environment() -> Environment:
    """Return the templates of this package, with the filters that all of them use; each is compiled once."""
    environment = Environment(
        loader=PackageLoader("newsarchive.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": shown_number, "plain": visible, "shortened": shortened}
    environment.globals["text_language"] = text_language
    environment.globals["text_direction"] = text_direction
    return environment
