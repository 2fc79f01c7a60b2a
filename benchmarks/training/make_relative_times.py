"""Write how long ago something was, in words, from Unicode CLDR (Unicode License v3), as Babel packs it.

`pip install babel`, then run. Only for whoever adds a language; nothing at run time imports it.
"""

from __future__ import annotations

from pathlib import Path

from newsarchive.text import furniture

# "10 years ago" heads columns.
UNITS = ("second", "minute", "hour", "day", "week", "month")
WIDTHS = ("", "-short", "-narrow")
HEAD = """\
# How long ago something was: language, forms in small letters; # is a number. By make_relative_times.py from
# Unicode CLDR (Unicode License v3) as in Babel 2.18.
"""
# Letters of a form beside its number, since "3h" is much else; of Thai, Chinese, Japanese, Korean.
FEWEST, FEWEST_DENSE, DENSE = 3, 2, "\u0e00"


def forms(language: str) -> list[str]:
    """Return the forms of a language, each once, in the order of units and widths."""
    from babel import Locale  # noqa: PLC0415

    fields = Locale.parse(language)._data["date_fields"]
    found: dict[str, None] = {}
    for unit in UNITS:
        for width in WIDTHS:
            for form in dict(fields.get(unit + width, {})).get("past", {}).values():
                said = " ".join(form.replace("{0}", "#").replace("\u200f", "").casefold().split())
                letters = [char for char in said if char.isalpha()]
                least = FEWEST_DENSE if max(letters, default="") >= DENSE else FEWEST
                if "#" in said and len(letters) >= least and not said.startswith(("-", "−", "–")):
                    found[said] = None
    return list(found)


def main() -> None:
    """Write the table."""
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    languages = sorted(one for one in locale_identifiers() if "_" not in one and one != "root")
    rows = ["\t".join((language, *found)) for language in languages if (found := forms(language))]
    path = Path(furniture.__file__).parent / "data" / "relative_times.tsv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} languages")


if __name__ == "__main__":
    main()
