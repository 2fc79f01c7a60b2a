"""A program that runs and lives: its own functions change it when a day has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from benchmarks.month.sites import Reply
from benchmarks.sites.living import Trouble
from benchmarks.sites.serving import Answering

_CONDITIONS = ("if-none-match", "if-modified-since")


@dataclass(frozen=True, slots=True)
class Act:
    """What an editor of the site does at a moment."""

    at: datetime
    what: str
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class LivingProgram:
    """What `benchmarks.month.network` asks: acts that are due are done before an answer is given.

    Between two acts a page stays as it is, and is kept, as programs of this kind are run behind a cache:
    without one a month of WordPress waited for PHP for half an hour.
    """

    behind: Answering
    act: Callable[[Act], None]
    acts: list[Act]
    troubles: Sequence[Trouble]
    asked: int = 0
    _kept: dict[tuple[str, tuple[str, str]], Reply] = field(default_factory=dict)

    def reply(self, path: str, at: datetime, conditions: tuple[str, str]) -> Reply:
        """Return the answer to a request at a moment."""
        while self.acts and self.acts[0].at <= at:
            self.act(self.acts.pop(0))
            self._kept.clear()
        for trouble in self.troubles:
            if trouble.begins <= at < trouble.ends:
                return Reply(status=trouble.status, body=trouble.body)
        known = self._kept.get((path, conditions))
        if known is None:
            known = self._kept[path, conditions] = self._answer(path, conditions)
        return known

    def _answer(self, path: str, conditions: tuple[str, str]) -> Reply:
        self.asked += 1
        asked = {name: value for name, value in zip(_CONDITIONS, conditions, strict=True) if value}
        answer = self.behind.answer(path, asked)
        return Reply(answer.status, answer.body, answer.content_type, tuple(answer.headers.items()))
