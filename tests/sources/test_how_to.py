"""The how-to for code of a source, done by a newcomer who does what it says and nothing else."""

from __future__ import annotations

import shlex
from pathlib import Path

from tests.cli.inside import run
from tests.documents.markdown import DOCS, fences
from tests.mockserver.articles import article

SAMPLE = Path(__file__).parent / "timeline_source.py"
HOW_TO = (DOCS / "how-to" / "write-code-for-a-source.md").read_text(encoding="utf-8")


def fence(language: str, heading: str) -> str:
    return next(one.text for one in fences(HOW_TO) if (one.language, one.heading) == (language, heading))


def test_it_works_as_it_is_written(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()

    def newsarchive(*words: str) -> tuple[int, str]:
        code, out, err = run(*words, cwd=tmp_path, variables={"NEWSARCHIVE_SOURCES": str(sources)})
        return code, out + err

    (sources / "harbour.toml").write_text(fence("toml", "Write the class"))
    assert newsarchive("sources", "check", "harbour")[0] == 0
    (sources / "harbour.py").write_text(SAMPLE.read_text(encoding="utf-8"))
    code, said = newsarchive("sources", "check", "harbour")
    assert code == 2
    assert "no recorded page for the class Harbour of today" in said

    (tmp_path / "pier.html").write_text(article(1))
    commands = [
        shlex.split(line) for line in fence("console", "Record a page for each rule").splitlines() if line
    ]
    assert [command[:3] for command in commands] == [
        ["newsarchive", "sources", "record"],
        ["newsarchive", "sources", "check"],
    ]
    code, said = newsarchive(*commands[0][1:])
    assert code == 2
    assert "written; look it over" in said
    assert "Then run 'newsarchive sources check'" in said
    assert '"title": "Harbour: Board deepens channel number 1"' in next(
        file.read_text() for file in (sources / "recorded" / "harbour").glob("*.json")
    )
    code, said = newsarchive(*commands[1][1:])
    assert code == 0
    assert "1 source is valid" in said

    former = fence("python", "When the site changes")
    (sources / "harbour.py").write_text(SAMPLE.read_text(encoding="utf-8") + former)
    code, said = newsarchive("sources", "check", "harbour")
    assert code == 2
    assert "no recorded page for the class BeforeTheRedesign until 2024-08-12" in said
    (tmp_path / "old.html").write_text(article(2))
    command = shlex.split(fence("console", "When the site changes"))
    assert newsarchive(*command[1:])[0] == 2
    assert newsarchive("sources", "check", "harbour")[0] == 0
