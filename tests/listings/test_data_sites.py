"""Sites whose lists are data: `sources new` finds the lists from the front page, a crawl all they name."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.cli.crawling import ROOT, Project
from tests.listings.data_sites import STORIES, all_data_sites

NAMES = [site.name for site in all_data_sites()]

pytestmark = pytest.mark.xdist_group("data_sites")


@pytest.fixture(scope="module")
def bases() -> Iterator[dict[str, str]]:
    command = [sys.executable, "-m", "tests.listings.data_sites"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield {
            name: f"http://127.0.0.1:{port}" for name, port in json.loads(process.stdout.readline()).items()
        }
        process.kill()


@pytest.fixture
def project(tmp_path: Path, sqlite_template: Path) -> Project:
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    (tmp_path / "sources").mkdir()
    return Project(tmp_path)


def get(url: str) -> object:
    answer: object = json.loads(build_opener(ProxyHandler({})).open(url, timeout=5).read())
    return answer


def proposed(project: Project, base: str) -> str:
    """Without a browser: what it would see is tested in tests/browser/test_watching.py."""
    words = ("sources", "new", base, "--name", "found", "--delay", "0", "--allow-private-addresses")
    process = project.start(*words, "--no-browser")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out + "\n" + err


@pytest.mark.parametrize("name", NAMES)
def test_all_articles_are_found_from_the_front_page(
    name: str, bases: dict[str, str], project: Project
) -> None:
    said = proposed(project, bases[name])
    declared = tomllib.loads((project.folder / "sources" / "found.toml").read_text())
    assert declared["lists"], said
    assert "render" not in declared
    done = project.run("crawl", "found")
    assert done.returncode == 0, done.stderr
    stored = {url for (url,) in project.rows("SELECT url FROM current_articles")}
    site = next(site for site in all_data_sites() if site.name == name)
    assert stored == {bases[name] + site.address(story) for story in site.told}, f"{said}\n{done.stderr}"
    assert len(stored) == STORIES


@pytest.mark.parametrize("name", ["linhe", "saltmarsh"])
def test_a_redesign_is_healed_and_told_within_one_crawl(name: str, project: Project) -> None:
    """Keys are renamed and an article is new: it is stored, and the crawl says that the keys are others."""
    command = [sys.executable, "-m", "tests.listings.data_sites"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base = f"http://127.0.0.1:{json.loads(process.stdout.readline())[name]}"
        try:
            proposed(project, base)
            first = project.run("crawl", "found", "--limit", "3")
            assert first.returncode == 0, first.stderr
            get(f"{base}/-/rename")
            done = project.run("crawl", "found")
        finally:
            process.kill()
    assert done.returncode == 3, done.stderr
    assert "has not the keys that [[lists]] names; its" in done.stderr
    assert "list_keys" in done.stderr
    assert project.rows("SELECT count(*) FROM current_articles") == [(STORIES,)]
    declared = tomllib.loads((project.folder / "sources" / "found.toml").read_text())
    why = project.run("why", declared["lists"][0]["url"])
    assert "keys_changed" in why.stdout
    missed = project.rows("SELECT expectation FROM missed_expectations")
    assert ("list_keys",) in missed
