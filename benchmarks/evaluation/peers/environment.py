"""The peers' own environment: made from peers.txt when it is missing or another."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.evaluation.corpora import ROOT
from benchmarks.evaluation.telling import doing

PINS = Path(__file__).with_name("peers.txt")
PIN = re.compile(r"^([\w.-]+)==([\w.+!-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Environment:
    """A virtual environment in `folder`, with what `pins` names and nothing of ours."""

    folder: Path = ROOT / "var" / "peers" / ".venv"
    pins: Path = PINS

    @property
    def python(self) -> Path:
        """Its interpreter; call `make` first."""
        return self.folder / "bin" / "python"

    @cached_property
    def versions(self) -> dict[str, str]:
        """The version of each package, by its name in lower case."""
        return {name.lower(): version for name, version in PIN.findall(self.pins.read_text("utf-8"))}

    @cached_property
    def fingerprint(self) -> str:
        """Another for other packages or another Python."""
        pinned = sorted(f"{name}=={version}" for name, version in self.versions.items())
        return hashlib.sha256(f"{sys.version_info[:2]} {pinned}".encode()).hexdigest()[:12]

    def make(self) -> None:
        """Make it, unless it is there and holds what the pins say. Ends the program when that fails."""
        stamp = self.folder / ".installed"
        if stamp.exists() and stamp.read_text("utf-8") == self.fingerprint:
            return
        with doing(f"making the peers' environment in {self.folder}"):
            _run("venv", "--quiet", "--clear", "--python", sys.executable, str(self.folder))
            install = ("pip", "install", "--quiet", "--no-deps", "--python", str(self.python))
            _run(*install, "--requirements", str(self.pins))
            stamp.write_text(self.fingerprint, encoding="utf-8")


def _run(*arguments: str) -> None:
    done = subprocess.run([str(Path(sys.executable).with_name("uv")), *arguments], check=False)
    if done.returncode:
        sys.exit(
            f"uv {' '.join(arguments[:2])} ended with {done.returncode}; PEERS=no does without the peers"
        )
