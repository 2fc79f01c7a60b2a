"""Source files into declarations; what is wrong with them is collected and said all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from annotated_types import Ge, Le
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from newsarchive.compat.pydantic_private import field_location
from newsarchive.errors import ConfigurationError, SourceError
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.logs.formats import redacted, spelled_name
from newsarchive.sources.declaration import LIST_BRANCH, TABLE_BRANCH, Source, source_model
from newsarchive.sources.source_code import CodeFile, load_code
from newsarchive.toml_text import read_toml

# Every mistake of a source file in words: field, value, what is allowed.

_LONGEST_VALUE = 80  # characters of a wrong value shown


def mistakes_of(error: ValidationError) -> list[str]:
    """Return one line a mistake, in the order of the declaration.

    A list whose values are all wrong is empty for pydantic, too: that is no mistake of its own.
    """
    found = error.errors(include_url=False)
    places = [details["loc"] for details in found]
    own = [
        details
        for details in found
        if details["type"] != "too_short"
        or not any(place[:-1] == details["loc"] for place in places if place != details["loc"])
    ]
    return list(dict.fromkeys(_line(details) for details in own))


def _line(details: ErrorDetails) -> str:
    location = [part for part in field_location(details["loc"]) if part not in {LIST_BRANCH, TABLE_BRANCH}]
    field = _field(location)
    match details["type"]:
        case "missing":
            return f"{field} is missing"
        case "extra_forbidden":
            return f"{field} is an unknown field; allowed here: {', '.join(_allowed(location))}"
    return f"{field} = {_value(details['input'])}: {_allowance_at(location, details)}"


# What is allowed instead of a value of another type, in words of whoever writes a declaration.
_TYPES = {
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a day such as 2026-01-31",
    "too_short": "a list with at least one entry",
}
_NUMBER_MISTAKES = frozenset(
    {
        *("int_type", "float_type", "int_from_float", "finite_number"),
        *("greater_than", "greater_than_equal", "less_than", "less_than_equal"),
    }
)


def _allowance_at(location: list[int | str], details: ErrorDetails) -> str:
    """Return what is allowed at a place: of a number the whole range, of a list how it is written."""
    kind, field = details["type"], _field_at(location)
    if kind == "tuple_type":
        tables = field is not None and _table_of(field.annotation) is not None
        written = f"one table [[{location[-1]}]] or more" if tables else "a list in square brackets"
        return f"allowed: {written}"
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return f"allowed: a table [{_field(location)}]"
    if kind in _NUMBER_MISTAKES and field is not None:
        return f"allowed: {_range_of(field)}"
    return allowance(details)


def _range_of(field: FieldInfo) -> str:
    """Return the numbers that a field may have: `a whole number from 1 to 16`."""
    types, constraints = set(_parts(field.annotation)), [*field.metadata, *_parts(field.annotation)]
    least = next((one.ge for one in constraints if isinstance(one, Ge)), None)
    most = next((one.le for one in constraints if isinstance(one, Le)), None)
    said = "a number" if float in types else "a whole number"
    said += f" from {least:,}" if least is not None else ""
    return said + (f" to {most:,}" if most is not None else "")


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield the types and constraints that an annotation is made of."""
    if isinstance(annotation, FieldInfo):
        yield from annotation.metadata
        return
    inner = [*get_args(annotation), *getattr(annotation, "__metadata__", ())]
    if not inner:
        yield annotation
    for one in inner:
        yield from _parts(one)


def _field_at(location: list[int | str]) -> FieldInfo | None:
    """Return the field at a place; None of an entry of a list, which has no name."""
    table: type[BaseModel] = source_model()
    field: FieldInfo | None = None
    for part in location:
        field = table.model_fields.get(part) if isinstance(part, str) else None
        if field is not None:
            table = _table_of(field.annotation) or table
    return field


def _field(location: Iterable[int | str]) -> str:
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if text else ''}{spelled_name(part)}"
    return text


