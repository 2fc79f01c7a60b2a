"""Invented pages beside the sample newsroom: ten weeks of a small paper with edits, copies and a silent day.

One story was taken away two days after.

Given to `newsarchive import pages` with times of fetching, so that what is counted by day is the same
whenever the test runs.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from tests.imports.warc_making import Warc

FIRST_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
WEEKS = 10
# In this week nothing was fetched on Monday.
SILENT = 8
PLACES = ("Holm", "Vik", "Skerry", "Lund", "Ostra", "Fjell", "Strand", "Bakke", "Dal", "Elv")
TOPICS = ("pier", "school", "market")
AUTHORS = ("Ada Holm", "Bo Lind", "Cy Moor")
PLANTED = "Buy the miracle lamp of the north today and never pay for electric light again."


def write_manifest(folder: Path) -> Path:
    """Write the pages and their manifest; return the manifest."""
    lines = [_line(folder, *one) for one in _captures()]
    manifest = folder / "bay.jsonl"
    manifest.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return manifest


def write_withdrawal(folder: Path) -> Path:
    """Write the answers that a story is gone, as a WARC file: a manifest has pages only."""
    warc = Warc()
    for hour in (9, 21):
        warc.add(
            f"https://bay.example/{FIRST_MONDAY + timedelta(weeks=1):%Y/%m/%d}/market",
            at=f"{_at(FIRST_MONDAY, 24 * 9 + hour):%Y-%m-%dT%H:%M:%SZ}",
            status="410 Gone",
            headers=(),
        )
    return warc.write(folder / "bay.warc.gz")


def _captures() -> list[tuple[str, str, datetime, str]]:
    """Address, page, time of fetching and source of each capture, in order."""
    found = []
    for week in range(WEEKS):
        day = FIRST_MONDAY + timedelta(weeks=week)
        for number, topic in enumerate(TOPICS):
            url = f"https://bay.example/{day:%Y/%m/%d}/{topic}"
            if week != SILENT:
                found.append((url, _page(week, number, day), _at(day, 12), "bay"))
    monday = FIRST_MONDAY + timedelta(weeks=3)
    first = f"https://bay.example/{monday:%Y/%m/%d}/pier"
    silently = _page(3, 0, monday).replace("forty workers", "four workers")
    found.append((first, silently, _at(monday, 18), "bay"))
    openly = _page(3, 1, monday, modified=_at(monday, 15)).replace("forty workers", "sixty workers")
    openly = openly.replace(', school">', ', school, opening">')
    found.append((first.replace("pier", "school"), openly, _at(monday, 18), "bay"))
    for host in ("copy.example", "mirror.example"):
        copied = _page(5, 0, FIRST_MONDAY + timedelta(weeks=5), published=False)
        if host == "mirror.example":
            copied = copied.replace("</article>", f"<p>{PLANTED}</p></article>")
        found.append((f"https://{host}/pier-at-fjell", copied, _at(FIRST_MONDAY, 20 + 24 * 7 * 5), host))
    short = "<html><head><title>Contact</title></head><body><p>Write to us.</p></body></html>"
    found.append(("https://copy.example/contact", short, _at(FIRST_MONDAY, 12 + 24 * 7 * 5), "copy.example"))
    return found


def _page(
    week: int, number: int, day: datetime, *, modified: datetime | None = None, published: bool = True
) -> str:
    place, topic = PLACES[(week + number) % len(PLACES)], TOPICS[number]
    title = f"New {topic} opens at {place} in week {week + 1}"
    text = "".join(f"<p>{line}</p>" for line in _lines(place, topic, week))
    published_at = f"{day + timedelta(hours=8 + number):%Y-%m-%dT%H:%M:%S}+01:00"
    meta = f'<meta property="article:published_time" content="{published_at}">' if published else ""
    if modified:
        meta += f'<meta property="article:modified_time" content="{modified:%Y-%m-%dT%H:%M:%S}+00:00">'
    tags = f'<meta name="keywords" content="{place}, {topic}">'
    author = f'<meta name="author" content="{AUTHORS[(week + number) % 3]}">' if published else ""
    head = f"<title>{title}</title>{meta}{tags}{author}"
    return f'<html lang="en"><head>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>'


def _lines(place: str, topic: str, week: int) -> list[str]:
    return [
        f"The {topic} at {place} opened on Monday after {week + 2} months of work in wind and rain.",
        f"The mayor of {place} thanked the forty workers who had built the {topic} through the winter.",
        f"Residents had asked for a new {topic} since the storm of {1990 + week}, when the old one was lost.",
        f"The council of {place} paid for it with {week + 3} million crowns from the harbour fund.",
        f"A school choir sang, and the first visitors were given coffee by the {topic} society of {place}.",
    ]


def _at(day: datetime, hours: int) -> datetime:
    return datetime.combine(day.date(), time(0), UTC) + timedelta(hours=hours)


def _line(folder: Path, url: str, page: str, at: datetime, source: str) -> dict[str, str]:
    file = folder / f"{len(list(folder.iterdir()))}.html"
    file.write_text(page, encoding="utf-8")
    return {
        "id": f"{url} {at:%Y-%m-%d %H}",
        "path": str(file),
        "url": url,
        "content_type": "text/html; charset=utf-8",
        "fetched_at": at.isoformat(),
        "source": source,
    }
