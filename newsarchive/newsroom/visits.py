"""Counts how often the newsroom was opened, so that it can have changed since the last time."""

from __future__ import annotations

from pathlib import Path

from newsarchive.errors import ConfigurationError


def next_visit(state: Path | None) -> int:
    """Return the number of this visit (from 1) and keep it in `state`; without a file it is always the first.

    ConfigurationError when the file holds something else than a number or cannot be written.
    """
    if state is None:
        return 1
    try:
        visit = int(state.read_text(encoding="ascii")) + 1 if state.exists() else 1
        state.write_text(f"{visit}\n", encoding="ascii")
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"The newsroom's visit count {state} cannot be used: {error}.",
            hint="Remove the file to begin again at the first visit, and make sure that its folder exists.",
        ) from error
    return visit
