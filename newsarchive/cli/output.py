"""Results as files or on stdout: csv, jsonl, parquet, or a table for people (DESIGN 2.2, Output)."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from newsarchive.errors import UsageError


@contextmanager
def result_stream(output: Path | None) -> Iterator[BinaryIO]:
    """Give a stream of bytes: stdout, or a file that appears under its name complete or not at all."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with _scratch(output) as (stream, scratch):
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(output)


@contextmanager
def _scratch(output: Path) -> Iterator[tuple[BinaryIO, Path]]:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as error:
        raise UsageError(
            f"{output} cannot be written: {error.strerror}.", hint="Name a file in a folder that is there."
        ) from error
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream, scratch
    finally:
        with suppress(FileNotFoundError):  # gone once it has its name
            scratch.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
