"""Answers are kept until the question changes."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.lines import read_lines, write_lines
from benchmarks.evaluation.peers.asking import Desk
from benchmarks.evaluation.peers.catalogue import Peer
from benchmarks.evaluation.peers.environment import Environment

# trafilatura is a dependency of ours too: the one peer our own interpreter can be asked about.
PEER = Peer("trafilatura", "trafilatura", "with_trafilatura:answer")
PAGE = "<html><body><article><h1>A title</h1>{}</article></body></html>".format(
    "<p>The ferry crossed the lake again on Tuesday with ninety passengers on board, the harbour said.</p>"
    * 9
)


class OwnEnvironment(Environment):
    """Our own, made already."""

    @property
    def python(self) -> Path:
        return Path(sys.executable)

    def make(self) -> None:
        """It is there."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    corpora = Corpora(tmp_path / "corpora", tmp_path)
    write_lines(corpora.gold_file("aeb"), [{"id": "one", "lang": "en"}])
    (tmp_path / "corpora" / "aeb" / "one.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    return Desk(corpora, 1, tmp_path / "answers", OwnEnvironment())


def test_a_second_asking_takes_what_is_kept(desk: Desk) -> None:
    first = desk.ask([PEER], ["aeb"])["trafilatura", "aeb"]
    assert "ninety passengers" in read_lines(first.answers)[0]["text"]
    assert (first.pages, first.failed) == (1, 0)
    first.answers.write_text('{"id": "aeb/one", "text": "kept"}\n', encoding="utf-8")
    again = desk.ask([PEER], ["aeb"])["trafilatura", "aeb"]
    assert again == first
    assert read_lines(again.answers)[0]["text"] == "kept"


def test_another_set_is_another_question(desk: Desk) -> None:
    first = desk.ask([PEER], ["aeb"])["trafilatura", "aeb"]
    write_lines(desk.corpora.gold_file("aeb"), [{"id": "one", "lang": "en", "url": "http://b.example/"}])
    assert desk.ask([PEER], ["aeb"])["trafilatura", "aeb"].answers != first.answers
