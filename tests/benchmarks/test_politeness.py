"""The measure of politeness notices what is impolite; the five minutes themselves are run by hand."""

from __future__ import annotations

from benchmarks.politeness import Seen, judge


def seen(*arrived: float, took: float = 0.1, quiet: float = 0.0) -> list[Seen]:
    return [Seen(at, at + took, f"/a/{at:g}", 429 if quiet else 200, quiet) for at in arrived]


def test_what_is_polite_is_not_complained_of() -> None:
    log = [*seen(0, 1, 2), *seen(3, quiet=10), *seen(13.2, 14.2)]
    verdict = judge(log, gap=1, at_once=1)
    assert (verdict.requests, verdict.at_once, verdict.refusals, verdict.wrongs) == (6, 1, 1, [])
    assert verdict.closest > 0.99


def test_what_is_impolite_is() -> None:
    assert "0.50 s apart" in judge(seen(0, 0.5), gap=1, at_once=1).wrongs[0]
    assert "2 requests at once" in judge(seen(0, 1, took=1.5), gap=1, at_once=1).wrongs[0]
    log = [*seen(0, quiet=10), *seen(5)]
    assert judge(log, gap=1, at_once=1).wrongs == ["/a/5 asked 5.10 s before a block ended"]
    assert judge([], gap=1, at_once=1).wrongs == []
