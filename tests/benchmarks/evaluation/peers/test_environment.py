"""The peers' pins are pins, each peer is among them, and another pin is another environment."""

from __future__ import annotations

from pathlib import Path

from benchmarks.evaluation.peers.asking import ADAPTERS
from benchmarks.evaluation.peers.catalogue import DETECTORS, PEERS
from benchmarks.evaluation.peers.environment import PINS, Environment


def test_every_line_is_a_pin() -> None:
    lines = [line for line in PINS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert len(Environment().versions) == len(lines)


def test_every_peer_is_pinned_and_has_an_adapter() -> None:
    versions = Environment().versions
    for peer in (*PEERS, *DETECTORS):
        file, function = peer.asks.split(":")
        assert peer.package in versions
        assert f"def {function}(" in (ADAPTERS / f"{file}.py").read_text("utf-8")


def test_another_pin_is_another_environment(tmp_path: Path) -> None:
    one, other, spaced = (tmp_path / name for name in ("one", "other", "spaced"))
    one.write_text("gne==1.0\n", encoding="utf-8")
    other.write_text("gne==1.1\n", encoding="utf-8")
    spaced.write_text("# the same\n\ngne==1.0\n", encoding="utf-8")
    fingerprints = [Environment(tmp_path, pins).fingerprint for pins in (one, other, spaced)]
    assert fingerprints[0] == fingerprints[2] != fingerprints[1]
