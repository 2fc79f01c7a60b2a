"""What is measured on which set, and what the scorer calls it."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.evaluation.corpora import PAGE_SETS

# The scorer's name of a metric, and ours. Body is one of three, by what a set's gold can tell.
BODY = {"F1": "body F1", "cF1": "body chunk F1", "exc": "body begins right"}
FACTS = {"tN": "title", "d": "date", "aF1": "authors F1"}
# The same facts without the convention of a set (benchmarks.evaluation.forgiving).
FORGIVING = {"tA": "title, any headline", "dA": "date, published or modified", "aN": "authors F1, persons"}
FORGIVES = {"tN": "tA", "d": "dA", "aF1": "aN"}
BODY_OF = {"trafilatura": "cF1", "postlight": "exc"}
NO_BODY = ("htmldate",)
FACTS_OF = {
    "aeb": (),
    "fundus": ("tN", "d", "aF1"),
    "wcxb_article": ("tN", "d", "aF1"),
    "zhgold": ("d", "aF1"),
    "netease_gbk": ("tN", "d"),
    "gne": ("tN", "d"),
    "trafilatura": ("tN", "d", "aF1"),
    "htmldate": ("d",),
    "postlight": ("tN", "d", "aF1"),
    # Its body is the peer's own output, and its titles what that peer makes of the title tag.
    "readability": (),
    "rendered_look": ("tN", "d", "aF1"),
    "rendered_score": ("tN", "d", "aF1"),
}


@dataclass(frozen=True, slots=True, order=True)
class Metric:
    """One number: a set and what is measured on it (the scorer's key)."""

    set: str
    key: str

    @property
    def name(self) -> str:
        """How floors call it."""
        return f"{self.set}.{self.key}"

    @property
    def label(self) -> str:
        """How tables call it."""
        return (BODY | FACTS | FORGIVING)[self.key]

    @property
    def is_body(self) -> bool:
        """Whether it judges the text, not a fact around it."""
        return self.key in BODY


def metrics_of(name: str) -> tuple[Metric, ...]:
    """Return what is measured on a set, the body first."""
    body = () if name in NO_BODY else (BODY_OF.get(name, "F1"),)
    return tuple(Metric(name, key) for key in (*body, *FACTS_OF[name]))


def all_metrics(sets: tuple[str, ...] = PAGE_SETS) -> tuple[Metric, ...]:
    """Return what is measured on these sets, by kind of metric, then set: as the report shows them."""
    everything = [metric for name in sets for metric in metrics_of(name)]
    kinds = list(BODY | FACTS)
    return tuple(sorted(everything, key=lambda m: 0 if m.is_body else kinds.index(m.key)))
