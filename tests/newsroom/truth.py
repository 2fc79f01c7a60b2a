"""Compares an article record with the truth of its sample page, field by field.

Every field of the article record (docs/reference/record.md) is compared: if a stage or column loses a field,
some page of the newsroom shows a difference (tests/newsroom/test_every_field.py checks that).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from newsarchive.evidence import BlockPlace, RepairKind, SpamKind
from newsarchive.lifecycle import Verdict
from newsarchive.newsroom.library import SamplePage, Spam
from newsarchive.newsroom.mirror_damage import FOLD_STEP, NOTE_STEP, SOW_STEP
from newsarchive.newsroom.page_markup import has_canonical_link

_NAMES = ("editor", "outlet", "dateline", "language", "script")
_TIMES = ("published_at", "modified_at")
_STATES_SECTION = {"jsonld", "opengraph"}
_STATES_TAGS = {"jsonld", "meta"}
# The superset that browsers decode each label as (WHATWG), by its name in the article record.
_CHARSETS = {
    "utf-8": "utf-8",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "windows-1251": "cp1251",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
}
# The repairs that each step of an annotated mirror requires; `byte_wreckage` only if a note broke two
# characters.
_REPAIRS = {NOTE_STEP: RepairKind.PINYIN_NOTE, SOW_STEP: RepairKind.SOWN_CONTROLS}
_MAY_REPAIR = {"byte_wreckage"}


def differences_from_truth(page: SamplePage, record: Mapping[str, Any]) -> list[str]:
    """Return one line for each field of the article record that differs from the truth.

    `record` needs every field of the article record. Fields that the page's truth does not state are not
    compared; of pages without an article only the URL, the verdict, the charset and the spam are.
    """
    found = [
        differing("url", page.url, record["url"]),
        differing("verdict", page.verdict, record["verdict"]),
        *charset_differences(page, record["charset"]),
    ]
    if page.verdict == Verdict.ARTICLE:
        found += article_differences(page, record)
    if page.verdict == Verdict.HIJACKED:
        found.append(differing("text", page.text, record["text"]))
    return [line for line in (*found, *spam_differences(page, record)) if line]


def article_differences(page: SamplePage, record: Mapping[str, Any]) -> Iterable[str]:
    """Return the differences in an article's text, people, times and metadata."""
    yield differing("title", comparable(page, page.title), comparable(page, record["title"]))
    yield from text_differences(page, record["text"])
    yield differing("authors", list(page.authors), list(record["authors"]))
    if page.organisations:
        yield differing("organisations", list(page.organisations), list(record["organisations"]))
    for name in _NAMES:
        if (told := getattr(page, name)) is not None:
            yield differing(name, told, record[name])
    for name in _TIMES:
        if (told := getattr(page, name)) is not None:
            yield differing(name, aware_time(told), aware_time(record[name]))
    yield from date_source_differences(page, record["date_source"])
    yield from described_differences(page, record)
    yield from repair_differences(page, record["repairs"])


def text_differences(page: SamplePage, text: str) -> Iterable[str]:
    """Return the differences in the paragraphs: those lost, and those that should not be there."""
    wanted = [comparable(page, paragraph) for paragraph in page.paragraphs]
    got = [comparable(page, line) for line in text.split("\n")]
    yield from (f"text lacks {line!r}" for line in wanted if line not in got)
    yield from (f"text has besides {line!r}" for line in got if line not in wanted)
    if sorted(wanted) == sorted(got):
        yield differing("order of paragraphs", wanted, got)


def described_differences(page: SamplePage, record: Mapping[str, Any]) -> Iterable[str]:
    """Return the differences in metadata: it must be right, and may be missing only if not stated."""
    states_url = "opengraph" in page.look.structured or has_canonical_link(page)
    yield stated_or_unknown("canonical_url", page.url, record["canonical_url"], stated=states_url)
    states_section = bool(_STATES_SECTION & set(page.look.structured))
    yield stated_or_unknown("section", page.section, record["section"], stated=states_section)
    states_tags = bool(_STATES_TAGS & set(page.look.structured))
    yield stated_or_unknown("tags", list(page.tags), list(record["tags"]), stated=states_tags)
    yield differing("image", page.image, record["image"])
    yield differing("kind", "article", record["kind"])
    yield differing("shows_part", False, record["shows_part"])
    for name in ("kind_confidence", "text_confidence"):
        if not isinstance(record[name], float):
            yield differing(name, 1.0, record[name])


