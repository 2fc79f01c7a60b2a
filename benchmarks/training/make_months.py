"""Write months.tsv and weekdays.tsv from Unicode CLDR (Unicode License v3), as Babel packs it.

`pip install babel`, then run.
Only for whoever adds a language; nothing at run time imports it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import newsarchive.text.dates as date_data

LANGUAGES = """
en de fr es pt it nl da sv nb fi et lv lt pl cs sk sl hr sr sr_Latn bs mk bg ru uk be ro hu el tr az kk uz sq
ca gl eu ga cy is he ar ar_SY ar_DZ fa ur hi bn mr ta te ml kn gu pa ne si th id ms fil sw af ka hy ky km lo
my am
"""
# Abbreviations news pages use that CLDR does not list, the months of the Persian calendar, and Chinese ones.
EXTRA = """\
de\tjän/jänner\tfeber\tmrz\t\t\t\t\t\t\t\t\t
nl\t\t\tmaa\t\t\t\t\t\t\t\t\t
es\t\t\t\t\t\t\t\t\tset/setiembre\t\t\t
hr\t\t\t\t\t\t\t\t\t\t\tstudeni/studenog\t
ar\t\t\t\tابريل\t\t\t\tاغسطس\t\tاكتوبر\t\t
jalali\tفروردین\tاردیبهشت\tخرداد\tتیر\tمرداد\tشهریور\tمهر\tآبان\tآذر\tدی\tبهمن\tاسفند
zh\t一月\t二月\t三月\t四月\t五月\t六月\t七月\t八月\t九月\t十月\t十一月\t十二月"""
WEEKDAYS = """\
# Names of the days of the week, case-folded, dots taken off, by make_months.py from Unicode CLDR
# (Unicode License v3) as in Babel 2.18; a line for each language.
"""
# A process for each language: Babel 2.18 lets names leak from one locale's tables into the next one's.
PROGRAM = """
import sys
from babel import Locale
locale = Locale.parse(sys.argv[1])
rows = []
for month in range(1, 13):
    names = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            name = locale.months[context][width][month].casefold().replace(".", "")
            name = name.removeprefix("de ").removeprefix("d\u2019").strip()
            if len(name) > 1 and not name[0].isdigit():
                names[name] = None
    rows.append("/".join(names))
print(sys.argv[1].partition("_")[0], *rows, sep="\\t")
days = {
    locale.days[context][width][day].casefold().replace(".", "").strip(): None
    for context in ("format", "stand-alone")
    for width in ("wide", "abbreviated")
    for day in range(7)
}
print(*(day for day in days if len(day) > 1), sep="\\t")
"""


def main() -> None:
    """Write months.tsv and weekdays.tsv in newsarchive/text/dates/data."""
    found = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, language], capture_output=True, text=True, check=True
        ).stdout.splitlines(keepends=True)
        for language in LANGUAGES.split()
    ]
    head = (
        "# Month names by language, January to December, case-folded, dots taken off, by make_months.py\n"
        "# from Unicode CLDR (Unicode License v3) as in Babel 2.18, and a few forms newspapers use.\n"
    )
    folder = Path(date_data.__file__).parent / "data"
    (folder / "months.tsv").write_text(
        head + "".join(months for months, _ in found) + EXTRA + "\n", encoding="utf-8"
    )
    (folder / "weekdays.tsv").write_text(WEEKDAYS + "".join(days for _, days in found), encoding="utf-8")


if __name__ == "__main__":
    main()
