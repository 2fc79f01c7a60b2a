"""One evaluation: what is asked of it, and the answers its sections share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from benchmarks.evaluation.corpora import OTHERS, PAGE_SETS, ROOT, Corpora
from benchmarks.evaluation.folds import UnseenPage, read_unseen
from benchmarks.evaluation.judge import Verdicts, judge_pages
from benchmarks.evaluation.own import own_answers
from benchmarks.evaluation.peers.asking import Asked, Desk
from benchmarks.evaluation.peers.catalogue import PEERS
from benchmarks.evaluation.telling import doing


@dataclass(frozen=True)
class Run:
    """`jobs` is the number of processes, `folder` where answers are kept, `peers` whether they are asked;
    `rendered` is the folder of benchmarks.training.rendered_sites.
    """

    corpora: Corpora = field(default_factory=Corpora)
    sets: tuple[str, ...] = PAGE_SETS
    jobs: int = 2
    folder: Path = ROOT / "var" / "evaluation"
    peers: bool = True
    rendered: Path = ROOT / "var" / "rendered"

    @property
    def sampled(self) -> Run:
        """The same over a sample of the corpora."""
        return replace(self, corpora=replace(self.corpora, sampled=True))

    @cached_property
    def answers(self) -> Path:
        """The file of our own answers to every page of the sets, made when first asked for."""
        with doing(f"newsarchive extract on {len(self.sets)} sets"):
            return own_answers(self.corpora, self.sets, self.folder, jobs=self.jobs)

    @cached_property
    def verdicts(self) -> Verdicts:
        """What the scorer says of them."""
        return judge_pages(self.corpora, self.sets, self.answers)

    @cached_property
    def unseen(self) -> dict[str, UnseenPage]:
        """Every page of the sets and of those that hold no articles, read by models that saw no such site."""
        with doing("reading every page as of a site never seen"):
            return read_unseen(self.corpora, (*self.sets, OTHERS), self.jobs)

    @cached_property
    def desk(self) -> Desk:
        """Where peers are asked."""
        return Desk(self.corpora, self.jobs)

    @cached_property
    def asked(self) -> dict[tuple[str, str], Asked]:
        """What the peers answered, by (name, set)."""
        with doing(f"asking {len(PEERS)} peers about {len(self.sets)} sets"):
            return self.desk.ask(PEERS, self.sets)

    @cached_property
    def peer_answers(self) -> dict[str, Path]:
        """The file of each peer's answers to every page of the sets."""
        files: dict[str, Path] = {}
        for peer in PEERS:
            file = self.folder / f"{peer.asks.replace(':', '-')}.jsonl"
            file.write_bytes(b"".join(self.asked[peer.name, name].answers.read_bytes() for name in self.sets))
            files[peer.name] = file
        return files

    @cached_property
    def peer_verdicts(self) -> dict[str, Verdicts]:
        """What the scorer says of each peer."""
        with doing("scoring the peers"):
            return {
                name: judge_pages(self.corpora, self.sets, file) for name, file in self.peer_answers.items()
            }
