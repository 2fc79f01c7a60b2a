"""Charts as SVG, without script or style of their own: colours come from the sheet by class."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from markupsafe import Markup, escape

# A drawing is scaled to its place; these are its own units.
_WIDTH, _HEIGHT = 600, 226
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 8, 14, 46
# How much larger than here the sheet draws labels on phones, where every other one is left out if need be.
_ON_PHONES = 17 / 12
_LABELS = 12
_BETWEEN_NAMES = 11
# How near to the edge the first and the last value of a line stand.
_NEAREST = 20
_CELL, _SPARK_WIDTH, _SPARK_HEIGHT = 24, 120, 26


def bar_chart(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    title: str,
    unit: str,
    line: Sequence[float] | None = None,
) -> Markup:
    """Return bars; `line` has a mark for each, such as what is usual. `unit` stands at the axis."""
    most = max([*values, *(line or ()), 0])
    top, step = _scale(most)
    width = (_WIDTH - _LEFT - _RIGHT) / max(1, len(values))
    parts = [_axis(top, step, unit)]
    for at, (label, value) in enumerate(zip(labels, values, strict=True)):
        x, height = _LEFT + at * width, _span(value, top)
        tip = f"<title>{escape(label)}: {_number(value)}</title>"
        parts.append(
            f'<rect class="bar" x="{x + width * 0.1:.1f}" y="{_HEIGHT - _BOTTOM - height:.1f}"'
            f' width="{max(width * 0.8, 1):.1f}" height="{height:.1f}">{tip}</rect>'
        )
        if line is not None:
            y = _HEIGHT - _BOTTOM - _span(line[at], top)
            parts.append(f'<path class="usual" d="M{x:.1f} {y:.1f}h{width:.1f}"/>')
    parts.append(_labels(_short_names(labels, width), width))
    return _drawing(parts, title, _WIDTH, _HEIGHT)


def line_chart(labels: Sequence[str], values: Sequence[float], *, title: str, unit: str) -> Markup:
    """Return a line through the values; where all labels are days or months in order, true to time."""
    top, step = _scale(max([*values, 0]))
    places = _places(labels)
    points = [
        (place, _HEIGHT - _BOTTOM - _span(value, top)) for place, value in zip(places, values, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [_axis(top, step, unit), f'<polyline class="line" points="{path}"/>']
    for (x, y), label, value in zip(points, labels, values, strict=True):
        parts.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.5">'
            f"<title>{escape(label)}: {_number(value)}</title></circle>"
        )
    parts.append(_labels_at(labels, places))
    return _drawing(parts, title, _WIDTH, _HEIGHT)


def heat_map(
    rows: Sequence[str], columns: Sequence[str], table: Sequence[Sequence[float]], *, title: str
) -> Markup:
    """Return a cell for each row and column, the darker the more."""
    most = max((value for row in table for value in row), default=0)
    left = 16 + max((_wide(row) for row in rows), default=0)
    width, height = left + len(columns) * _CELL + 4, (len(rows) + 1) * _CELL + 4
    every = max(1, math.ceil(max((_wide(one) for one in columns), default=1) / _CELL))
    parts = []
    for at, (name, cells) in enumerate(zip(rows, table, strict=True)):
        y = at * _CELL
        parts.append(f'<text class="label end" x="{left - 8}" y="{y + 16}">{escape(name)}</text>')
        for place, value in enumerate(cells):
            strength = math.ceil(5 * value / most) if most and value > 0 else 0
            tip = f"<title>{escape(name)} {escape(columns[place])}: {_number(value)}</title>"
            parts.append(
                f'<rect class="heat heat{strength}" x="{left + place * _CELL}" y="{y}" width="{_CELL - 2}"'
                f' height="{_CELL - 2}" rx="2">{tip}</rect>'
            )
    for place, name in enumerate(columns):
        if place % every == 0:
            x = left + place * _CELL + _CELL / 2 - 1
            parts.append(
                f'<text class="label middle" x="{x}" y="{len(rows) * _CELL + 16}">{escape(name)}</text>'
            )
    return _drawing(parts, title, width, height, "heatmap")


def sparkline(
    values: Sequence[float], usual: Sequence[float] | None, *, title: str, blind: Sequence[bool] = ()
) -> Markup:
    """Return small bars, for a cell of a table; pale marks say what is usual, hatching when nobody saw."""
    most = max([*values, *(usual or ()), 1])
    width = _SPARK_WIDTH / max(1, len(values))
    places = [at * width for at in range(len(values))]
    nobody = [at for at, unseen in zip(places, blind, strict=False) if unseen]
    drawn = [
        ("nobody", [_bar_outline(at, width, _SPARK_HEIGHT) for at in nobody]),
        ("pale", _outlines(places, usual or (), width - 1, most)),
        ("bar", _outlines([at + width * 0.2 for at in places], values, width * 0.6 - 0.6, most)),
    ]
    # One path of each kind: a page has dozens of these, and most hours of most sources are empty.
    parts = [f'<path class="{kind}" d="{"".join(bars)}"/>' for kind, bars in drawn if bars]
    return _drawing(parts, title, _SPARK_WIDTH, _SPARK_HEIGHT, "spark")


def _outlines(places: Sequence[float], values: Sequence[float], width: float, most: float) -> list[str]:
    tall = [(_SPARK_HEIGHT - 1) * value / most for value in values]
    return [_bar_outline(at, width, high) for at, high in zip(places, tall, strict=False) if high > 0]


def _bar_outline(at: float, width: float, high: float) -> str:
    """Return a bar that stands on the ground, as a piece of a path."""
    return f"M{at:.1f} {_SPARK_HEIGHT}v-{high:.1f}h{width:.1f}v{high:.1f}z"


def share_bar(value: float, most: float) -> Markup:
    """Return a bar of a length by its share, for a cell of a table beside the number."""
    width = 89 * max(0.0, value) / most if most else 0
    return _drawing(
        [f'<rect class="bar" x="0" y="1" width="{width + 1:.1f}" height="10"/>'], "", 90, 12, "share"
    )


# The id of the hatching that a page with such charts defines once (`hatching`).
_HATCHING = "hatching"


def hatching() -> Markup:
    """Return the drawing, not shown, that defines the hatching of what nobody saw; once a page."""
    return Markup(  # noqa: S704 - constants
        f'<svg class="defines" width="0" height="0" aria-hidden="true"><defs><pattern id="{_HATCHING}"'
        ' patternUnits="userSpaceOnUse" width="5" height="5" patternTransform="rotate(45)">'
        '<path class="hatch" d="M0 0V5"/></pattern></defs></svg>'
    )


def swatch(kind: str) -> Markup:
    """Return a small square of that class for a legend; `usual` and `blind` as they stand in a chart."""
    shapes = {
        "usual": '<path class="usual" d="M0 6h12"/>',
        "blind": '<path class="blind" d="M6 2l5 8h-10z"/>',
    }
    square = f'<rect class="{kind}" x="1" y="1" width="10" height="10"/>'
    return _drawing([shapes.get(kind, square)], "", 12, 12, "swatch")


def stacked_bars(
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    *,
    title: str,
    unit: str,
    usual: Sequence[float | None] | None = None,
    missing: Sequence[float] | None = None,
    blind: Sequence[bool] = (),
) -> Markup:
    """Return bars of several series, the first at the bottom.

    `usual` has a mark for each bar, `missing` is drawn hatched upon it, and below a bar that is `blind`
    stands a mark: on that day somebody was not seen.
    """
    tops = [sum(values[at] for _, values in series) for at in range(len(labels))]
    above = [top + (missing[at] if missing else 0) for at, top in enumerate(tops)]
    top, step = _scale(max([*above, *(one or 0 for one in usual or ()), 0]))
    width = (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    parts = [_axis(top, step, unit)]
    for at, label in enumerate(labels):
        x, base = _LEFT + at * width, 0.0
        pieces = [(f"bar series{number}", name, values[at]) for number, (name, values) in enumerate(series)]
        if missing:
            pieces.append(("missing", "", missing[at]))
        for kind, name, value in pieces:
            if value > 0:
                y, height = _HEIGHT - _BOTTOM - _span(base + value, top), _span(value, top)
                said = f"{label}, {name}" if name else label
                parts.append(
                    f'<rect class="{kind}" x="{x + width * 0.1:.1f}" y="{y:.1f}"'
                    f' width="{max(width * 0.8, 1):.1f}" height="{height:.1f}">'
                    f"<title>{escape(said)}: {_number(value)}</title></rect>"
                )
                base += value
        if usual is not None and (mark := usual[at]) is not None:
            parts.append(
                f'<path class="usual" d="M{x:.1f} {_HEIGHT - _BOTTOM - _span(mark, top):.1f}h{width:.1f}"/>'
            )
    parts += [_blind_marks(blind, width), _labels(labels, width)]
    return _drawing(parts, title, _WIDTH, _HEIGHT)


def lines_chart(
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    title: str,
    unit: str,
    blind: Sequence[bool] = (),
) -> Markup:
    """Return a line a series, told apart by colour, dashes and marks, broken where there is no value."""
    top, step = _scale(max((value or 0 for _, values in series for value in values), default=0))
    width = (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    parts = [_axis(top, step, unit)]
    for number, (name, values) in enumerate(series):
        strokes, pen = [], "M"
        for at, value in enumerate(values):
            if value is None:
                pen = "M"
                continue
            x, y = _LEFT + (at + 0.5) * width, _HEIGHT - _BOTTOM - _span(value, top)
            strokes.append(f"{pen}{x:.1f} {y:.1f}")
            pen = "L"
            tip = f"<title>{escape(labels[at])}, {escape(name)}: {_number(value)}</title>"
            mark = (
                f"M{x - 3:.1f} {y:.1f}l3 -3.5l3 3.5l-3 3.5z"
                if number % 2
                else f"M{x - 2.5:.1f} {y - 2.5:.1f}h5v5h-5z"
            )
            parts.append(f'<path class="mark series{number}" d="{mark}">{tip}</path>')
        parts.insert(1, f'<path class="line stroke{number}" d="{"".join(strokes)}"/>')
    parts += [_blind_marks(blind, width), _labels(labels, width)]
    return _drawing(parts, title, _WIDTH, _HEIGHT)


def _blind_marks(blind: Sequence[bool], width: float) -> str:
    """Return a small triangle below the axis for each bar of which not all is known."""
    y = _HEIGHT - _BOTTOM + 1
    size = min(3.5, width / 2)
    return "".join(
        f'<path class="blind" d="M{_LEFT + (at + 0.5) * width:.1f} {y}l{size:.1f} 5h-{2 * size:.1f}z"/>'
        for at, one in enumerate(blind)
        if one
    )


def state_map(
    rows: Sequence[str],
    columns: Sequence[str],
    table: Sequence[Sequence[tuple[str, str]]],
    *,
    title: str,
) -> Markup:
    """Return a cell for each row and column, drawn by its state and with its tip: `(state, tip)`."""
    left = 10 + max((_wide(row) for row in rows), default=0)
    cell = min(_CELL, max(8, (_WIDTH * 1.4 - left) / max(1, len(columns))))
    height, every = 18, max(1, math.ceil(max((_wide(one) + 8 for one in columns), default=1) / cell))
    parts = []
    for at, (name, cells) in enumerate(zip(rows, table, strict=True)):
        y = at * height
        parts.append(f'<text class="label end" x="{left - 6:g}" y="{y + 13}">{escape(name[:24])}</text>')
        for place, (state, tip) in enumerate(cells):
            parts.append(
                f'<rect class="state {state}" x="{left + place * cell:.1f}" y="{y + 1}"'
                f' width="{cell - 2:.1f}" height="{height - 3}"><title>{escape(tip)}</title></rect>'
            )
    for place, name in enumerate(columns):
        x = left + (place + 0.5) * cell
        if place % every == 0 and x + _wide(name) / 2 <= left + len(columns) * cell + 8:
            parts.append(
                f'<text class="label middle" x="{x:.1f}" y="{len(rows) * height + 15}">{escape(name)}</text>'
            )
    return _drawing(parts, title, left + len(columns) * cell + 10, len(rows) * height + 20, "heatmap")


def _scale(most: float) -> tuple[float, float]:
    """Return the top of the axis and the step of its lines: 1, 2 or 5 times a power of ten."""
    rough = most / 4
    # Below the smallest normal number a power of ten may be 0: such bars are of nothing.
    if rough < sys.float_info.min * 10:
        return 1.0, 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    step = max(step, 1.0) if most >= 3 else step
    return math.ceil(most / step) * step, step


def _span(value: float, top: float) -> float:
    return (_HEIGHT - _TOP - _BOTTOM) * max(0.0, value) / top


def _axis(top: float, step: float, unit: str) -> str:
    parts = []
    for number in range(round(top / step) + 1):
        y = _HEIGHT - _BOTTOM - _span(number * step, top)
        parts.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        parts.append(
            f'<text class="label end" x="{_LEFT - 6}" y="{y + 4:.1f}">{_number(number * step)}</text>'
        )
    parts.append(f'<text class="label" x="0" y="{_HEIGHT - 3}">{escape(unit)}</text>')
    return "".join(parts)


def _places(labels: Sequence[str]) -> list[float]:
    """Return where the values of a line stand: by their times if all labels are such, in order."""
    times = [_day_number(label) for label in labels]
    known = [one for one in times if one is not None]
    across = _WIDTH - _LEFT - _RIGHT
    half = across / max(1, len(labels)) / 2
    if len(known) < max(2, len(times)) or any(one >= other for one, other in pairwise(known)):
        return [_LEFT + (2 * at + 1) * half for at in range(len(labels))]
    edge = min(half, _NEAREST)
    return [_LEFT + edge + (one - known[0]) / (known[-1] - known[0]) * (across - 2 * edge) for one in known]


def _day_number(label: str) -> int | None:
    """Return the number of a day, of the first one of a month; None of what is neither."""
    try:
        return date.fromisoformat(label if len(label) != len("2025-10") else f"{label}-01").toordinal()
    except ValueError:
        return None


def _short_names(labels: Sequence[str], width: float) -> Sequence[str]:
    """Return the names of a few bars cut to their width, so that each bar has one; days as they are.

    Names that would be the same then stay long, and some of them are left out.
    """
    if len(labels) > _LABELS or any(_day_number(label) is not None for label in labels):
        return labels
    short = [_cut(label, width - _BETWEEN_NAMES) for label in labels]
    return short if len(set(short)) == len(set(labels)) else labels


def _cut(label: str, room: float) -> str:
    if _wide(label) <= room:
        return label
    end = max((at for at in range(len(label)) if _wide(f"{label[:at]}…") <= room), default=0)
    return f"{label[:end]}…"


def _labels(labels: Sequence[str], width: float) -> str:
    return _labels_at(labels, [_LEFT + (at + 0.5) * width for at in range(len(labels))])


def _labels_at(labels: Sequence[str], places: Sequence[float]) -> str:
    """Name as many places as there is room for: evenly where they stand so."""
    widest = max((_wide(label) for label in labels), default=1)
    width = (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    # Of places that stand evenly every so many.
    apart = max(1, math.ceil(len(labels) / _LABELS), math.ceil((widest + 10) / width)) * width - 0.1
    crowded = apart < _ON_PHONES * widest + 10
    parts: list[str] = []
    last = -math.inf
    for x, label in zip(places, labels, strict=True):
        # One that would be cut off at the edge is left out, since it would stand in the one before.
        if x - last >= apart and (not parts or x + _ON_PHONES * _wide(label) / 2 <= _WIDTH):
            y = _HEIGHT - _BOTTOM + 20
            odd = " odd" if crowded and len(parts) % 2 else ""
            parts.append(f'<text class="label middle{odd}" x="{x:.1f}" y="{y}">{escape(label[:24])}</text>')
            last = x
    # A line whose last values stand close together would end without a name.
    if last + width < max(places, default=last) and _WIDTH - last > _ON_PHONES * widest * 2:
        y = _HEIGHT - _BOTTOM + 20
        parts.append(f'<text class="label end" x="{_WIDTH - 2}" y="{y}">{escape(labels[-1][:24])}</text>')
    return "".join(parts)


# Units of a letter in DejaVu Sans, 12 high, the widest of the fonts that a reader without ours has.
_WIDEST_LETTERS, _WIDE_LETTERS = frozenset("mwMW@%"), 11.7
_CAPITALS, _LETTERS, _SIGNS, _HAN = 9.2, 7.5, 6.8, 12.0


def _wide(text: str) -> float:
    """Return about how wide a label is: 12 units of height, East Asian letters as wide."""
    return sum(map(_letter_width, text[:24]))


def _letter_width(letter: str) -> float:
    if ord(letter) > 0x2E7F:
        return _HAN
    if letter in _WIDEST_LETTERS:
        return _WIDE_LETTERS
    if not letter.isalpha():
        return _SIGNS
    return _CAPITALS if letter.isupper() else _LETTERS


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3g}"


def _drawing(parts: Sequence[str], title: str, width: float, height: float, kind: str = "chart") -> Markup:
    # What only repeats a number beside it is passed over by those who cannot see it.
    told = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return Markup(  # noqa: S704 - every text in the parts is escaped above, all else are numbers
        f'<svg class="{kind}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        f" {told}>{''.join(parts)}</svg>"
    )
