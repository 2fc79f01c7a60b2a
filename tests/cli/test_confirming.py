"""What is done for good is asked before, and nothing is done where nobody answers."""

from __future__ import annotations

import click
import pytest

from newsarchive.cli.confirming import demand_yes
from newsarchive.errors import UsageError


def answering(monkeypatch: pytest.MonkeyPatch, answer: bool | type[Exception]) -> None:
    def confirm(question: str, *, err: bool) -> bool:
        assert (question, err) == ("For good?", True)
        if isinstance(answer, bool):
            return answer
        raise answer

    monkeypatch.setattr("click.confirm", confirm)


def test_a_yes_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, answer=True)
    demand_yes("For good?")


@pytest.mark.parametrize(
    ("answer", "said"), [(False, "Nothing was changed."), (click.Abort, "the question was not answered")]
)
def test_without_one_nothing_is_changed(
    monkeypatch: pytest.MonkeyPatch, answer: bool | type[Exception], said: str
) -> None:
    answering(monkeypatch, answer)
    with pytest.raises(UsageError, match=said):
        demand_yes("For good?")
