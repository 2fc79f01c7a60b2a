"""Watch files: read with all their mistakes at once, and written so that nobody's change is lost."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from newsarchive.compat.pydantic_private import field_location
from newsarchive.errors import ConfigurationError, UsageError
from newsarchive.logs.formats import spelled_name
from newsarchive.sources.loading import allowance
from newsarchive.toml_text import read_toml
from newsarchive.watches.watch_declaration import WATCH_FIELDS, Watch, WatchedFor

_LARGEST = 1_000_000  # bytes of a file
# Ten thousand files take a second to read, and 0.06 s to look at (2026-11-27): pages that list them look.
_READ: dict[Path, tuple[tuple[int, int, int, int], Watch | tuple[str, ...]]] = {}
_MOST_REMEMBERED = 50_000
_TICK = 2_000_000_000  # nanoseconds: two seconds, the coarsest there is (FAT)
WATCH_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


@dataclass(frozen=True, slots=True)
class LoadedWatches:
    """Declarations by name: `watches` are right, `mistakes` says what is wrong with each of the others.

    `written` is when each file came to stand there as it is: written, or moved there.
    """

    watches: dict[str, Watch]
    mistakes: dict[str, tuple[str, ...]]
    written: dict[str, datetime]

    def demand_right(self) -> None:
        """Raise ConfigurationError with every mistake of every file, where there is one."""
        if self.mistakes:
            raise ConfigurationError("\n".join(line for lines in self.mistakes.values() for line in lines))


def watch_file(folder: Path, name: str) -> Path:
    """Return where a watch is declared. Raises UsageError for what is no name."""
    if not WATCH_NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be the name of a watch.",
            hint="Allowed: 1 to 63 small letters of ASCII, digits, - and _, a letter or digit first.",
        )
    return folder / f"{name}.toml"


def load_watches(folder: Path, only: str | None = None) -> LoadedWatches:
    """Return every declaration of the folder, or `only` that of a name, right or wrong.

    None where there is no such folder or file, or where no watch can have the name.
    """
    if only is None:
        paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    else:
        path = folder / f"{only}.toml"
        paths = [path] if WATCH_NAME.fullmatch(only) and path.is_file() else []
    return load_watch_files(paths)


def load_watch_files(paths: Iterable[Path]) -> LoadedWatches:
    """Return the declarations of these files, right or wrong."""
    watches: dict[str, Watch] = {}
    mistakes: dict[str, tuple[str, ...]] = {}
    written: dict[str, datetime] = {}
    for path in paths:
        try:
            came = path.stat()
        except OSError as error:
            mistakes[path.stem] = (f"{spelled_name(path)}: {_unread(error)}",)
            continue
        found = _read_file(path, came)
        if isinstance(found, Watch):
            watches[path.stem] = found
            # A file that was renamed or copied keeps its old time of writing: it would tell all again.
            written[path.stem] = datetime.fromtimestamp(max(came.st_mtime, came.st_ctime), UTC)
        else:
            mistakes[path.stem] = tuple(f"{spelled_name(path)}: {line}" for line in found)
    return LoadedWatches(watches, mistakes, written)


def _read_file(path: Path, came: os.stat_result) -> Watch | tuple[str, ...]:
    """Return what a file declares, or its mistakes; one that did not change since is not read again."""
    state = came.st_ino, came.st_size, came.st_mtime_ns, came.st_ctime_ns
    known = _READ.get(path)
    if known is not None and known[0] == state:
        return known[1]
    try:
        found = read_watch(path.stem, read_toml(_text_of(path)))
    except (UsageError, OSError, tomllib.TOMLDecodeError) as error:
        found = (_unread(error),)
    # Within one tick of the file system's clock a second change would leave the times as they are.
    if time.time_ns() - max(came.st_mtime_ns, came.st_ctime_ns) > _TICK:
        if len(_READ) >= _MOST_REMEMBERED:
            _READ.clear()
        _READ[path] = state, found
    return found


def _unread(error: Exception) -> str:
    match error:
        case UsageError():
            return error.message
        case OSError():
            return f"cannot be read ({error.strerror})"
    return f"is not valid TOML: {error}"


def read_watch(name: str, table: Mapping[str, Any]) -> Watch | tuple[str, ...]:
    """Return the watch that a table declares, or each of its mistakes in a line."""
    lines = [] if "name" not in table else [_unknown("name")]
    try:
        given = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
        watch = Watch.model_validate({**given, "name": name})
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
        # A list whose entries are all wrong is not told to be empty as well.
        told = [one for one in mistakes if one["type"] != "too_short" or not one["input"]]
        lines += [_line(details) for details in told]
        return tuple(dict.fromkeys(lines))
    return tuple(lines) or watch


def _line(details: Any) -> str:
    location = field_location(details["loc"])
    field = "".join(f"[{part + 1}]" if isinstance(part, int) else spelled_name(part) for part in location)
    if details["type"] == "extra_forbidden":
        return _unknown(field)
    if not field:
        return f"the declaration is too wide; {allowance(details)}"
    if details["input"] == ():
        return f"{field}: {_allowed(location[0], details)}"
    shown = repr(details["input"])
    return f"{field} = {shown if len(shown) <= 80 else shown[:79] + '…'}: {_allowed(location[0], details)}"


_OF_NAMES = "allowed: small letters of ASCII, digits, - and _, as in the name of the file"
_PATTERNS = {
    "name": _OF_NAMES,
    "sources": _OF_NAMES,
    "to": _OF_NAMES,
    "languages": "allowed: codes of languages such as en, zh or zh-Hant",
}
_KINDS = {
    "string_type": "allowed: a text in quotes",
    "tuple_type": "allowed: a list in square brackets",
    "int_type": "allowed: a whole number",
    "date_type": "allowed: a day such as 2026-01-31",
    "bool_type": "allowed: true or false",
    "too_short": f"allowed: at least one of {', '.join(get_args(WatchedFor))}",
}


def _allowed(field: object, details: Any) -> str:
    """Return what is allowed, in words of whoever writes a watch: no patterns, no types of Python."""
    if details["type"] == "string_pattern_mismatch":
        return _PATTERNS[str(field)]
    return _KINDS.get(details["type"]) or allowance(details)


def _unknown(field: str) -> str:
    return f"{field} is an unknown field; allowed here: {', '.join(WATCH_FIELDS)}"


def _text_of(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a device is 0 bytes large, and never ends
            raise UsageError("is no file (a folder, a device or a pipe)")
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"is larger than {_LARGEST:,} bytes")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8 (byte {error.start})") from error


# Writing.

# What whoever edits a file saw of it: empty for one that was not there.
NO_VERSION = ""


class WatchChangedError(UsageError):
    """The file of a watch was changed by somebody else meanwhile; nothing was written."""


def version_of(path: Path) -> str:
    """Return the version of a file as it stands: another one after each change; NO_VERSION without a file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    except FileNotFoundError:
        return NO_VERSION
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from error


