"""Runs in the peers' environment, never in ours: asks one peer about each line of a manifest.

python -P runner.py ADAPTER:FUNCTION IN.jsonl OUT.jsonl

ADAPTER is a file beside this one; FUNCTION takes (bytes, url, language or None) and gives the fields of an
answer. A page the peer fails on, or takes more than a minute of CPU for, has an empty answer with `_error`.
The last line of stdout is {"pages", "failed", "cpu_ms"}. There is no network.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

SECONDS_A_PAGE = 60


def main() -> None:
    """Answer every line of the manifest."""
    setattr(socket.socket, "connect", _no_network)  # noqa: B010 - a plain assignment is a type error
    signal.signal(signal.SIGPROF, _too_long)
    name, function = sys.argv[1].split(":")
    ask = getattr(load(Path(__file__).with_name(f"{name}.py")), function)
    lines = [json.loads(line) for line in Path(sys.argv[2]).read_text("utf-8").split("\n") if line]
    bodies = [_body(Path(line["path"])) for line in lines]
    failed = 0
    started = time.process_time()
    with Path(sys.argv[3]).open("w", encoding="utf-8") as out:
        for line, body in zip(lines, bodies, strict=True):
            answer = _answer(ask, body, line)
            failed += "_error" in answer
            out.write(json.dumps({"id": line["id"], **answer}, ensure_ascii=False, default=str) + "\n")
    used = (time.process_time() - started) * 1000 / max(1, len(lines))
    sys.stdout.write(json.dumps({"pages": len(lines), "failed": failed, "cpu_ms": round(used, 2)}) + "\n")


def load(file: Path) -> Any:
    """Return the module in `file`, under a name that hides no package."""
    spec = importlib.util.spec_from_file_location(f"adapter_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _answer(ask: Any, body: bytes, line: dict[str, Any]) -> dict[str, Any]:
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_PAGE)
    try:
        answer: dict[str, Any] = ask(body, line["url"], line.get("language"))
        # A lone surrogate cannot be written: the peer's text is no text.
        json.dumps(answer, ensure_ascii=False, default=str).encode()
    except Exception as error:
        return {
            "text": "",
            "_error": f"{type(error).__name__}: {error}"[:200].encode("ascii", "replace").decode(),
        }
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return answer


def _body(path: Path) -> bytes:
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def _no_network(*_: object) -> None:
    raise ConnectionRefusedError("peers are measured without a network")


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS_A_PAGE} s of CPU")


if __name__ == "__main__":
    main()
