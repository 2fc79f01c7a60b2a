"""The declaration of a source as it stands: what `sources check` says of it, and what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsarchive.errors import ConfigurationError
from newsarchive.logs.formats import redacted
from newsarchive.recordings import recording_mistakes
from newsarchive.sources import declaration_file, load_sources, source_names
from newsarchive.sources.declaration import Expect
from newsarchive.web.bounded_calls import BoundedCalls
from newsarchive.web.short_memory import ShortMemory

# Recorded pages are read with the source's rules, some milliseconds each; their files change by hand.
_REMEMBERED = 60.0


@dataclass(frozen=True, slots=True)
class DeclarationText:
    """The text, every mistake of it and of its recorded pages, and the bounds that `[expect]` sets."""

    text: str | None = None
    mistakes: str | None = None
    expects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The source whose recorded pages are to be read."""

    folder: Path
    name: str


class DeclarationDesk:
    """Reads the declarations of a folder, None where there is none."""

    def __init__(self, folder: Path | None, calls: BoundedCalls) -> None:
        self._folder, self._calls = folder, calls
        self._memory: ShortMemory[tuple[str, ...]] = ShortMemory(seconds=_REMEMBERED, most=500)

    def declaration(self, name: str) -> DeclarationText:
        """Return the declaration of a declared source; empty where it has none here."""
        folder = self._folder
        if folder is None or name not in source_names(folder):
            return DeclarationText()
        text = None
        try:
            text = redacted(declaration_file(folder, name).read_text(encoding="utf-8"))
            source = load_sources(folder, [name])[name]
            task = _Recorded(folder, name)
            read = self._memory.recall((task, text), lambda: self._calls.call(_recording_lines, task))
        except ConfigurationError as error:
            return DeclarationText(text, error.message)
        except (OSError, UnicodeDecodeError):
            return DeclarationText()
        # Not in silence: who reads "valid" trusts it.
        mistakes = ("Its recorded pages take longer to read than allowed.",) if read is None else read
        return DeclarationText(text, "\n".join(mistakes) or None, _bounds(source.expect))


def _recording_lines(task: _Recorded) -> tuple[str, ...]:
    """Return what is wrong with recorded pages; in a process of its own, since others wrote them."""
    source = load_sources(task.folder, [task.name])[task.name]
    # Without the folder, which is nobody's business who only looks.
    return tuple(line.removeprefix(f"{task.folder}/") for line in recording_mistakes(source, task.folder))


def _bounds(expect: Expect) -> tuple[tuple[str, str], ...]:
    told = expect.model_dump(exclude_none=True)
    return tuple(
        (name, f"{value:g}" if isinstance(value, float) else str(value)) for name, value in told.items()
    )
