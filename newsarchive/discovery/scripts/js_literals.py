"""Reads literals of JavaScript without running it: objects, arrays, strings, and what is joined to strings.

Scripts write their data as JSON, or nearly so: keys without quotes, single quotes, a comma too many, `!0` for
true. What only running the script would give is an `Unknown`, with the words that stand for it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal
from urllib.parse import unquote

from newsarchive.discovery.scripts.partial_values import (
    FormValues,
    JoinedText,
    Unknown,
    joined_with,
    sum_of,
)

# Bounds of the work on scripts made to be slow.
_DEEPEST = 60
_MOST_TOKENS = 300_000
_LONGEST_SKIPPED = 20_000  # characters of an expression that is passed over

_CHARACTERS_A_TOKEN = (
    64  # what is only passed over counts as well, so that nothing is passed over again and again
)

_SPACE = re.compile(r"\s*+")
_TEMPLATE_MARK = re.compile(r"[\\`]|\$\{")
_TEXT = re.compile(r"\"((?:[^\"\\\n]++|\\.)*+)\"|'((?:[^'\\\n]++|\\.)*+)'", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0x[0-9a-fA-F]{1,16}|(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,3})?)")
_NAME = re.compile(r"[A-Za-z_$\u00aa-\uffff][\w$]*+(?:\??\.[A-Za-z_$][\w$]*+)*+")
_INDEX = re.compile(
    r"(?:\?\.)?\[\s*(?:(\d{1,4})|[\"']([\w$-]{1,60})[\"']|(?P<counted>[A-Za-z_$][\w$.]{0,40}(?:\s*[+-]\s*\d+)?))\s*\]"
    r"(?P<rest>(?:\.[\w$]+)*)"
)
_CHAINED = re.compile(r"\s*+\??\.\s*+(?!concat\b)(?P<name>[A-Za-z_$][\w$]{0,60})\s*+(?P<called>\()?")
_REPLACE = re.compile(
    r"\s*+\??\.\s*+replace(?:All)?\s*+\(\s*+(?:\"(?P<text>[^\"\\\n]{1,60}+)\"|'(?P<single>[^'\\\n]{1,60}+)'"
    r"|/(?P<pattern>(?:[^/\\\n]|\\.){1,60}+)/[a-z]{0,3})\s*+,"
)
_JOIN = re.compile(r"\s*+\.\s*+join\(\s*+[\"'`](?P<mark>[^\"'`\\\n]{0,5})[\"'`]\s*+\)")
_MOST_REPLACED = 20
_KEY = re.compile(r"[A-Za-z_$\u00aa-\uffff][\w$]*+")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PARENS = re.compile(r"[\"'`(){}\[\],;]|//|/\*")
_COMPARED = ("===", "!==", "==", "!=", ">=", "<=", "&&", ">", "<", "-", "*", "%")
_CONSTANTS: Mapping[str, Any] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": None,
    "Infinity": None,
}
# Calls that give what they are given, as far as it can be written down.
_PASSING = frozenset(
    {
        *("JSON.stringify", "encodeURIComponent", "encodeURI", "String", "Object.freeze"),
        *("URL", "URLSearchParams", "Request", "Map", "Set"),
    }
)
# Calls that make one object of several: `$.extend({}, settings, {page: n})`.
_MERGING = frozenset({"assign", "extend", "merge", "defaults"})
_FALSY = frozenset({"!0", "!1"})


def is_short_name(words: str) -> bool:
    """Say whether an unknown expression is a name of one or two letters, as builders give them; total."""
    return 0 < len(words) <= 2 and _KEY.fullmatch(words) is not None


class LiteralReader:
    """Reads the literals of one script; `names` are the values of names that are known.

    Of a choice (`a ? b : c`) the part that is known is the value; `branch` asks for the first (0) or the
    second one (1), whatever it is.
    """

    def __init__(
        self, source: str, names: Mapping[str, Any] | None = None, branch: Literal[0, 1] | None = None
    ) -> None:
        self.source = source
        self.names = names or {}
        self._branch = branch
        self._left = _MOST_TOKENS
        self._last_comment_end = self.source.rfind("*/")
        self._readers: dict[str, Callable[[int, int], tuple[Any, int]]] = {
            '"': self._string,
            "'": self._string,
            "`": self._template,
            "{": self._object,
            "[": self._array,
            "(": self._parenthesis,
        }

    def read(self, at: int) -> tuple[Any, int]:
        """Return the value of the expression at a place, and where it ends; total.

        It ends before the next comma, semicolon or closing bracket that is not its own.
        """
        try:
            return self._sum(at, 0)
        except RecursionError:
            return Unknown(""), len(self.source)

    def skip_blank(self, at: int) -> int:
        """Return the place of the next token: behind spaces and comments."""
        begin, source = at, self.source
        while True:
            found = _SPACE.match(source, at)
            at = found.end() if found else at
            if source.startswith("//", at):
                end = source.find("\n", at)
                at = end if end >= 0 else len(source)
            elif source.startswith("/*", at) and at + 2 <= self._last_comment_end:
                at = source.find("*/", at + 2) + 2
            else:
                self._left -= (at - begin) // _CHARACTERS_A_TOKEN
                return at

    def _sum(self, at: int, depth: int) -> tuple[Any, int]:
        """Read terms joined by `+`; all other operators make the expression unknown."""
        begin = self.skip_blank(at)
        value, at = self._term(begin, depth)
        terms, last = [value], begin
        while True:
            at = self.skip_blank(at)
            mark = self.source[at : at + 1]
            if mark == "+" and self.source[at + 1 : at + 2] not in {"+", "="}:
                last = self.skip_blank(at + 1)
                value, at = self._term(last, depth)
                terms.append(value)
            elif self.source.startswith(".concat(", at) and not isinstance(terms[-1], dict | list):
                value, at = self._arguments(at + 7, depth)
                terms += value
            elif (put := self._replacing(terms[-1], at, depth)) is not None:
                terms[-1], at = put
            elif mark in {",", ";", ")", "]", "}", ":", ""} or self._ends_line(at):
                return sum_of(terms), at
            elif self.source.startswith("||", at) or self.source.startswith("??", at):
                # A default: `page || 1`.
                value, at = self._sum(at + 2, depth + 1) if depth < _DEEPEST else (None, self.after(at))
                return (value if isinstance(sum_of(terms), Unknown) else sum_of(terms)), at
            elif mark == "?" and depth < _DEEPEST and self.source[at + 1 : at + 2] not in {".", "?"}:
                return self._chosen(begin, at + 1, depth)
            elif mark in {"*", "%"} and depth < _DEEPEST:  # binds the last term: `"&to=" + page * 20`
                at = self._after_compared(at, depth)
                terms[-1] = Unknown(self.source[last : min(at, last + 200)].strip())
            elif any(self.source.startswith(sign, at) for sign in _COMPARED) and depth < _DEEPEST:
                # What is compared is unknown; a choice that follows is read.
                at = self._after_compared(at, depth)
                terms = [Unknown(self.source[begin : min(at, begin + 200)].strip())]
            else:
                end = self.after(at)
                return Unknown(self.source[begin : min(end, begin + 200)].strip()), end

    def _replacing(self, value: Any, at: int, depth: int) -> tuple[Any, int] | None:
        """Read `.replace("{page}", page)` of a text, None if none is called here that can be read."""
        called = _REPLACE.match(self.source, at) if isinstance(value, str | JoinedText) else None
        if called is None or depth >= _DEEPEST or self._left <= 0:
            return None
        self._left -= 1
        written = called["text"] or called["single"]
        plain = _unescaped(written) if written is not None else _plain_pattern(called["pattern"])
        put, end = self._sum(called.end(), depth + 1)
        end = self.skip_blank(end)
        if plain is None or self.source[end : end + 1] != ")":
            return None
        parts = value.parts if isinstance(value, JoinedText) else (value,)
        terms: list[Any] = []
        for part in parts:
            pieces = part.split(plain) if isinstance(part, str) and plain else [part]
            for number, piece in enumerate(pieces[:_MOST_REPLACED]):
                terms += [put, piece] if number else [piece]
        return sum_of(["", *terms]), end + 1

    def _after_compared(self, at: int, depth: int) -> int:
        sign = next(sign for sign in _COMPARED if self.source.startswith(sign, at))
        _, end = self._term(self.skip_blank(at + len(sign)), depth + 1)
        return max(end, at + 1)

    def _chosen(self, begin: int, at: int, depth: int) -> tuple[Any, int]:
        """Read `a : b` of a condition; the one that is known is the value: `page > 1 ? "_" + page : ""`."""
        first, end = self._sum(at, depth + 1)
        end = self.skip_blank(end)
        if self.source[end : end + 1] != ":":
            end = self.after(at)
            return Unknown(self.source[begin : min(end, begin + 200)].strip()), end
        second, end = self._sum(end + 1, depth + 1)
        if self._branch is not None:
            return (first, second)[self._branch], end
        known = [one for one in (first, second) if not isinstance(one, Unknown | JoinedText)]
        if not known:
            return Unknown(self.source[begin : min(end, begin + 200)].strip()), end
        return known[0], end

    def _ends_line(self, at: int) -> bool:
        """Say whether a statement begins here: the one before has no semicolon."""
        before = self.source[max(0, at - 40) : at]
        return "\n" in before[len(before.rstrip()) :] and (_KEY.match(self.source, at) is not None)

    def after(self, at: int) -> int:
        """Return where an expression ends that is passed over."""
        depth = 0
        limit = min(len(self.source), at + _LONGEST_SKIPPED)
        while at < limit and self._left > 0:
            found = _PARENS.search(self.source, at, limit)
            self._left -= 1 + ((found.end() if found else limit) - at) // _CHARACTERS_A_TOKEN
            if found is None:
                return limit
            mark, at = found[0], found.end()
            if mark in "\"'`" or mark in {"//", "/*"}:
                at = self._after_quoted(found.start(), mark)
            elif mark in "([{":
                depth += 1
            elif mark in ")]}":
                if depth == 0:
                    return found.start()
                depth -= 1
            elif depth == 0:
                return found.start()
        return limit

    def _after_quoted(self, at: int, mark: str) -> int:
        if mark in {"//", "/*"}:
            return max(at + 2, self.skip_blank(at))
        if mark == "`":
            return self._template(at, 0, reads=False)[1]
        found = _TEXT.match(self.source, at)
        return found.end() if found else at + 1

    def _term(self, at: int, depth: int) -> tuple[Any, int]:
        self._left -= 1
        if depth > _DEEPEST or self._left <= 0:
            return Unknown(""), len(self.source)
        read = self._readers.get(self.source[at : at + 1])
        if read is not None:
            return read(at, depth)
        if self.source[at : at + 2] in _FALSY:
            return self.source[at + 1] == "0", at + 2
        number = _NUMBER.match(self.source, at)
        if number is not None:
            return _number(number[0]), number.end()
        return self._named(at, depth)

    def _string(self, at: int, _depth: int) -> tuple[Any, int]:
        found = _TEXT.match(self.source, at)
        if found is None:
            return Unknown(""), len(self.source)
        return _unescaped(found[1] if found[1] is not None else found[2]), found.end()

    def _template(self, at: int, depth: int, *, reads: bool = True) -> tuple[Any, int]:
        """Read a string in backticks, with the expressions in it."""
        parts: list[Any] = []
        begin = at = at + 1
        while self._left > 0 and (found := _TEMPLATE_MARK.search(self.source, at)) is not None:
            self._left -= 1 + (found.start() - at) // _CHARACTERS_A_TOKEN
            mark, at = found[0], found.start()
            if mark == "\\":
                at += 2
            elif mark == "`":
                parts.append(_unescaped(self.source[begin:at]))
                return sum_of(parts), at + 1
            else:
                parts.append(_unescaped(self.source[begin:at]))
                value, at = (
                    self._sum(at + 2, depth + 1) if reads and depth < _DEEPEST else ("", self.after(at + 2))
                )
                if isinstance(value, JoinedText) and all(map(_is_of_number, value.parts)):
                    value = Unknown(f"({''.join(self.source[found.end() : at].split())[:200]})")
                parts.append(value)
                closed = self.skip_blank(at)
                begin = at = closed + 1 if self.source[closed : closed + 1] == "}" else closed
        return Unknown(""), len(self.source)

    def _object(self, at: int, depth: int) -> tuple[Any, int]:
        found: dict[str, Any] = {}
        at = self.skip_blank(at + 1)
        while at < len(self.source):
            if self.source[at] == "}":
                return found, at + 1
            if self.source[at] == ",":
                at = self.skip_blank(at + 1)
                continue
            if self.source.startswith("...", at):  # `{...settings, page}`
                spread, at = self._sum(at + 3, depth + 1)
                found |= spread if isinstance(spread, dict) else {}
                at = self.skip_blank(at)
                if self.source[at : at + 1] not in {",", "}"}:
                    return (found or Unknown("")), at
                continue
            key, at = self._key(at)
            at = self.skip_blank(at)
            if key is None or self.source[at : at + 1] != ":":
                if key is not None and self.source[at : at + 1] in {",", "}"}:  # `{page, size}`
                    found[key] = self.names.get(key, Unknown(key))
                else:
                    at = self._after_method(at)
            else:
                found[key], at = self._sum(at + 1, depth + 1)
            at = self.skip_blank(at)
            if self.source[at : at + 1] not in {",", "}"}:
                return (found or Unknown("")), at
        return Unknown(""), at

    def _after_method(self, at: int) -> int:
        """Return where `name(…) {…}` or `...rest` ends."""
        end = self.after(at)
        return end if end > at else at + 1

    def _key(self, at: int) -> tuple[str | None, int]:
        mark = self.source[at]
        if mark in "\"'":
            found = _TEXT.match(self.source, at)
            return (_unescaped(found[1] or found[2] or ""), found.end()) if found else (None, at)
        name = _KEY.match(self.source, at) or _NUMBER.match(self.source, at)
        return (name[0], name.end()) if name else (None, at)

    def _array(self, at: int, depth: int) -> tuple[Any, int]:
        found: list[Any] = []
        at = self.skip_blank(at + 1)
        while at < len(self.source):
            if self.source[at] == "]":
                join = _JOIN.match(self.source, at + 1)
                return (found, at + 1) if join is None else (joined_with(join["mark"], found), join.end())
            if self.source[at] == ",":
                at = self.skip_blank(at + 1)
                continue
            value, end = self._sum(at, depth + 1)
            found.append(value)
            at = self.skip_blank(end if end > at else at + 1)
            if self.source[at : at + 1] not in {",", "]"}:
                return (found or Unknown("")), at
        return Unknown(""), at

    def _parenthesis(self, at: int, depth: int) -> tuple[Any, int]:
        value, end = self._sum(at + 1, depth + 1)
        end = self.skip_blank(end)
        if self.source[end : end + 1] == ")":
            if isinstance(value, JoinedText) and all(map(_is_of_number, value.parts)):
                value = Unknown(self.source[at : min(end + 1, at + 200)])  # a sum of numbers
            return value, end + 1
        return Unknown(""), self.after(at)

    def _named(self, at: int, depth: int) -> tuple[Any, int]:
        """Read a name: a constant, a known one, or a call that gives what it is given."""
        at += 2 * self.source.startswith(("++", "--"), at)  # `++page`: what a script counts
        found = _NAME.match(self.source, at)
        if found is None:
            return Unknown(self.source[at : at + 1]), max(
                at + 1, self.after(at + 1) if at < len(self.source) else at
            )
        name, end = found[0].replace("?.", "."), found.end()
        is_counted = False
        while (index := _INDEX.match(self.source, end)) is not None:
            step = index[1] or index[2]
            name, end = f"{name}.{step}" if step else name, index.end()
            name, is_counted = name + index["rest"], is_counted or step is None
        after = self.skip_blank(end)
        if name in {"void", "new", "await", "typeof"}:
            return self._prefixed(name, after, depth)
        if self.source[after : after + 1] == "(":
            before = name.removesuffix(".replace").removesuffix(".replaceAll")
            known_text = self.names.get(before) if before != name else None
            if isinstance(known_text, str | JoinedText):
                put = self._replacing(known_text, found.end() - (len(name) - len(before)), depth)
                if put is not None:
                    return put
            return self._called(name, after, depth, begin=at)
        # One of several (`news[i][1]`) is known as little as what nothing names.
        known = {} if is_counted else _CONSTANTS if name in _CONSTANTS else self.names
        return known.get(name, Unknown(name)), end

    def _prefixed(self, word: str, at: int, depth: int) -> tuple[Any, int]:
        value, end = self._term(at, depth + 1)
        return (None if word == "void" else value), end

    def _called(self, name: str, at: int, depth: int, *, begin: int) -> tuple[Any, int]:
        if name in {"function", "if", "for", "while", "switch", "catch"}:
            return Unknown(name), self.after(at)
        given, end = self._arguments(at, depth)
        if not given:
            before, _, method = name.rpartition(".")
            is_same = bool(before) and method in {"toString", "trim", "valueOf"}
            return (self.names.get(before, Unknown(before)) if is_same else Unknown(name)), end
        value = self._given(name, given)
        if value is not None:
            return value, end
        end = self._after_chain(end)
        return Unknown(self.source[begin : min(end, begin + 200)]), end

    def _after_chain(self, at: int) -> int:
        """Return where the calls and members end that follow a call: `.slice(0, 10).replace(/-/g, "")`."""
        while self._left > 0 and (found := _CHAINED.match(self.source, at)) is not None:
            self._left -= 1
            at = found.end()
            if found["called"]:
                at = self.after(at)
                while self._left > 0 and self.source[at : at + 1] in {",", ";"}:
                    at = self.after(at + 1)
                at += self.source[at : at + 1] == ")"
        return at

    def _given(self, name: str, given: list[Any]) -> Any:
        """Return what a call gives, None if that is unknown."""
        first = given if name == "Array" else given[0]
        if name == "URLSearchParams" and isinstance(first, dict):
            return FormValues(first)
        if name == "Array" or name in _PASSING or ("." in name and name.rpartition(".")[2] in _MERGING):
            return _merged(given) or first
        if name == "JSON.parse" and isinstance(first, str):
            return json_or_none(first)
        if isinstance(first, str) and name.rpartition(".")[2] in _DECODING:
            return _DECODING[name.rpartition(".")[2]](first)
        if name.endswith(".concat"):
            before = name.removesuffix(".concat")
            return sum_of([self.names.get(before, Unknown(before)), *given])
        return None

    def arguments(self, at: int) -> list[Any]:
        """Return what a call is given whose parenthesis opens at a place; total."""
        return self.given(at)[0]

    def given(self, at: int) -> tuple[list[Any], int]:
        """Return what a call is given whose parenthesis opens at a place, and where it ends; total."""
        try:
            return self._arguments(at, 0)
        except RecursionError:
            return [], len(self.source)

    def _arguments(self, at: int, depth: int) -> tuple[list[Any], int]:
        """Return what stands in the parentheses at a place, and where they end."""
        given: list[Any] = []
        end = self.skip_blank(at + 1)
        if self.source[end : end + 1] == ")":
            return [], end + 1
        mark, end = "(", at
        while self.source[end : end + 1] == mark and depth < _DEEPEST and self._left > 0:
            value, end = self._sum(end + 1, depth + 1)
            given.append(value)
            end, mark = self.skip_blank(end), ","
        if self.source[end : end + 1] != ")":
            return [], max(at + 1, self.after(at))
        return [one for one in given if one != Unknown("")], end + 1


def _merged(given: list[Any]) -> dict[str, Any]:
    """Return the members of several objects, the later before the earlier; none of one alone."""
    objects = [one for one in given if isinstance(one, dict)]
    return {key: value for one in objects for key, value in one.items()} if len(objects) > 1 else {}


def _plain_pattern(pattern: str) -> str | None:
    """Return the text that a regular expression stands for, None if it stands for more than one."""
    plain = re.sub(r"\\([^\w\s])", lambda escaped: f"\0{ord(escaped[1])};", pattern)
    if re.search(r"[.*+?^$|()\[\]\\]|\{\d", plain):
        return None
    return re.sub(r"\0(\d+);", lambda code: chr(int(code[1])), plain)


def _is_of_number(part: str | Unknown) -> bool:
    return isinstance(part, Unknown) or part.isdigit()


def _unbased(text: str) -> str | None:
    """Return what `atob` gives: bytes in base64, as characters; UTF-8 is read as such."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


_UNICODE_ESCAPES = re.compile(r"%u([0-9a-fA-F]{4})")
# Calls that turn an encoded text into the text.
_DECODING: Mapping[str, Callable[[str], str | None]] = {
    "decodeURIComponent": unquote,
    "decodeURI": unquote,
    "unescape": lambda text: unquote(_UNICODE_ESCAPES.sub(lambda code: chr(int(code[1], 16)), text)),
    "escape": lambda text: text,
    "atob": _unbased,
}


def json_or_none(text: str) -> Any:
    """Return the value of a text of JSON, None if it is none; total."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _number(text: str) -> int | float:
    try:
        return int(text, 16) if "x" in text.lower() else int(text)
    except ValueError:
        return float(text)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    joined = _ESCAPE.sub(_character, text)
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), joined)


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code is not None:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _PLAIN_ESCAPES.get(escape[4], "" if escape[4] == "\r\n" else escape[4])
