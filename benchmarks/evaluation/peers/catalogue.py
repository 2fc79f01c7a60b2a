"""Which peers there are, what each can tell, and which file asks it."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.evaluation.metrics import BODY, Metric


@dataclass(frozen=True, slots=True)
class Peer:
    """`asks` is ADAPTER:FUNCTION for the runner; `gives` the scorer's metrics it has an answer for."""

    name: str
    package: str
    asks: str
    gives: tuple[str, ...] = ("text", "tN", "d", "aF1")

    def answers(self, metric: Metric) -> bool:
        """Whether it can be measured by this."""
        return ("text" if metric.key in BODY else metric.key) in self.gives


TRAFILATURA = Peer("trafilatura", "trafilatura", "with_trafilatura:answer")
# By what a page costs, the dearest last: tables show them so.
PEERS = (
    TRAFILATURA,
    Peer("trafilatura, precise", "trafilatura", "with_trafilatura:precise"),
    Peer("readability", "readability-lxml", "with_readability:answer", ("text", "tN")),
    Peer("resiliparse", "resiliparse", "with_resiliparse:answer", ("text",)),
    Peer("newspaper4k", "newspaper4k", "with_newspaper4k:answer"),
    Peer("news-please", "news-please", "with_news_please:answer"),
    Peer("GNE", "gne", "with_gne:answer"),
    Peer("htmldate", "htmldate", "with_htmldate:answer", ("d",)),
)
DETECTORS = (
    Peer("w3lib + chardet", "w3lib", "detectors:with_w3lib_and_chardet"),
    Peer("chardet", "chardet", "detectors:with_chardet"),
    Peer("trafilatura", "trafilatura", "with_trafilatura:decoded"),
    Peer("faust-cchardet", "faust-cchardet", "detectors:with_cchardet"),
    Peer("charset-normalizer", "charset-normalizer", "detectors:with_normalizer"),
    Peer("resiliparse", "resiliparse", "with_resiliparse:decoded"),
    Peer("Scrapy's way (w3lib)", "w3lib", "detectors:with_w3lib"),
)
