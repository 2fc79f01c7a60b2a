"""What share of the days that date software writes is read.

python -m benchmarks.written_days [--folder var/days] [--misses]

It installs moment.js, date-fns, Django, Babel and WordPress's translations from npm, PyPI and Debian in
FOLDER, and asks each, and Node's Intl, for a day of every month in all its languages.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import venv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.evaluation.corpora import ROOT
from benchmarks.training.rendered_programs import INSTALLING, PATIENCE, install_from_npm, run
from newsarchive.text.dates.written_dates import find_times

# A day of every month, some of which another order of day and month would read wrongly.
DAYS = (
    *("2026-01-05", "2026-02-14", "2026-03-22", "2026-04-30", "2026-05-01", "2026-06-18"),
    *("2026-07-09", "2026-08-27", "2026-09-03", "2026-10-25", "2026-11-12", "2026-12-31"),
)
# The versions that were measured (2026-11).
NPM = ["moment@2.31.0", "date-fns@4.4.0"]
PYPI = ["django==5.2.19", "babel==2.19.0"]
HERE = Path(__file__).parent
# Codes of a language that software has beside those of ISO 639-1 in pages.
SAME = {"no": "nb", "iw": "he", "in": "id", "tl": "fil", "sh": "sr"}
SHOWN = 3
# What CLDR gives where a language has no names of months: "2026 M01 5".
UNTRANSLATED = re.compile(r"\bM\d\d\b")


def main() -> None:
    """Write the days, read them, print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "days")
    parser.add_argument("--misses", action="store_true", help="print what is not read, or read wrongly")
    options = parser.parse_args()
    read, every = Counter[str](), Counter[str]()
    wrong: Counter[str] = Counter()
    missed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, locale, day, text in dict.fromkeys(_written(options.folder)):
        if UNTRANSLATED.search(text):
            continue
        language = locale.replace("_", "-").partition("-")[0].lower()
        found = find_times(text, language=SAME.get(language, language))
        every[source] += 1
        if found and day in (found[0].time[:10], (found[0].other or "")[:10]):
            read[source] += 1
            continue
        wrong[source] += bool(found)
        missed[source, locale].append(f"{text} = {found[0].time}" if found else text)
    for source, count in every.items():
        print(f"{source:10} {count:6,} days, read {read[source] / count:.4f}, wrongly {wrong[source]}")
    if options.misses:
        for (source, locale), texts in sorted(missed.items()):
            print(source, locale, len(texts), *texts[:: max(1, len(texts) // SHOWN)], sep=" | ")


def _written(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
        run([str(python), "-m", "pip", "install", "--quiet", *PYPI], folder, INSTALLING)
    if not (folder / "node_modules" / "moment").is_dir():
        install_from_npm(NPM, folder)
    if not (folder / "wordpress").is_dir():
        run(["apt-get", "download", "wordpress-l10n"], folder, INSTALLING)
        run(["dpkg", "-x", next(folder.glob("*.deb")).name, "wordpress"], folder, INSTALLING)
    program = [str(python), str(HERE / "write_days.py")]
    yield from _told(["node", str(HERE / "write_days.mjs"), *DAYS], folder)
    yield from _told([*program, "django", *DAYS], folder)
    yield from _told([*program, "wordpress", "wordpress", *DAYS], folder)
    listing = "from babel.localedata import locale_identifiers as known; print(*known())"
    known = subprocess.run([python, "-c", listing], check=True, capture_output=True, text=True).stdout.split()
    for number, locale in enumerate(sorted(known), 1):
        if locale != "root" and "_" not in locale:
            if sys.stderr.isatty():
                print(f"\rBabel: {number} of {len(known)} locales", end="", file=sys.stderr)
            yield from _told([*program, "babel", locale, *DAYS], folder)


def _told(command: list[str], folder: Path) -> Iterator[tuple[str, str, str, str]]:
    lines = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=PATIENCE
    ).stdout
    for line in lines.splitlines():
        source, locale, day, text = json.loads(line)
        yield source, locale, day, text


if __name__ == "__main__":
    main()
