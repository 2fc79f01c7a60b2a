"""The section on pages: body, title, date and authors of each set, beside the floors and the best peer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.evaluation.floors import Floor, read_floors
from benchmarks.evaluation.metrics import Metric, all_metrics
from benchmarks.evaluation.peers.catalogue import PEERS, Peer
from benchmarks.evaluation.report import NOTHING, Check, Section, Table, share, signed
from benchmarks.evaluation.run import Run

ABOUT = """The scorer of the corpora judges all alike. *Body F1* is over 4-token shingles, as in the article
extraction benchmark; *body chunk F1* counts wanted and unwanted chunks found; *body begins right*: the known
first words are in the text; *title*: equal in letters and digits; *date*: the same day; *authors F1*: over
names. *Asked* is what was asked for, *pinned* what CI holds. Bold is what falls short of what was
asked or of a peer."""
# Its gold is the output of a peer of the browser's: no peer is asked to be beaten there.
NO_CONTEST = ("readability",)


@dataclass(frozen=True, slots=True)
class Line:
    """One metric: our number, its floor, and the peers' numbers where they were asked."""

    metric: Metric
    pages: int
    value: float
    floor: Floor
    peers: Mapping[str, float]

    @property
    def best(self) -> tuple[str, float] | None:
        """The best peer and its number."""
        return max(self.peers.items(), key=lambda peer: peer[1]) if self.peers else None

    @property
    def ahead(self) -> bool:
        """Whether no peer is better or as good, or nothing could be better."""
        return self.best is None or self.value > self.best[1] or self.value == 1

    @property
    def reached(self) -> bool:
        """Whether it is all that was asked for."""
        return self.floor.contract is None or self.value >= self.floor.contract


def pages_section(run: Run) -> Section:
    """Return our numbers beside what was asked, what is pinned and what the peers reach."""
    lines = page_lines(run)
    return Section(
        "Pages",
        ABOUT,
        (_main_table(lines), *(_peer_tables(run, lines) if run.peers else ())),
        after=_behind(lines),
        checks=(*_reached(lines), *_ahead(lines)),
        measures={line.metric.name: (line.value, line.pages) for line in lines},
    )


def page_lines(run: Run) -> list[Line]:
    """Return the metrics of the run's sets with all that is known of each."""
    floors, mine = read_floors(), run.verdicts.measures()
    peers = {peer: run.peer_verdicts[peer.name].measures() for peer in PEERS} if run.peers else {}
    return [
        Line(
            metric,
            run.verdicts.numbers[metric.set]["n"],
            mine[metric],
            floors.get(metric.name, Floor(metric.name)),
            {peer.name: found[metric] for peer, found in peers.items() if peer.answers(metric)},
        )
        for metric in all_metrics(run.sets)
        if metric in mine
    ]


def _main_table(lines: list[Line]) -> Table:
    columns = ("what", "set", "pages", "newsarchive", "asked", "pinned", "best peer", "", "ahead by")
    return Table(columns, tuple(_main_row(line) for line in lines))


def _main_row(line: Line) -> tuple[str, ...]:
    name, value = line.best or (NOTHING, None)
    ahead = signed(None if value is None else line.value - value)
    return (
        line.metric.label,
        line.metric.set,
        str(line.pages),
        share(line.value) if line.reached else f"**{share(line.value)}**",
        share(line.floor.contract),
        share(line.floor.pinned),
        name,
        share(value),
        ahead if line.ahead else f"**{ahead}**",
    )


def _peer_tables(run: Run, lines: list[Line]) -> tuple[Table, ...]:
    names = tuple(peer.name for peer in PEERS)
    rows = tuple(
        (
            line.metric.label,
            line.metric.set,
            share(line.value),
            *(share(line.peers.get(name)) for name in names),
        )
        for line in lines
    )
    costs = tuple(_cost_row(run, peer) for peer in PEERS)
    return (
        Table(("what", "set", "newsarchive", *names), rows, "Every peer"),
        Table(("peer", "version", "pages", "failed", "CPU ms a page"), costs, "What the peers cost"),
    )


def _cost_row(run: Run, peer: Peer) -> tuple[str, ...]:
    asked = [run.asked[peer.name, name] for name in run.sets]
    pages, failed = sum(one.pages for one in asked), sum(one.failed for one in asked)
    cost = sum(one.cpu_ms * one.pages for one in asked) / pages
    return (peer.name, run.desk.environment.versions[peer.package], str(pages), str(failed), f"{cost:.1f}")


def _behind(lines: list[Line]) -> str:
    """Say where a peer is ahead, or that none is."""
    if not any(line.peers for line in lines):
        return "The peers were not asked."
    behind = [line for line in lines if not line.ahead]
    named = [
        f"- {line.metric.label} on {line.metric.set}: {name} {share(value)}, newsarchive {share(line.value)}"
        for line in behind
        for name, value in (line.best or (NOTHING, 0.0),)
    ]
    return "\n".join(["A peer is ahead:\n", *named]) if named else "No peer is ahead anywhere."


def _reached(lines: list[Line]) -> list[Check]:
    return [
        Check(
            f"{line.metric.set}: {line.metric.label} ≥ {share(line.floor.contract)}",
            share(line.value),
            line.reached,
        )
        for line in lines
        if line.floor.contract is not None
    ]


def _ahead(lines: list[Line]) -> list[Check]:
    return [
        Check(
            f"{line.metric.set}: {line.metric.label} ahead of {line.best[0]} ({share(line.best[1])})",
            share(line.value),
            line.ahead,
        )
        for line in lines
        if line.best is not None and line.metric.set not in NO_CONTEST
    ]
