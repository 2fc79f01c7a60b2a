"""The fields of a source's declaration, from its schema in newsarchive.sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from docs.generators.attributes import Attribute, classes_of
from docs.generators.markdown import table
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.listings.listing_kind import ListingKind
from newsarchive.sources import declaration

HEAD = ("field", "value", "meaning")
TYPES = {
    "HttpURL": "http or https URL",
    "Regex": "regular expression",
    "Selector": "CSS selector",
    "TimeZone": "IANA time zone",
    "Interval": "interval (`90s`, `30m`, `6h`, `1d`)",
    "Share": "0 to 1",
    "DayTime": "time (`06:30`)",
    "date": "day (`2024-08-12`)",
    "Title": "text, up to 200 characters",
    "Name": "a-z, 0-9, `_`, `-`; up to 63",
    "Language": "BCP 47 tag",
    "HeaderName": "header",
    "HeaderValue": "value",
    "HeaderField": "header",
    "TokenName": "name",
    "TokenPlace": "`meta NAME`, `field NAME` or `script NAME`",
    "HeaderLine": "value",
    "JsonPath": "JSONPath",
    "Member": "member or JSONPath",
    "AddressTemplate": "URL with members in braces",
    "NextPage": "URL with a hole, or JSONPath",
    "NextBody": "body with a hole",
    "FurtherPage": "URL with `{page}`",
    "CursorForm": "`seconds`, `milliseconds` or a form of strftime",
    "RequestBody": "text",
    "WatchWords": "words, up to 1,000 characters",
    "WatchedAddress": "http or https URL",
    "WatchedAuthor": "name",
    "MessageLanguage": '`"en"` or `"zh"`',
    "WatchedChanges": 'list of: `"new"`, `"edited"`, `"added"`, `"headline"`, `"withdrawn"`',
    "SecretStr": "URL",
    "bool": "`true`, `false`",
    "str": "text",
    "int": "integer",
    "float": "number",
}
# Types that stand for a table, by its class.
ALIASES = {"ExtractionRules": "Extraction"}


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    parts = classes_of(declaration)
    kinds = listing_kinds()
    for kind in kinds:
        parts |= classes_of(import_module(kind.table.__module__))
    text, rest = parts["Source"]
    places = [
        Attribute(kind.field, _annotation(kind), ast.Tuple(elts=[], ctx=ast.Load()), "") for kind in kinds
    ]
    fields = [*parts["SiteIdentity"][1], *places, *rest]
    plain = [one for one in fields if _part_of(one, parts) is None]
    lines = [
        "# Source declaration\n",
        (
            "A source is one file, `settings/sources/NAME.toml` or `settings/sources/NAME/source.toml` "
            "(or in the folder that `NEWSARCHIVE_SOURCES` names). An unknown field is a mistake: "
            "`newsarchive sources check` names it, with file and field. How to write one: "
            "[Add a source](../how-to/add-a-source.md).\n"
        ),
        f"{text}\n",
        "## Fields of the source\n",
        table(HEAD, field_rows(plain)),
    ]
    for one in fields:
        part = _part_of(one, parts)
        if part is not None:
            several = "tuple" in ast.unparse(one.annotation)
            heading = f"[[{one.name}]]" if several else f"[{one.name}]"
            words, inner = parts[part]
            lines += [
                f"## {heading}\n",
                f"{words}\n",
                table(HEAD, field_rows(inner)),
            ]
            if part == "Extraction":
                words, dated = parts["DatedExtraction"]
                lines += [f"## [[{one.name}]]\n", f"{words}\n", table(HEAD, field_rows([*inner, *dated]))]
    return {"reference/source-declaration.md": "\n".join(lines)}


def _annotation(kind: ListingKind[Any]) -> ast.expr:
    name = kind.table.__name__
    return ast.parse(f"tuple[{name}, ...]" if kind.repeated else name, mode="eval").body


def _part_of(one: Attribute, parts: dict[str, tuple[str, list[Attribute]]]) -> str | None:
    names = (ALIASES.get(node.id, node.id) for node in ast.walk(one.annotation) if isinstance(node, ast.Name))
    return next((name for name in names if name in parts), None)


def field_rows(fields: list[Attribute]) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and meaning of each field of a declaration."""
    for one in fields:
        yield f"`{one.name}`", f"{_type(one.annotation)}{_default(one)}", one.text


def _default(one: Attribute) -> str:
    if one.default is None:
        return "; **required**"
    written = ast.unparse(one.default)
    if written in {"None", "()"} or written.startswith("Field("):
        return ""
    return f"; default `{written.lower() if written in {'True', 'False'} else written}`".replace("'", '"')


def _type(annotation: ast.expr) -> str:
    match annotation:
        case ast.BinOp(left=left, right=right):
            return ", ".join(part for part in (_type(left), _type(right)) if part)
        case ast.Constant(value=None):
            return ""
        case ast.Name(id=name):
            return TYPES[name]
        case ast.Subscript(value=ast.Name(id=name), slice=inner):
            return _of_parameters(name, inner)
    raise ValueError(f"No words for the type {ast.unparse(annotation)}: add them to TYPES")


def _of_parameters(name: str, inner: ast.expr) -> str:
    match name, inner:
        case "Literal", _:
            values = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return ", ".join(f'`"{ast.literal_eval(value)}"`' for value in values)
        case "Annotated", ast.Tuple(elts=[kind, call]):
            return _type(kind) + _bounds(call)
        case "tuple", ast.Tuple(elts=[kind, _]):
            return f"list of: {_type(kind)}"
        case "dict", ast.Tuple(elts=[key, value]):
            return f"table: {_type(key)} = {_type(value)}"
    raise ValueError(f"No words for the type {name}[{ast.unparse(inner)}]: add them to TYPES")


def _bounds(call: ast.expr) -> str:
    assert isinstance(call, ast.Call)
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    if "ge" in given:
        return f", {given['ge']:,} to {given['le']:,}"
    return f", {given['min_length']:,} to {given['max_length']:,}"
