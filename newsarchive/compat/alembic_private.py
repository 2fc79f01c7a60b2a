"""Private API of Alembic: the steps a downgrade would take, before it is run."""

from __future__ import annotations

from collections.abc import Iterable

from alembic.script import Script, ScriptDirectory


def downgrade_steps(directory: ScriptDirectory, revision: str, current: str) -> list[Script]:
    """Return the migrations that a downgrade from `current` to `revision` undoes, newest first.

    `revision` may be relative to `current` (`-1`), which the public `iterate_revisions` takes for relative to
    the head. Raises CommandError or RevisionError where there is no such step. Upstream: a dry run of
    `downgrade` that lists its steps.
    """
    steps: Iterable[object] = directory._downgrade_revs(revision, current)
    found = (getattr(step, "revision", None) for step in steps)
    return [script for script in found if isinstance(script, Script)]
