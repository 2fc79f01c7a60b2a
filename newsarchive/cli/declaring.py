"""Writes new files of declarations: complete, and never over one that is there."""

from __future__ import annotations

import os
from pathlib import Path

from newsarchive.errors import UsageError


def refuse_existing(path: Path) -> None:
    """Raise UsageError if there is such a file."""
    if path.exists():
        raise UsageError(
            f"{path} exists already.",
            hint="Give another --name, or --dry-run to only print the declaration.",
        )


def write_declaration(path: Path, text: str) -> Path:
    """Write the complete file; an existing one is never replaced, even if it has just been made."""
    refuse_existing(path)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path