def date_source_differences(page: SamplePage, got: str | None) -> Iterable[str]:
    """Return the differences in the evidence for the date: which it is, and whether an offset was assumed."""
    structured = page.look.structured
    if page.published_at is None:
        return
    if "jsonld" in structured:
        yield differing("date_source", "json-ld", got)
    elif "opengraph" in structured:
        yield differing("date_source", "meta:article:published_time", got)
    elif got != "time":
        assumed = "+assumed-zone" if datetime.fromisoformat(page.published_at).tzinfo else "+no-offset"
        yield differing("date_source", f"text{assumed}", got)


def charset_differences(page: SamplePage, got: Mapping[str, Any] | None) -> Iterable[str]:
    """Return the differences in the charset, for which there must be evidence."""
    yield differing("charset", _CHARSETS[page.look.encoding], got and got["name"])
    if not (got and got["evidence"]):
        yield f"charset: no evidence in {got!r}"


def repair_differences(page: SamplePage, repairs: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Return the differences in the repairs, each counted; an undamaged page needs none."""
    wanted = {kind for step, kind in _REPAIRS.items() if step in page.look.damage}
    wanted |= {RepairKind.SCRIPT_CONVERSION} if page.look.damage else set()
    counted = {repair["kind"] for repair in repairs if repair["count"] > 0 and 0 < repair["confidence"] <= 1}
    allowed = _MAY_REPAIR if page.look.damage else set()
    yield differing("repairs", sorted(wanted), sorted(counted - allowed))


def spam_differences(page: SamplePage, record: Mapping[str, Any]) -> Iterable[str]:
    """Return the spam that is left in title or text, not kept as evidence, or labelled with a wrong kind."""
    if page.spam is None:
        kinds = {block["kind"] for block in record["removed"]} - {SpamKind.FURNITURE}
        yield differing("removed: kinds of spam on an honest page", set(), kinds)
        return
    kept = f"{record['title']}\n{record['text']}"
    removed = "\n".join(block["text"] for block in record["removed"])
    yield from (f"spam stayed: {phrase!r}" for phrase in page.spam.phrases() if phrase in kept)
    yield from (
        f"spam not kept as evidence: {phrase!r}" for phrase in page.spam.phrases() if phrase not in removed
    )
    yield from evidence_differences(page.spam, record["removed"], whole=page.verdict == Verdict.ARTICLE)


def evidence_differences(spam: Spam, removed: Iterable[Mapping[str, Any]], *, whole: bool) -> Iterable[str]:
    """Return the differences in the evidence: kind, rule, score, place, and the hosts that are linked.

    If the page is not `whole`, there is no article before or after which the farm could be.
    """
    blocks = [block for block in removed if block["kind"] != SpamKind.FURNITURE]
    for block in blocks:
        yield differing("removed kind", spam.kind, block["kind"])
        if not (block["rule"] and 0 < block["score"] <= 1):
            yield f"removed: no rule or score in {block!r}"
    places = {BlockPlace.TITLE: spam.title, BlockPlace.HIDDEN: (*spam.hidden, *spam.offscreen)}
    places |= {BlockPlace.TAIL: spam.farm, BlockPlace.INSIDE: tuple(spam.inside.values())} if whole else {}
    wanted = {place for place, phrases in places.items() if phrases}
    yield from (
        f"removed: none at {place}" for place in sorted(wanted - {block["place"] for block in blocks})
    )
    linked = {host for block in blocks for host in block["hosts"]}
    if spam.farm and not linked:
        yield "removed: no hosts of the farm"
    yield from (f"removed: host {host} is no spammer's" for host in sorted(linked) if spam.host not in host)


def differing(name: str, wanted: object, got: object) -> str:
    """Return one line if the two differ, else ""."""
    return "" if wanted == got else f"{name}: wanted {wanted!r}, got {got!r}"


def stated_or_unknown(name: str, truth: object, got: object, *, stated: bool) -> str:
    """Return one line if a stated fact was not found, or an unstated one is wrong."""
    return differing(name, truth, got) if stated or got else ""


def comparable(page: SamplePage, text: str | None) -> str:
    """Return the text with normalised white space, and with folded punctuation if a mirror has folded it."""
    folds = FOLD_STEP in page.look.damage
    return " ".join((unicodedata.normalize("NFKC", text or "") if folds else text or "").split())


def aware_time(told: str | None) -> datetime | None:
    """Return the parsed time, aware if it has an offset."""
    return datetime.fromisoformat(told) if told else None
