"""The wheel is whole: installed in an empty folder it makes an archive, reads a page, knows the sources."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # it is built once

ROOT = Path(__file__).resolve().parents[2]
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
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(wheel)], check=True)
    return target


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEWSARCHIVE_", "SCRAPY_"))
    }
    environment = {**settings, "PYTHONPATH": str(installed)}
    code = "import newsarchive.cli, sys; sys.argv[0] = 'newsarchive'; newsarchive.cli.main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", "import newsarchive; print(newsarchive.__file__)"]
    shown = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.startswith(str(installed))


def test_db_upgrade_makes_an_archive_at_head(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "db", "upgrade").returncode == 0
    assert (tmp_path / "var" / "newsarchive.db").is_file()
    check = run(installed, tmp_path, "db", "check")
    assert check.returncode == 0, check.stderr


def test_extract_reads_a_page(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    result = run(installed, tmp_path, "extract", "page.html")
    assert result.returncode == 0, result.stderr
    record = json.loads(result.stdout)
    assert record["verdict"] == "article"
    assert record["title"] == "Ferry returns to the lake"
    assert record["text"].startswith("After eleven years")


def test_sources_list_shows_the_shipped_ones(installed: Path, tmp_path: Path) -> None:
    result = run(installed, tmp_path, "sources", "list")
    assert result.returncode == 0, result.stderr
    assert "newsroom" in result.stdout


def test_the_browser_knows_its_trackers_and_is_not_imported(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from newsarchive.browser.chromium import is_tracker; import newsarchive.addon;"
        "print(is_tracker('hm.baidu.com'), any('playwright' in name for name in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", code]
    shown = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout == "True False\n"


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


def test_serve_shows_its_pages_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "db", "upgrade").returncode == 0
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
    code = "import newsarchive.cli; newsarchive.cli.main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", "0"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(installed)},
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
