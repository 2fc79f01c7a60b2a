"""The wheel is whole: installed in an empty folder it makes an archive, reads a page, knows the sources."""

from __future__ import annotations

import filecmp
import json
import os
import re
import struct
import subprocess
import sys
import urllib.request
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # it is built once

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = Path("newsarchive", "_bundled")
COMPILED = struct.Struct("<4sII")  # how a compiled module begins (PEP 552)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Ferry returns to the lake - Lakeside Post</title></head><body>
<article><h1>Ferry returns to the lake</h1>
<p>After eleven years in dry dock the ferry Aurora crossed the lake again on Tuesday
with ninety passengers on board.</p>
<p>The town paid for new engines, and volunteers sanded every bench by hand
during two long winters, the mayor said.</p>
<p>From May on the ferry will leave the northern pier each morning at eight
and return in the evening before sunset.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content and nothing else of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    # In a third of the time that pip takes for the same.
    uv = [sys.executable, "-m", "uv", "--quiet", "--offline", "--no-config"]
    build = [*uv, "build", "--wheel", "--no-build-isolation", "--python", sys.executable]
    subprocess.run([*build, "--out-dir", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    subprocess.run([*uv, "pip", "install", "--no-deps", "--target", str(target), str(wheel)], check=True)
    _take_what_is_compiled(target)
    return target


def _take_what_is_compiled(target: Path) -> None:
    """Take over what is compiled of the checkout, where the text is the same to the byte.

    To compile anew what the commands import took most of their time, 8 s of processor time (2026-12).
    """
    for module in target.rglob("*.py"):
        place = module.relative_to(target)
        origin = ROOT / (place.relative_to(BUNDLED) if place.is_relative_to(BUNDLED) else place)
        kept = Path(cache_from_source(str(origin)))
        if not kept.is_file() or not filecmp.cmp(module, origin, shallow=False):
            continue
        # By the version of Python, how it is told that the source is the same, and when that was written.
        magic, how, written = COMPILED.unpack_from(kept.read_bytes())
        if not how and written == _written(origin):
            compiled = Path(cache_from_source(str(module)))
            compiled.parent.mkdir(exist_ok=True)
            rest = kept.read_bytes()[COMPILED.size :]
            compiled.write_bytes(COMPILED.pack(magic, how, _written(module)) + rest)


def _written(module: Path) -> int:
    return int(module.stat().st_mtime) & 0xFFFFFFFF


# One process, for each start takes a second: commands one after another, and what each has said.
ASKING = """
import json, sys
import newsarchive
from click.testing import CliRunner
from newsarchive.browser.chromium import is_tracker
import newsarchive.addon
told = {
    "place": newsarchive.__file__,
    "is a tracker": is_tracker("hm.baidu.com"),
    "playwright": any("playwright" in name for name in sys.modules),
}
from newsarchive.cli import main
for words in ("db upgrade", "db check", "extract page.html", "sources list"):
    done = CliRunner().invoke(main, words.split())
    told[words] = [done.exit_code, done.stdout, done.stderr + repr(done.exception or "")]
print(json.dumps(told))
"""


def environment_of(installed: Path) -> dict[str, str]:
    left_out = ("NEWSARCHIVE_", "SCRAPY_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {**kept, "PYTHONPATH": str(installed)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder but for a page, where the commands run."""
    made = tmp_path_factory.mktemp("empty")
    (made / "page.html").write_text(PAGE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def told(installed: Path, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", ASKING],
        cwd=folder,
        env=environment_of(installed),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_installed_package_is_not_the_checkout(installed: Path, told: dict[str, Any]) -> None:
    assert told["place"].startswith(str(installed))


def test_db_upgrade_makes_an_archive_at_head(folder: Path, told: dict[str, Any]) -> None:
    assert told["db upgrade"][0] == 0, told["db upgrade"]
    assert (folder / "var" / "newsarchive.db").is_file()
    assert told["db check"][0] == 0, told["db check"]


def test_extract_reads_a_page(told: dict[str, Any]) -> None:
    code, out, err = told["extract page.html"]
    assert code == 0, err
    record = json.loads(out)
    assert record["verdict"] == "article"
    assert record["title"] == "Ferry returns to the lake"
    assert record["text"].startswith("After eleven years")


def test_sources_list_shows_the_shipped_ones(told: dict[str, Any]) -> None:
    code, out, err = told["sources list"]
    assert code == 0, err
    assert "newsroom" in out


def test_the_browser_knows_its_trackers_and_is_not_imported(told: dict[str, Any]) -> None:
    assert told["is a tracker"]
    assert not told["playwright"]


def test_the_wheel_has_every_file_that_is_no_module(installed: Path) -> None:
    """Templates, sheets, questions, translations, word lists, models, migrations, declarations."""
    listed = subprocess.run(
        ["git", "ls-files", "newsarchive", "migrations", "settings"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    package = installed / "newsarchive"
    places = [
        installed / name if name.startswith("newsarchive/") else package / "_bundled" / name
        for name in listed
    ]
    assert [str(place) for place in places if not place.is_file()] == []
    assert sum(place.suffix == ".html" for place in places) > 10


def test_serve_shows_its_pages_from_that_folder(installed: Path, folder: Path, told: dict[str, Any]) -> None:
    code = "import newsarchive.cli; newsarchive.cli.main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", "0"],
        cwd=folder,
        env=environment_of(installed),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            address = re.search(r"http://\S+?/", process.stderr.readline())
            assert address is not None
            for path, said in (
                ("", "newsarchive"),
                ("sql?lang=zh", "每个来源每天有多少篇文章"),
                ("search?lang=zh&q=x", "没有找到文章"),
                ("static/site.css", "--paper"),
            ):
                with urllib.request.urlopen(f"{address[0]}{path}", timeout=120) as answer:
                    assert said in answer.read().decode(), path
        finally:
            process.kill()
