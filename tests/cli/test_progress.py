"""Progress is plain lines on stderr where there is no terminal, a bar where there is one, never on stdout."""

from __future__ import annotations

import pytest

from newsarchive.cli import progress
from newsarchive.cli.progress import ProgressReport


def test_plain_lines_come_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProgressReport("import", 2_000, terminal=False) as report:
        report.step(10)
        assert capsys.readouterr().err == "", "five seconds have not passed"
        monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0)
        report.step(1_500)
    assert capsys.readouterr() == ("", "import: 1,510 of 2,000\n")


def test_a_terminal_gets_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressReport("import", 3, terminal=True) as report:
        report.step(3)
    out, err = capsys.readouterr()
    assert out == ""
    assert "import" in err
    assert "3/3" in err