def watch_text(watch: Watch, head: str = "") -> str:
    """Return the file that declares the watch, below comments; values that are as without it are left out."""
    told = watch.model_dump(exclude_defaults=True, exclude={"name"})
    if watch.every is not None:
        told["every"] = interval_text(watch.every)
    return head + "".join(f"{name} = {_toml(told[name])}\n" for name in WATCH_FIELDS if name in told)


def write_watch(folder: Path, watch: Watch, seen: str) -> None:
    """Write the file of a watch, whole or not at all, if it still is the version that was `seen`.

    Raises WatchChangedError if it is not, ConfigurationError if it cannot be written.
    """
    path = watch_file(folder, watch.name)
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{watch.name}-", suffix=".new")
    except OSError as error:
        raise _cannot_write(path, error) from error
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(watch_text(watch, _head_of(path)))
            stream.flush()
            os.fsync(stream.fileno())
        new.chmod(0o644)
        if version_of(path) != seen:
            raise WatchChangedError(
                f"{path} was changed meanwhile, by somebody else or in another window; nothing was written.",
                hint="Look at what stands there now, and change that.",
            )
        if seen == NO_VERSION:
            os.link(new, path)  # fails if somebody has made it since
        else:
            new.replace(path)
    except FileExistsError as error:
        raise WatchChangedError(
            f"{path} was made meanwhile by somebody else; nothing was written."
        ) from error
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            new.unlink()


def _head_of(path: Path) -> str:
    """Return the comments that a file begins with, which stay whoever writes it; others are lost."""
    try:
        lines = _text_of(path).splitlines(keepends=True)
    except UsageError:
        return ""
    return "".join(takewhile(lambda line: line.startswith("#") or not line.strip(), lines))


def remove_watch(folder: Path, name: str, seen: str) -> None:
    """Remove the file of a watch if it still is the version that was `seen`; raises as `write_watch`."""
    path = watch_file(folder, name)
    if version_of(path) != seen:
        raise WatchChangedError(f"{path} was changed meanwhile; it was not removed.")
    try:
        path.unlink()
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(
        f"{path} cannot be written: {error.strerror}.",
        hint="The user that runs newsarchive needs to write into the folder NEWSARCHIVE_WATCHES.",
    )


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value) if isinstance(value, int) else f'"{"".join(map(_escaped, str(value)))}"'


def _escaped(sign: str) -> str:
    """Return a character of a basic string (TOML 1.0): what nobody sees in an editor is spelled out."""
    if sign in '"\\':
        return f"\\{sign}"
    if sign.isprintable() or sign == " ":
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08X}"


def interval_text(seconds: float) -> str:
    """Return an interval as people write it: `6h`."""
    for sign, length in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % length == 0:
            return f"{int(seconds // length)}{sign}"
    return f"{int(seconds)}s"
