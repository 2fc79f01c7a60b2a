"""The seeds hold what the fuzz target asks, and a few hundred mutants of them too."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from tests.fuzz import target
from tests.fuzz.__main__ import Keeper, by_mutation
from tests.fuzz.mutation import LONGEST, mutate
from tests.fuzz.seeds import seeds
from tests.fuzz.target import BrokenPromiseError, check
from tests.line_values import clean_article_of


@pytest.mark.parametrize("number", range(len(seeds())))
def test_seeds_keep_the_promises(number: int) -> None:
    check(seeds()[number])


def test_mutants_keep_the_promises() -> None:
    chance = random.Random(7)
    pool = seeds()
    for _ in range(150):
        body = mutate(chance.choice(pool), pool, chance)
        assert len(body) <= LONGEST
        check(body)


@pytest.mark.parametrize("text", ["\x07", "\ufeff", "e\u0301", " indented", "a\n\nb", "\x85"])
def test_an_unclean_answer_is_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def unclean(page: FetchedPage) -> CleanArticle:
        return clean_article_of(page, text=text)

    monkeypatch.setattr(target, "run_stages", unclean)
    with pytest.raises(BrokenPromiseError):
        check(b"x")


def test_failures_are_kept_as_files_and_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(page: FetchedPage) -> CleanArticle:
        raise ValueError("broken")

    monkeypatch.setattr(target, "run_stages", broken)
    keeper = Keeper(check, tmp_path / "kept")
    assert by_mutation(keeper, 0.0, 1) == 1
    assert [file.read_bytes() for file in keeper.folder.iterdir()] == [seeds()[0]]
    assert f"{keeper.runs} pages, 1 kinds of failure" in capsys.readouterr().out