def _allowed(location: list[int | str]) -> list[str]:
    """Return the fields of the table that the wrong one stands in."""
    table: type[BaseModel] = source_model()
    for part in location[:-1]:
        field = table.model_fields.get(part) if isinstance(part, str) else None
        table = _table_of(field.annotation) or table if field is not None else table
    return list(table.model_fields)


def _table_of(annotation: Any) -> type[BaseModel] | None:
    """Return the table that a field's type is, or is a list of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_table_of, get_args(annotation))), None)


def _value(value: Any) -> str:
    shown = redacted(repr(value))  # before it is cut: half an address hides nothing
    return shown if len(shown) <= _LONGEST_VALUE else shown[: _LONGEST_VALUE - 1] + "…"


def allowance(details: ErrorDetails) -> str:
    """Return what is allowed instead of a mistake: `allowed: …`."""
    if details["type"] in _TYPES:
        return f"allowed: {_TYPES[details['type']]}"
    message = details["msg"].removeprefix("Value error, ")
    return message if message.startswith("allowed:") else f"allowed: {_lower_first(message)}"


def _lower_first(message: str) -> str:
    message = message.removeprefix("Input should be ").removeprefix("String should ")
    message = message.removeprefix("have ")
    return message[:1].lower() + message[1:]


# What declares a source that has a folder of its own.
_OWN_FILE = "source.toml"
_LARGEST = 1_000_000  # bytes of a source file; a longer list of URLs belongs into a file of its own


@dataclass(frozen=True, slots=True)
class Loaded:
    """Declarations by name: `sources` are right, `mistakes` says what is wrong with each of the others."""

    sources: dict[str, Source]
    mistakes: dict[str, str]

    @property
    def names(self) -> list[str]:
        """All that is declared, rightly or wrongly, sorted."""
        return sorted([*self.sources, *self.mistakes])

    def demand_right(self) -> None:
        """Raise SourceError with every mistake of every file, where there is one."""
        if self.mistakes:
            raise SourceError("\n".join(self.mistakes.values()))


def source_names(folder: Path) -> list[str]:
    """Return the names of the declared sources in `folder`, sorted.

    ConfigurationError when there is no such folder.
    """
    if not folder.is_dir():
        wrong = "is a file, not a folder" if folder.exists() else "does not exist"
        raise ConfigurationError(
            f"The folder of sources {folder} {wrong}.",
            hint="Set NEWSARCHIVE_SOURCES to a folder of NAME.toml files (default: settings/sources).",
        )
    own = {path.parent.name for path in folder.glob(f"*/{_OWN_FILE}")}
    return sorted(own | {path.stem for path in folder.glob("*.toml")})


def has_own_folder(folder: Path, name: str) -> bool:
    """Say whether the source's declaration is `NAME/source.toml`, with what belongs to it beside it."""
    return (folder / name / _OWN_FILE).is_file()


def declaration_file(folder: Path, name: str) -> Path:
    """Return where the source is declared: `NAME/source.toml` if that is there, else `NAME.toml`.

    SourceError when both are there.
    """
    plain = folder / f"{name}.toml"
    if not has_own_folder(folder, name):
        return plain
    own = folder / name / _OWN_FILE
    if plain.is_file():
        raise SourceError(
            f"{spelled_name(plain)}: {spelled_name(own)} declares {name!r} too; allowed: one of the two;"
            " remove the other"
        )
    return own


def load_sources(folder: Path, names: Iterable[str] | None = None) -> dict[str, Source]:
    """Return the named sources (default: all), in the order named.

    ConfigurationError names unknown ones, SourceError every mistake of every file.
    """
    known = source_names(folder)
    wanted = known if names is None else list(dict.fromkeys(names))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise ConfigurationError(
            f"Unknown source{'s' if len(unknown) > 1 else ''} {', '.join(map(repr, unknown))} in {folder}.",
            hint=f"Declared are: {', '.join(map(spelled_name, known)) or 'none'}.",
        )
    loaded = _load_each(folder, wanted)
    loaded.demand_right()
    return loaded.sources


