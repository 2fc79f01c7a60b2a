"""Does `reprocess --dry-run` list exactly the articles a change of a rule touches? On real pages, end to end.

    python ../shared/corpora/manifest.py aeb,zhgold --limit 150 > IN.jsonl
    python -m benchmarks.reprocess_rule IN.jsonl [--rule share_bar] [--folder DIR]

The pages are imported with one rule for furniture switched off, the archive is asked what today's code (the
rule on again) would change, and the answer is compared with what is found without archive and `reprocess`:
every page read with the rule off and on, the two readings held side by side. Exit code 1 where they differ.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from click.testing import CliRunner

from newsarchive.cli import main as command_line
from newsarchive.imports.line_results import import_page, read_line
from newsarchive.imports.manifest import ManifestLine, read_manifest
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import Verdict
from newsarchive.storage import open_archive
from newsarchive.text.furniture import trimming

# What the archive stores of a reading, beside the evidence of what was cut.
STORED = (
    *("verdict", "title", "text", "authors", "editor", "outlet", "dateline", "section", "tags", "language"),
    *("script", "published_at", "modified_at", "date_source", "image"),
)
Marks = dict[str, set[str]]  # names of what differs, by address


@contextmanager
def without(rule: str) -> Iterator[None]:
    """Let no line be cut by the rule."""
    known = trimming._rule

    def rest(
        line: str,
        references: Collection[str],
        controls: Collection[str],
        names: Collection[str],
        *,
        is_headline: bool,
    ) -> str | None:
        found = known(line, references, controls, names, is_headline=is_headline)
        return None if found == rule else found

    with mock.patch.object(trimming, "_rule", rest):
        yield


def run(*words: str) -> str:
    """Run the command line in this process, which has the rules as they are now; return what it printed."""
    done = CliRunner().invoke(command_line, words)
    if done.exit_code:
        sys.exit(f"newsarchive {' '.join(words)} failed ({done.exit_code}): {done.stderr}")
    return done.stdout


def listed() -> Marks:
    """Return what the dry run lists, by address."""
    lines = map(json.loads, run("reprocess", "--dry-run", "--format", "jsonl").splitlines())
    return {line["url"]: set(line["fields"].split(", ")) for line in lines}


def found(lines: list[ManifestLine], rule: str) -> Marks:
    """Return what differs between two readings of each page, by address; of the archive nothing is asked."""
    touched = {}
    for line in lines:
        now = import_page(read_line(line))
        with without(rule):
            before = import_page(read_line(line))
        if differing := _differing(before, now):
            touched[now.page.url] = differing
    return touched


def _differing(before: CleanArticle, now: CleanArticle) -> set[str]:
    if before.verdict == now.verdict != Verdict.ARTICLE:
        return set()  # refused both times
    names = {name for name in STORED if getattr(before, name) != getattr(now, name)}
    return {"verdict"} if "verdict" in names else names


def captures(url: str) -> set[str]:
    """Return the addresses of the captures that stand for an article or a refusal."""
    archive = open_archive(url)
    try:
        return {
            one.page.url for one in archive.reprocessing.load(list(archive.reprocessing.wanted(None, None)))
        }
    finally:
        archive.close()


def check(manifest: Path, rule: str, folder: Path) -> int:
    """Import, ask, read, compare; return the exit code."""
    url = f"sqlite:///{folder}/archive.db"
    (folder / "sources").mkdir()
    variables = {"NEWSARCHIVE_DATABASE_URL": url, "NEWSARCHIVE_SOURCES": str(folder / "sources")}
    # In this process, which alone has the rule switched off.
    with mock.patch.dict(os.environ, variables | {"NEWSARCHIVE_WORKERS": "0"}):
        run("db", "upgrade")
        with without(rule):
            run("import", "pages", str(manifest))
            unchanged = listed()
        said = listed()
    stand = captures(url)
    true = {
        address: names for address, names in found(read_manifest(manifest), rule).items() if address in stand
    }
    print(f"pages {len(read_manifest(manifest)):,}, captures that stand for something {len(stand):,}")
    print(f"with the rule {rule!r} still off the dry run lists {len(unchanged)}")
    print(f"with the rule on the dry run lists {len(said)}, reading every page twice finds {len(true)}")
    for address in sorted(said.keys() | true.keys()):
        if said.get(address) != true.get(address):
            print(f"  {address}: listed {said.get(address)}, found {true.get(address)}")
    return int(said != true or bool(unchanged))


def main() -> int:
    """Check in a folder that goes again, or in the one given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--rule", default="share_bar")
    parser.add_argument("--folder", type=Path, help="an empty folder for the archive")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return check(given.manifest.resolve(), given.rule, given.folder or Path(folder))


if __name__ == "__main__":
    sys.exit(main())
