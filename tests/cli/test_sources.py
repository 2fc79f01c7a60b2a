"""`newsarchive sources`: results on stdout, mistakes on stderr with exit code 2."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.crawling import Project
from tests.cli.inside import run


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.declare("harbour", 'feeds = [{ url = "http://harbour.example/feed" }]\n')
    return made


def test_list(project: Project) -> None:
    done = project.run("sources", "list")
    assert (done.returncode, done.stdout, done.stderr) == (0, "harbour  1 feed  harbour\n", "")


def test_show(project: Project) -> None:
    done = project.run("sources", "show", "harbour")
    assert done.returncode == 0
    assert 'title = "harbour"' in done.stdout
    assert "# recheck_days = (none)" in done.stdout, "seven days, or fourteen with --due"


def test_show_writes_values_as_a_declaration_has_them(project: Project) -> None:
    project.declare(
        "pier",
        'feeds = [{ url = "http://pier.example/feed" }]\nverify_tls = false\nat = ["06:30"]\n'
        'sections = [{ url = "http://pier.example/", pages = 3 }]\nheaders = { accept-language = "de" }\n',
    )
    shown = project.run("sources", "show", "pier").stdout
    resolved = shown.partition("# resolves to\n")[2]
    assert "None" not in resolved
    assert "True" not in resolved
    assert '# feeds = [{ url = "http://pier.example/feed" }]' in resolved
    assert "# verify_tls = false" in resolved
    assert "# links = (none)" in resolved
    tables = [line[2:] for line in resolved.splitlines() if line[-1] in "]}"]
    found = tomllib.loads("\n".join(tables))
    assert found["at"] == ["06:30"]
    assert found["headers"] == {"accept-language": "de"}
    assert found["sections"][0]["pages"] == 3


def test_check(project: Project) -> None:
    done = project.run("sources", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 source is valid")


def test_what_is_declared_twice_is_told(project: Project) -> None:
    twice = '[[feeds]]\nurl = "http://twice.example/feed"\n' * 2
    project.declare("twice", twice)
    done = project.run("sources", "check", "twice")
    assert done.returncode == 0
    assert done.stderr == "twice: http://twice.example/feed is declared 2 times; once is enough.\n"


def test_mistakes_are_2(project: Project) -> None:
    project.declare("bad", "colour = 3\n")
    done = project.run("sources", "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "bad.toml: colour is an unknown field" in done.stderr
    assert project.run("sources", "check", "harbour").returncode == 0
    unknown = project.run("sources", "show", "nope")
    assert unknown.returncode == 2
    assert "Declared are: bad, harbour" in unknown.stderr


def test_away_from_any_project_the_shipped_sources_are_listed(tmp_path: Path) -> None:
    code, out, err = run("sources", "list", cwd=tmp_path, variables={"NEWSARCHIVE_SOURCES": ""})
    assert (code, err) == (0, "")
    assert "newsroom" in out
