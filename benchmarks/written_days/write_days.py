"""Print the days as Django, Babel or WordPress writes them in each of its languages.

Lines of JSON, [source, locale, day, text]. It runs in an environment of its own, which has Django and Babel;
only what is asked for is imported.
python write_days.py django DAY ... | babel LOCALE DAY ... | wordpress FOLDER DAY ...
"""

from __future__ import annotations

import gettext
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

# PHP's letters of a format, as WordPress translates "F j, Y".
FORMATS = ("F j, Y", "M j, Y", "j F Y")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def say(*row: str) -> None:
    """Print a line."""
    print(json.dumps(row, ensure_ascii=False))


def django(days: list[date]) -> None:
    """Its `DATE_FORMAT`, and the formats of templates."""
    from django.conf import global_settings, settings  # noqa: PLC0415

    settings.configure(USE_I18N=True)
    import django as package  # noqa: PLC0415

    package.setup()
    from django.utils import translation  # noqa: PLC0415
    from django.utils.dateformat import format as formatted  # noqa: PLC0415
    from django.utils.formats import date_format  # noqa: PLC0415

    for locale, _ in global_settings.LANGUAGES:
        with translation.override(locale):
            for day in days:
                texts = [formatted(day, pattern) for pattern in ("j F Y", "N j, Y", "j M Y")]
                for text in (date_format(day, "DATE_FORMAT"), *texts):
                    say("Django", locale, str(day), text)


def babel(locale: str, days: list[date]) -> None:
    """One locale in a process: Babel 2.18 lets names leak from one locale's tables into the next one's."""
    from babel.dates import format_date  # noqa: PLC0415

    for day in days:
        for width in ("full", "long", "medium"):
            say("Babel", locale, str(day), format_date(day, width, locale=locale))


def wordpress(folder: Path, days: list[date]) -> None:
    """The formats and months of its translations; the genitive where the language asks for it."""
    for file in sorted(folder.rglob("languages/*.mo")):
        if not file.name.startswith(("admin", "continents")):
            with file.open("rb") as opened:
                messages = gettext.GNUTranslations(opened)
            for day in days:
                for text in _formatted(messages, day):
                    say("WordPress", file.stem, str(day), text)


def _formatted(messages: gettext.GNUTranslations, day: date) -> Iterator[str]:
    month = MONTHS[day.month - 1]
    name = messages.gettext(month)
    if messages.pgettext("decline months names: on or off", "off") == "on":
        genitive = messages.pgettext("genitive", month)
        name = name if genitive == month else genitive
    known = {
        "F": name,
        "M": messages.pgettext(f"{month} abbreviation", month[:3]),
        "j": str(day.day),
        "d": f"{day.day:02}",
        "m": f"{day.month:02}",
        "n": str(day.month),
        "Y": str(day.year),
        "S": "",
    }
    for pattern in dict.fromkeys(map(messages.gettext, FORMATS)):
        letters = iter(pattern)
        yield "".join(next(letters, "") if char == "\\" else known.get(char, char) for char in letters)


def main() -> None:
    """Print what the source that is named writes."""
    source, *given = sys.argv[1:]
    first, days = (given[0], given[1:]) if source != "django" else ("", given)
    moments = [date.fromisoformat(day) for day in days]
    if source == "django":
        django(moments)
    elif source == "babel":
        babel(first, moments)
    else:
        wordpress(Path(first), moments)


if __name__ == "__main__":
    main()
