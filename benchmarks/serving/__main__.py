"""Asks a running `newsarchive serve` for everything it can answer, one asker and then fifty.

    python -m benchmarks.serving --database URL [--rounds 3] [--askers 50] [--seconds 60] [--only TEXT]
        [--serve-option OPTION ...] [--record FILE]

The server is begun as an operator begins it. For each route: answers, median and 99th percentile of the
server's time in milliseconds (its header Server-Timing: from the head of the request to the head of the
answer, with waiting), processor milliseconds an answer (of the server and its processes; one asker only),
bytes, errors (status 500 and more, or a connection that broke). Exit code 1 if with one asker a bounded
route's median is above 300 ms or its 99th percentile above 1 s, or if there was any error. An analyst's
own SQL may take as long as it likes: where it was ended by its limit and told so (504), that is counted
apart ("at the limit"), and is no error.
`python -m benchmarks.archive.lived` and `.multiplying` tell how the archive for it is made.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.serving.asking import Answer, is_at_the_limit, many_askers, one_asker, served
from benchmarks.serving.routes import Route, routes, samples_of

MEDIAN_MS, LATE_MS = 300.0, 1000.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that so large a share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def report(answers: Sequence[Answer], asked: Sequence[Route], spent: Mapping[str, float]) -> list[str]:
    """Print the table; return what is above the bounds."""
    print(f"{'route':28} {'answers':>7} {'median':>8} {'p99':>8} {'cpu':>8} {'bytes':>9} errors")
    faults = []
    unbounded = {route.name for route in asked if not route.bounded}
    for route in asked:
        of = [one for one in answers if one.route == route.name]
        if not of:
            faults.append(f"{route.name}: nothing to ask for")
            continue
        times = [one.server for one in of]
        middle, late = statistics.median(times), percentile(times, 0.99)
        ended = [one for one in of if is_at_the_limit(one, unbounded)]
        errors = [one for one in of if (one.status >= 500 or one.status == 0) and one not in ended]
        strange = sorted({one.status for one in of if 400 <= one.status < 500})
        size = statistics.median(one.size for one in of)
        cpu = f"{spent[route.name]:8.1f}" if route.name in spent else f"{'':8}"
        mark = "" if route.bounded else "  (not bounded)"
        mark += f"  ({len(ended)} at the limit)" if ended else ""
        print(
            f"{route.name:28} {len(of):7} {middle:8.1f} {late:8.1f} {cpu} {size:9,.0f}"
            f" {len(errors) or ''}{f' status {strange}' if strange else ''}{mark}"
        )
        if errors:
            faults.append(f"{route.name}: {len(errors)} errors, first {errors[0].status} of {errors[0].path}")
        if strange:
            faults.append(f"{route.name}: status {strange}")
        if spent and route.bounded and middle > MEDIAN_MS:
            faults.append(f"{route.name}: median {middle:.0f} ms")
        if spent and route.bounded and late > LATE_MS:
            worst = max(of, key=lambda one: one.server)
            faults.append(f"{route.name}: 99th percentile {late:.0f} ms, {worst.path}")
    bounded = {route.name for route in asked if route.bounded}
    times = [one.server for one in answers if one.route in bounded]
    if times:
        middle, late = statistics.median(times), percentile(times, 0.99)
        print(f"bounded routes in all: median {middle:.1f} ms, p99 {late:.1f} ms")
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--askers", type=int, default=50, help="0: only one")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="", help="routes whose name has this text")
    parser.add_argument("--serve-option", action="append", default=[], help="for newsarchive serve")
    parser.add_argument("--record", type=Path, help="every answer as JSON lines")
    given = parser.parse_args(arguments)
    asked = [route for route in routes(samples_of(given.database)) if given.only in route.name]
    empty = [route.name for route in asked if not route.paths]
    faults = [f"{name}: nothing to ask for" for name in empty]
    asked = [route for route in asked if route.paths]
    kept: list[Answer] = []
    with served(given.database, given.serve_option) as server:
        answers, spent = one_asker(server, asked, given.rounds)
        kept += answers
        print(f"one asker, {len(answers)} answers, {server.resident()} MB")
        faults += report(answers, asked, spent)
        if given.askers:
            began = server.processor_seconds()
            answers = many_askers(server, asked, given.askers, given.seconds)
            kept += answers
            busy = server.processor_seconds() - began
            print(
                f"\n{given.askers} askers, {len(answers)} answers in {given.seconds:g} s,"
                f" {busy:.0f} s of processor time, {server.resident()} MB"
            )
            faults += report(answers, asked, {})
    if given.record:
        lines = (
            json.dumps([one.route, one.path, one.status, one.server, one.wall, one.size]) for one in kept
        )
        given.record.write_text("\n".join(lines), encoding="utf-8")
    for fault in faults:
        print(f"ABOVE THE BOUNDS: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
