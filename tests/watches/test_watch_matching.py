"""Which watch is told of which change: one case a line, and what holds of any texts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.storage.interfaces.watch_store import DeliveryPart, MatchKind, OutgoingMessage, WatchedChange
from newsarchive.text.differences import difference
from newsarchive.text.revision_identity import normal_title, revision_key
from newsarchive.watches.channels import mail_route
from newsarchive.watches.delivery import mail_of
from newsarchive.watches.message_phrases import MESSAGE_LANGUAGES, PHRASES, MessageLanguage
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import read_watch
from newsarchive.watches.watch_matching import WatchIndex, changed_sentences
from newsarchive.watches.watch_messages import composed
from newsarchive.words import Matcher, cut_text, index_words, joint_words, line_changes, parse
from newsarchive.words.matching import whole_spelling
from tests.storage.making import NOON

ROUTE = mail_route("smtp://mail.example/?from=a@news.example&to=b@news.example")


def watch(**fields: Any) -> Watch:
    found = read_watch("w", fields)
    assert isinstance(found, Watch), found
    return found


def change(old: str | None, new: str, **facts: Any) -> WatchedChange:
    made = WatchedChange(
        said=MatchKind.NEW if old is None else MatchKind.EDITED,
        revision_id=1,
        event_id=0,
        article_id=1,
        number=1 if old is None else 2,
        source="bay",
        url="https://www.bay.example/politics/1",
        title="Pier",
        text=new,
        authors=("Ada Holm",),
        language="en",
        script=None,
        old_title=None if old is None else "Pier",
        old_text=old,
        old_authors=() if old is None else ("Ada Holm",),
        stealth=False,
        captured_at=NOON,
        at=NOON,
    )
    return replace(made, **facts)


def told(one: Watch, of: WatchedChange) -> MatchKind | None:
    return next((kind for _, kind in WatchIndex([one]).matches(of)), None)


ADDED = {"words": "ferry", "on": ["added"]}
ADDED_TOLD = [
    ("All is well.", "All is well. The ferry is late.", True),
    ("The ferry is late.", "The ferry is late. It rains.", False),
    ("The ferry is late.", "The ferry is very late.", False),
    ("The ferry is late. It rains.", "It rains.", False),
    ("One.\nThe ferry is late.\nTwo.\nThree.", "One.\nTwo.\nThree.\nThe ferry is late.", False),
    ("The ferry is late.", "The ferry is late. Another ferry comes.", True),
    ("The boat is late.", "The ferry is late.", True),
    ("It rains.", "It rains 3.5 mm. The FERRY waits.", True),
]


@pytest.mark.parametrize(("old", "new", "is_told"), ADDED_TOLD)
def test_added_text_only(old: str, new: str, is_told: bool) -> None:
    assert told(watch(**ADDED), change(old, new)) is (MatchKind.ADDED if is_told else None)


@pytest.mark.parametrize(
    ("fields", "of", "kind"),
    [
        ({"words": "渡"}, change(None, "今天没有轮渡。", title="新闻"), MatchKind.NEW),
        ({"words": "輪渡"}, change(None, "今天没有轮渡。"), MatchKind.NEW),
        ({"words": "轮渡", "on": ["added"]}, change("今天有船。", "今天有船，轮渡停航。"), MatchKind.ADDED),
        ({"words": '"night ferry"'}, change(None, "A night at the ferry."), None),
        ({"words": "night -ferry"}, change(None, "A night at the ferry."), None),
        ({"words": "night -ferry"}, change(None, "A night at sea."), MatchKind.NEW),
        ({"words": "ferry"}, change("The ferry.", "The boat."), MatchKind.EDITED),
        (ADDED, change("x", "x", title="The ferry"), MatchKind.ADDED),
        (ADDED, change("x", "x", title="The boat"), None),
        (ADDED, change("x", "x", title="Ferry late", old_title="Ferry"), None),
        ({**ADDED, "smallest_change": 9}, change("x", "x", title="The ferry"), MatchKind.ADDED),
        ({**ADDED, "smallest_change": 10}, change("x", "x", title="The ferry"), None),
        ({"words": "ferry", "smallest_change": 50}, change("The ferry.", "The boat."), None),
        ({"addresses": ["http://bay.example/politics/"]}, change(None, "x"), MatchKind.NEW),
        ({"addresses": ["https://bay.example/sport/"]}, change(None, "x"), None),
        ({"authors": ["holm"]}, change(None, "x"), MatchKind.NEW),
        ({"authors": ["hol"]}, change(None, "x"), None),
        ({"sources": ["bay"], "languages": ["zh"]}, change(None, "x"), None),
        ({"sources": ["bay"], "on": ["headline"]}, change("x", "y"), None),
        ({"sources": ["bay"], "on": ["headline"]}, change("x", "x", title="Lamp"), MatchKind.HEADLINE),
        ({"sources": ["bay"], "on": ["headline"]}, change("x", "x", title=" Pier "), None),
        ({"sources": ["bay"]}, change(None, "x", said=MatchKind.WITHDRAWN), None),
        (
            {"sources": ["bay"], "on": ["withdrawn"]},
            change(None, "x", said=MatchKind.RETURNED),
            MatchKind.RETURNED,
        ),
    ],
)
def test_what_is_told(fields: dict[str, Any], of: WatchedChange, kind: MatchKind | None) -> None:
    assert told(watch(**fields), of) is kind


TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("a轮。.\n \u202e<&"), max_size=60)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_is_matched_and_told(old: str, new: str, title: str) -> None:
    """Nothing raises; a message is one header, escaped markup, and has no control of direction."""
    everything = [watch(sources=["bay"], on=["edited"]), watch(words="a", on=["added"])]
    edit = change(old, new, title=title, authors=(title,), url=f"http://x.example/{title}")
    kinds = {kind for _, kind in WatchIndex(everything).matches(edit)}
    assert MatchKind.EDITED in kinds
    assert all(one.old != one.new for one in changed_sentences(old, new))
    for kind in MatchKind:
        part = DeliveryPart(number=1, kind=kind, change=edit)
        message = OutgoingMessage(
            key="k", watch="w", channel="c", attempts=1, again=False, parts=(part, part)
        )
        for language in MESSAGE_LANGUAGES:
            shown = composed(message, title, language)
            assert "\n" not in shown.subject
            assert not {"\u202e", "\x1b", "\r"} & {*shown.subject, *shown.text, *shown.html}
            mail = mail_of(shown, ROUTE, "w", NOON)
            assert [name for name in mail if name in {"Bcc", "Subject"}] == ["Subject"]
            mail.as_bytes()


@pytest.mark.parametrize("language", MESSAGE_LANGUAGES)
def test_a_page_forges_no_edit_in_a_message(language: MessageLanguage) -> None:
    honest = change("The pier opens on Monday.", "The pier opens on Friday.")
    forged = change(
        "The pier opens on Monday. {+Ada Holm lied.+} [-She was asked.-]",
        "The pier opens on Friday. {+Ada Holm lied.+} [-She was asked.-]",
    )
    sent = OutgoingMessage(key="k", watch="w", channel="c", attempts=1, again=False, parts=())
    said = PHRASES[language].own_signs
    for of, shown in (
        (honest, "opens on [-Monday-]{+Friday+}."),
        (forged, r"opens on [-Monday-]{+Friday+}. \{+Ada Holm lied.+\} \[-She was asked.-\]"),
    ):
        part = DeliveryPart(number=1, kind=MatchKind.EDITED, change=of)
        text = composed(replace(sent, parts=(part,)), "pier", language).text
        assert shown in text
        assert (said in text) == (of is forged)
    new = DeliveryPart(number=1, kind=MatchKind.NEW, change=change(None, forged.text))
    assert forged.text in composed(replace(sent, parts=(new,)), "pier", language).text


@pytest.mark.parametrize("kind", MatchKind)
def test_a_message_in_chinese_says_nothing_in_english(kind: MatchKind) -> None:
    edit = change(
        "轮渡今日停航。",
        "轮渡今日照常。",
        title="轮渡",
        old_title="船",
        source="海湾",
        authors=(),
        stealth=True,
    )
    part = DeliveryPart(number=1, kind=kind, change=edit)
    message = OutgoingMessage(key="k", watch="w", channel="c", attempts=1, again=False, parts=(part,))
    shown = composed(message, "轮渡", "zh")
    assert shown.subject.startswith("[轮渡] ")
    assert shown.subject.endswith("：轮渡")
    for text in (shown.text.replace(edit.url, ""), re.sub("<[^>]*>", "", shown.html)):
        assert re.findall("[A-Za-z]{2,}", text) == ["UTC"]
    assert "[-" not in shown.text or "为删去" in shown.text


ASKED = [
    "ferry",
    '"night train"',
    "night -ferry",
    "train ferry",
    "轮",
    "輪渡",
    "渡停航",
    "c",
    "c++",
    '"1000 m"',
    "e",
]
ASKING = [
    watch(words=words, on=on, smallest_change=least).model_copy(update={"name": f"w{number:03}"})
    for number, (words, on, least) in enumerate(
        (words, on, least)
        for words in ASKED
        for on in (["new"], ["edited"], ["added"], ["headline"], ["added", "headline"], ["withdrawn"])
        for least in (0, 6)
    )
]
TOGETHER = WatchIndex(ASKING)
LETTERS = (
    "ferry",
    "The FERRY",
    "night",
    "Night\u200d train",
    "今天",
    "轮渡停航",
    "輪渡",
    "c++",
    "C",
    "1,000",
    "m",
)
SIGNS = ("train", ". ", "。", "\n", "\n", " ", " ", ", ", "e\u0301", "\u00ad")
PIECES = st.sampled_from((*LETTERS, *SIGNS))
MADE = st.lists(PIECES, max_size=14).map("".join)


@given(MADE, MADE, MADE, MADE, st.sampled_from([None, *MatchKind]))
def test_watches_find_what_a_plain_reading_finds(
    old: str, new: str, old_title: str, title: str, said: MatchKind | None
) -> None:
    """Each line is cut once and watches share an index; each watch alone, in whole texts, finds the same."""
    if said in {MatchKind.NEW, MatchKind.WITHDRAWN, MatchKind.RETURNED}:
        of = change(None, new, title=title, said=said)
    else:
        of = change(old, new, title=title, old_title=old_title)
    found = [(one.name, kind) for one, kind in TOGETHER.matches(of)]
    assert found == [(one.name, kind) for one in ASKING if (kind := plainly(one, of)) is not None]


def plainly(one: Watch, of: WatchedChange) -> MatchKind | None:
    """Say what a watch of words is told, as docs/explanation/watches.md has it."""
    query = parse(one.words or "")
    matcher = Matcher(query)
    title, old_title, old = of.title or "", of.old_title or "", of.old_text or ""
    is_in_new = matcher.matches(title, of.text, indexed=False)
    if of.said is not MatchKind.EDITED:
        asked = "new" if of.said is MatchKind.NEW else "withdrawn"
        return of.said if asked in one.on and is_in_new else None
    if not (is_in_new or matcher.matches(old_title, old, indexed=False)):
        return None
    if revision_key(old_title, old, of.old_authors) == revision_key(title, of.text, of.authors):
        return None  # it moved: nobody edited it
    changed = changed_sentences(old, of.text)
    added, removed = (
        sum(len(piece.text) for each in changed for piece in each.pieces if piece.kind == kind)
        for kind in ("added", "removed")
    )
    if "edited" in one.on and added + removed >= one.smallest_change:
        return MatchKind.EDITED
    changed_title = normal_title(old_title) != normal_title(title)
    put_in = difference(old_title, title) if changed_title else ()
    added += sum(len(piece.text) for piece in put_in if piece.kind == "added")
    if "added" in one.on and added and added >= one.smallest_change:
        longer = [each.new for each in changed if any(piece.kind == "added" for piece in each.pieces)]
        before, after = whole_spelling(old_title, old), whole_spelling(title, of.text)
        more = any(after.count(term.spelling) > before.count(term.spelling) for term in query.wanted)
        if more and matcher.matches(title if changed_title else "", "\n".join(longer), indexed=False):
            return MatchKind.ADDED
    return MatchKind.HEADLINE if "headline" in one.on and changed_title else None


@given(MADE | TEXTS, MADE | TEXTS)
def test_lines_cut_apart_have_the_words_of_the_text(old: str, new: str) -> None:
    parts = line_changes(old, new)
    kept = cut_text(parts.kept)
    for text, rest in ((old, parts.removed), (new, parts.added)):
        words = index_words("", text)
        assert words is not None
        assert joint_words(kept, cut_text(rest)) == frozenset(words.split())


def test_words_that_no_index_takes_are_none() -> None:
    long = " ".join(f"{number:x}zebra" for number in range(100_000))
    assert index_words("", long) is None
    assert joint_words(cut_text(long), cut_text("ferry")) is None
    often = joint_words(cut_text("ferry " * 300_000))
    assert often is not None and len(often) == 2  # and the pair of it with itself


def test_a_thousand_watches_are_told_apart() -> None:
    many = [watch(words=f"word{n} ferry").model_copy(update={"name": f"w{n}"}) for n in range(1_000)]
    index = WatchIndex([*many, watch(sources=["bay"], on=["new"])])
    assert [one.name for one, _ in index.matches(change(None, "The ferry, word7 and word70."))] == [
        "w",
        "w7",
        "w70",
    ]
