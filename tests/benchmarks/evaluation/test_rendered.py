"""The section on rendered sites says what it needs, and counts what is stored against what is known."""

from __future__ import annotations

from pathlib import Path

from benchmarks.evaluation.rendered import RenderedPage, rendered_section
from benchmarks.evaluation.run import Run
from newsarchive.text.letters import letters_only

KNOWN = {"text": "The quay road is closed.\nA bus leaves at nine.", "is_short": True}


def page(text: str, *, verdict: str = "article", precision: float = 1.0) -> RenderedPage:
    return RenderedPage(KNOWN, {"text": text, "verdict": verdict}, {"p": precision})


def test_without_pages_the_section_says_how_to_make_them(tmp_path: Path) -> None:
    section = rendered_section(Run(rendered=tmp_path))
    assert "NOT MEASURED" in section.after
    assert f"benchmarks.training.rendered_sites --folder {tmp_path}" in section.after
    assert [check.good for check in section.checks] == [False]


def test_exact_is_every_letter_of_a_page_that_is_kept() -> None:
    assert page("The quay road is closed. A bus leaves at nine").is_exact
    assert not page("The quay road is closed. A bus leaves at nine.", verdict="not_article").is_exact
    assert not page("The quay road is closed.").is_exact


def test_another_text_is_one_that_is_mostly_not_the_known_one() -> None:
    assert page("A comment.", precision=0.2).is_another
    assert not page("A comment.", verdict="not_article", precision=0.2).is_another
    assert not page("", precision=0.0).is_another


def test_letters_leave_out_what_themes_change() -> None:
    assert letters_only("“Don't—wait”, １２") == letters_only('"don’t wait" 12') == "dontwait12"