def load_each_source(folder: Path) -> Loaded:
    """Return every declaration of the folder, right or wrong: one that is wrong is no reason to stop others.

    ConfigurationError when there is no such folder.
    """
    return _load_each(folder, source_names(folder))


def _load_each(folder: Path, names: Iterable[str]) -> Loaded:
    loaded: dict[str, Source] = {}
    mistakes: dict[str, str] = {}
    for name in names:
        try:
            loaded[name] = load_source(declaration_file(folder, name), name)
        except SourceError as error:
            mistakes[name] = error.message
    return Loaded(loaded, mistakes)


def load_source(path: Path, name: str | None = None) -> Source:
    """Return the source declared in a file; SourceError has one line a mistake, each naming the file.

    `name` is the source's, where it is not that of the file (see `declaration_file`).
    """
    name = path.stem if name is None else name
    table = _read(path)
    mistakes: list[str] = []
    source: Source | None = None
    try:
        source = source_model().model_validate({"name": name, **_lists_to_tuples(table)})
    except ValidationError as error:
        mistakes += mistakes_of(error)
    if table.get("name", name) != name:
        of = "file" if name == path.stem else "folder"
        mistakes.append(f"name = {table['name']!r}: allowed: {name!r}, the name of the {of}")
    if source is not None:
        mistakes += _cross_mistakes(source, path)
    lines = [f"{spelled_name(path)}: {mistake}" for mistake in mistakes]
    code: CodeFile | None = None
    try:
        code = load_code(path, name)
    except SourceError as error:
        lines.append(error.message)
    if lines or source is None:
        raise SourceError("\n".join(lines))
    return source.with_code(code)


def _cross_mistakes(source: Source, path: Path) -> list[str]:
    mistakes: list[str] = []
    kinds = listing_kinds()
    if not source.finds_something():
        mistakes.append(
            f"no place to find articles; allowed: at least one of {', '.join(each.field for each in kinds)}"
        )
    if source.at and "every" in source.model_fields_set:
        mistakes.append("every and at are both there; allowed: one of them")
    if isinstance(source.extraction, tuple):
        untils = [rule.until for rule in source.extraction]
        if len(set(untils)) < len(untils):
            mistakes.append("extraction: two have the same until; allowed: one of each day, one without")
    for kind, table in source.declared():
        for file in kind.files(table):
            if not (path.parent / file).is_file():
                allowed = f"allowed: a file there is (seen from {path.parent})"
                mistakes.append(f"{kind.field}.file = {file!r}: {allowed}")
    return mistakes


def _read(path: Path) -> dict[str, Any]:
    shown = spelled_name(path)
    try:
        if path.exists() and not path.is_file():
            raise SourceError(f"{shown}: is no file (a folder, a device or a pipe); mend or remove it")
        if path.stat().st_size > _LARGEST:
            raise SourceError(f"{shown}: is larger than {_LARGEST:,} bytes; put the URLs into addresses.file")
        return read_toml(path.read_text(encoding="utf-8"))
    except OSError as error:
        if path.is_symlink() and not path.exists():
            target = path.readlink()
            raise SourceError(
                f"{shown}: is a link to {spelled_name(target)}, which is not there; mend or remove it"
            ) from error
        raise SourceError(f"{shown}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{shown}: is not UTF-8 (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{shown}: is not valid TOML: {error}") from error


def _lists_to_tuples(value: Any) -> Any:
    """TOML has only lists; strict validation wants the tuples a frozen model holds."""
    if isinstance(value, dict):
        return {key: _lists_to_tuples(item) for key, item in value.items()}
    return tuple(map(_lists_to_tuples, value)) if isinstance(value, list) else value
