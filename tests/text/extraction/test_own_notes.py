"""The author's notes below a text are text: each is led to by a number in it, and leads back there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsarchive.text.extraction.own_notes import own_notes
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.page_lines import drop_signs
from newsarchive.text.page.page_model import PageModel

TOLD = "The harbour board of Quellin voted to close the old lock, after divers found cracks in the gates."
NOTE = "Divers went down twice in May; what they wrote the second time has not been published."


def found(number: str, note: str, read: str = TOLD) -> list[str]:
    """The lines of a note that are told to be text, where `number` stands in the line that was read."""
    tree = document_fromstring(f"<html><body><article><p>{TOLD}{number}</p>{note}</article></body></html>")
    drop_signs(tree)
    blocks = page_blocks(tree).blocks
    lines = tuple(block.text for block in blocks if block.text.startswith(read))
    taken = own_notes(PageModel(tree), blocks, lines)
    return [block.text for block, is_one in zip(blocks, taken, strict=True) if is_one]


# As programs write them: Hugo and kramdown, Pandoc, WordPress, Substack, Word.
PROGRAMS = {
    "hugo": (
        "<sup id='fnref:1'><a href='#fn:1' class='footnote-ref' role='doc-noteref'>1</a></sup>",
        f"<section><ol><li id='fn:1'><p>{NOTE}&#160;<a href='#fnref:1'>↩\ufe0e</a></p></li></ol></section>",
    ),
    "pandoc": (
        "<a href='#fn1' class='footnote-ref' id='fnref1'><sup>1</sup></a>",
        f"<aside><ol><li id='fn1'><p>{NOTE}<a href='#fnref1'>↩</a></p></li></ol></aside>",
    ),
    "wordpress": (
        "<sup data-fn='a7' class='fn'><a href='#a7' id='a7-link'>1</a></sup>",
        f"<ol class='wp-block-footnotes'><li id='a7'>{NOTE} <a href='#a7-link'>↩\ufe0e</a></li></ol>",
    ),
    "substack": (
        "<a class='footnote-anchor' id='footnote-anchor-1' href='#footnote-1'>1</a>",
        f"<div><a id='footnote-1' href='#footnote-anchor-1'>1</a><div><p>{NOTE}</p></div></div>",
    ),
    "word": (
        "<a href='#_ftn1' name='_ftnref1'></a>",
        f"<p class='MsoFootnoteText'><a href='#_ftnref1' name='_ftn1'></a>{NOTE}</p>",
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_notes_are_found_as_programs_write_them(program: str) -> None:
    assert found(*PROGRAMS[program]) == [NOTE]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_note_to_a_line_that_was_not_read_is_none(program: str) -> None:
    assert found(*PROGRAMS[program], read="Another") == []


NUMBER = "<a href='#n1' id='r1'>1</a>"


@pytest.mark.parametrize(
    "note",
    [
        f"<ol><li id='n1'>{NOTE}</li></ol>",  # leads nowhere
        f"<ol><li id='n1'>{NOTE} <a href='#top'>↑</a></li></ol>",  # leads elsewhere
        f"<ol><li id='n1'><a href='//a.example'>{NOTE}</a> <a href='#r1'>↩</a></li></ol>",  # a source
        "<ol><li id='n1'>The Daily, 3 May <a href='#r1'>↩</a></li></ol>",  # says no sentence
        f"<ol><li id='n2'>{NOTE} <a href='#r2'>↩</a></li></ol>",  # of another number
        f"<div id='n1'><a href='#r1'>Up</a><p>{TOLD}</p><p>{NOTE}</p></div>",  # a part of the text
    ],
)
def test_what_else_stands_below_is_no_note(note: str) -> None:
    assert found(NUMBER, note) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.booleans()), max_size=6))
def test_only_notes_that_lead_back_are_told(notes: list[tuple[str, str, bool]]) -> None:
    marks = "".join(f"<a href='#n{here}' id='r{here}'>1</a>" for here, _, _ in notes)
    items = "".join(
        f"<li id='n{here}'>{NOTE} <a href='#r{back if leads else 'x'}'>↩</a></li>"
        for here, back, leads in notes
    )
    told = found(marks, f"<ol>{items}</ol>")
    assert len(told) <= sum(leads for *_, leads in notes)
    assert all(line == NOTE for line in told)


@pytest.mark.parametrize(("links", "told"), [(30, [NOTE]), (60, [])])
def test_the_way_back_is_looked_for_among_the_first_links(links: int, told: list[str]) -> None:
    others = "<a href='#x'></a>" * links
    assert found(NUMBER, f"<ol><li id='n1'>{NOTE} {others}<a href='#r1'>↩</a></li></ol>") == told
