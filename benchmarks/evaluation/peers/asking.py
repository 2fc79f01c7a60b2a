"""Asking the peers: one process for each peer and set, answers kept until one of the two changes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.evaluation.corpora import ROOT, Corpora
from benchmarks.evaluation.lines import write_lines
from benchmarks.evaluation.peers.catalogue import Peer
from benchmarks.evaluation.peers.environment import Environment
from benchmarks.evaluation.telling import say

ADAPTERS = Path(__file__).with_name("adapters")
RUNNER = ADAPTERS / "runner.py"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking a peer about a set: the file of its answers, pages, failures, CPU a page (ms)."""

    answers: Path
    pages: int
    failed: int
    cpu_ms: float


@dataclass(frozen=True)
class Desk:
    """Where peers are asked: up to `jobs` at a time, answers kept in `folder`."""

    corpora: Corpora
    jobs: int
    folder: Path = ROOT / "var" / "peers" / "answers"
    environment: Environment = field(default_factory=Environment)

    def ask(self, peers: Iterable[Peer], sets: Iterable[str]) -> dict[tuple[str, str], Asked]:
        """Return what each peer answered on each set, by (name of peer, set)."""
        self.environment.make()
        wanted = [(peer, name) for name in sets for peer in peers]
        with ThreadPoolExecutor(self.jobs) as threads:
            asked = list(threads.map(lambda pair: self._ask(*pair), wanted))
        return {(peer.name, name): answer for (peer, name), answer in zip(wanted, asked, strict=True)}

    def _ask(self, peer: Peer, name: str) -> Asked:
        kept = self.folder / peer.asks.replace(":", "-") / f"{name}-{self._key(peer, name)}.jsonl"
        account = kept.with_suffix(".json")
        if not account.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            said = self._run(peer, name, kept)
            say(
                f"{peer.name} on {name}: {said['failed']} of {said['pages']} failed, {said['cpu_ms']} ms each"
            )
            account.write_text(json.dumps(said), encoding="utf-8")
        return Asked(answers=kept, **json.loads(account.read_text("utf-8")))

    def _run(self, peer: Peer, name: str, kept: Path) -> dict[str, Any]:
        with TemporaryDirectory(prefix="peer-") as folder:
            manifest = Path(folder, "in.jsonl")
            write_lines(manifest, self._manifest(name))
            command = [str(self.environment.python), "-P", str(RUNNER), peer.asks, str(manifest), str(kept)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode:
            sys.exit(f"{peer.name} on {name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return said

    def _manifest(self, name: str) -> list[dict[str, Any]]:
        languages = [row.get("lang") for row in self.corpora.gold(name)]
        lines = self.corpora.manifest(name)
        return [line | {"language": found} for line, found in zip(lines, languages, strict=True)]

    def _key(self, peer: Peer, name: str) -> str:
        """Another for another environment, adapter or set: kept answers are no answers to those."""
        files = (RUNNER, ADAPTERS / f"{peer.asks.partition(':')[0]}.py", self.corpora.gold_file(name))
        parts = [self.environment.fingerprint.encode(), *(file.read_bytes() for file in files)]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
