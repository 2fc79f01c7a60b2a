"""Draw stacked bars from csv on stdin (day, group, count) as SVG on stdout, with Python's own library."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from datetime import date, timedelta
from html import escape

COLOURS = ("#1f6f8b", "#e07a3f", "#7a9e3f", "#9b5fb5", "#c9a227", "#5b6c7d")
LEFT, TOP, BAR, GAP, UNIT, BELOW = 40, 40, 28, 12, 34, 50


def read_counts(lines: list[str]) -> dict[str, dict[str, int]]:
    """Return the counts by day and group, with every day between the first and the last."""
    rows = [(day, group, int(count)) for day, group, count in list(csv.reader(lines))[1:]]
    first, last = date.fromisoformat(min(rows)[0]), date.fromisoformat(max(rows)[0])
    days = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    counts: dict[str, dict[str, int]] = {day: defaultdict(int) for day in days}
    for day, group, count in rows:
        counts[day][group] += count
    return counts


def draw(counts: dict[str, dict[str, int]], title: str) -> str:
    """Return the chart as SVG."""
    groups = sorted({group for day in counts.values() for group in day})
    most = max(sum(day.values()) for day in counts.values())
    height = TOP + most * UNIT
    width = LEFT + len(counts) * (BAR + GAP) + 70
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + BELOW}" '
            f'font-family="sans-serif" font-size="12" role="img" aria-label="{escape(title)}">'
        ),
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    for number in range(most + 1):
        level = height - number * UNIT
        parts.append(f'<line x1="{LEFT}" x2="{width - 70}" y1="{level}" y2="{level}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{level + 4}" text-anchor="end" fill="#555555">{number}</text>')
    for place, (day, by_group) in enumerate(counts.items()):
        x, y = LEFT + GAP / 2 + place * (BAR + GAP), float(height)
        for group in groups:
            tall = by_group.get(group, 0) * UNIT
            y -= tall
            if tall:
                colour = COLOURS[groups.index(group) % len(COLOURS)]
                parts.append(f'<rect x="{x}" y="{y}" width="{BAR}" height="{tall}" fill="{colour}"/>')
        parts.append(
            f'<text x="{x + BAR / 2}" y="{height + 18}" text-anchor="middle" fill="#555555">{day[5:]}</text>'
        )
    for number, group in enumerate(groups):
        top = TOP + number * 20
        colour = COLOURS[number % len(COLOURS)]
        parts.append(f'<rect x="{width - 55}" y="{top}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{width - 38}" y="{top + 11}">{escape(group)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(draw(read_counts(sys.stdin.read().splitlines()), sys.argv[1]))
