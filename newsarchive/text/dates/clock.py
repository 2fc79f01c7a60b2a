"""The time of day beside a date, and the offset stated with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone

# Words between a day and its time of day, as newspapers join the two.
JOINT = (
    r"(?:[\s,，|·•–—@T/;\-\u200e]"
    r"|\b(?:at|um|as|à|às|a las|alle|ore|om|klo|ob|o)\b|\bkl\.?"
    r"|\b(?:o )?godz\.|в\s|о\s|\bsaat\b|\bpukul\b|\bjam\b|\blúc\b|στις|ώρα|ساعت|الساعة"
    r"|[(（]?(?:星期|周|週)?[一二三四五六日天月火水木金土][)）]|(?:星期|周|週)[一二三四五六日天]){0,6}"
)
HALF = "上午|下午|晚上|凌晨|中午|午前|午後|오전|오후|[AaPp]\\.?\\s?[Mm]\\.?(?![^\\W\\d_])"
FACE = (
    rf"(?P<half>{HALF})?\s?(?P<hour>[01]?\d|2[0-4])(?:[:：]|\s?[時时點点시]\s?|(?:\.|h|\s?h\s)(?=[0-5]\d(?![\d.])))"
    rf"(?P<minute>[0-5]\d)[分분]?(?:[:：.]?(?P<second>[0-5]\d)(?:秒|(?!\d))(?:[.,]\d{{1,9}})?)?(?!\d)"
    rf"\s?(?P<tail>{HALF})?"
)
AFTER = re.compile(JOINT + FACE)
HOUR_ONLY = re.compile(rf"{JOINT}(?P<hour>1[0-2]|0?\d)\s?(?P<tail>{HALF})")
BEFORE = re.compile(
    rf"(?<![\d.:]){FACE}(?:\s?(?:Uhr|hrs?|h|น\.)?\.?)?(?P<zone>\s?\(?[A-Z]{{2,5}}(?:[+-]\d{{1,2}})?\)?)?"
    r"(?:[\s,，|·•–—/()\-]|\bon\b|\bam\b|\ble\b|\bdel?\b|(?:[^\W\d_]{2,12}\.?,)){0,5}$"
)
LONGEST_BEFORE = 40
OFFSET = re.compile(
    r"^[\s\[(]{0,3}(?:(?:UTC|GMT)?(?P<sign>[+\-−])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)|(?P<zone>Z|[A-Z]{2,4})(?![A-Za-z]))"
)
# Abbreviations that mean one offset among the world's newspapers (IANA tz database); CST, IST and BST are
# used for several and are not read.
ZONES = {
    abbreviation: minutes
    for minutes, abbreviations in {
        -480: "PST",
        -420: "PDT MST",
        -360: "MDT",
        -300: "EST CDT",
        -240: "EDT",
        0: "Z UTC GMT WET",
        60: "CET MEZ WEST WAT",
        120: "CEST MESZ EET SAST CAT",
        180: "EEST MSK EAT",
        300: "PKT",
        420: "WIB ICT",
        480: "HKT SGT AWST",
        540: "JST KST",
        600: "AEST",
        660: "AEDT",
        720: "NZST",
        780: "NZDT",
    }.items()
    for abbreviation in abbreviations.split()
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `offset` where one is stated with it, `end` where its text ends after the date."""

    hour: int
    minute: int
    second: int
    offset: timezone | None
    end: int


def clock_after(rest: str) -> Clock | None:
    """Return the time of day `rest` begins with."""
    face = AFTER.match(rest) or HOUR_ONLY.match(rest)
    return _clock(face, face.end(), rest[face.end() :]) if face else None


def clock_before(text: str) -> Clock | None:
    """Return the time of day `text` ends with: "10:46 AM - ", "14:45 Uhr, "."""
    if ":" not in text[-LONGEST_BEFORE:] and "." not in text[-LONGEST_BEFORE:]:
        return None
    face = BEFORE.search(text[-LONGEST_BEFORE:])
    return _clock(face, 0, (face["zone"] or "").strip()) if face else None


def _clock(face: re.Match[str], end: int, zone: str) -> Clock | None:
    parts = face.groupdict()
    hour = _hour(int(face["hour"]), (parts.get("half") or face["tail"] or "").lower())
    if hour > 23:
        return None
    return Clock(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0), stated_offset(zone), end)


def _hour(hour: int, half: str) -> int:
    late = half[:1] == "p" or half in {"下午", "晚上", "午後", "오후"}
    if late and hour < 12:
        return hour + 12
    return 0 if hour == 12 and (half[:1] == "a" or half in {"午前", "오전"}) else hour


def stated_offset(rest: str) -> timezone | None:
    """Return the offset `rest` begins with, in numbers or as an abbreviation that has one meaning."""
    match = OFFSET.match(rest)
    if not match:
        return None
    if match["zone"]:
        minutes = ZONES.get(match["zone"])
        return None if minutes is None else timezone(timedelta(minutes=minutes)) if minutes else UTC
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    if minutes > 14 * 60:  # the easternmost zone is UTC+14
        return None
    return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
