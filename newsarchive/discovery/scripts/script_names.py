"""What the names in scripts stand for, and what a name alone says: a page, a size, a callback."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from newsarchive.discovery.scripts.js_literals import LiteralReader
from newsarchive.discovery.scripts.partial_values import FormValues, JoinedText, bound

_MOST_NAMES = 3_000  # of one script

_DEFAULT_SIZE = "20"
LONGEST_NAME = 80  # characters of a name that are looked at
_NAMED = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,3})[\"']?\s*(?:=(?![=>])|:)\s*(?=[\"'`{\[\d\w$])"
)
# What a script counts up, loops left out: `n++`, `page += 1`.
_COUNTED = re.compile(
    r"(?<![\w$.])(?P<after>[A-Za-z_$][\w$]{0,40})\s*+(?:\+\+|\+=\s*+1\b)|\+\+\s*+(?P<before>[A-Za-z_$][\w$]{0,40})"
    r"|(?<![\w$.])(?P<sum>[A-Za-z_$][\w$]{0,40})\s*+=\s*+(?:parseInt\(|Number\(|\+)?(?P=sum)\)?\s*+\+\s*+1\b"
)
_LOOP = re.compile(r"\bfor\s*+\([^;(){}]{0,200}+;[^;{}]{0,200}+;[^;{}]{0,40}\Z")
_LARGE_SCRIPT = 200_000  # characters: a bundle's short names mean many things
# What a script knows of where it is: an address without scheme or host is relative to the page.
OWN_HOST = "\0host"
_OF_PAGE = ("location", "window.location", "document.location", "self.location")
_OWN_ORIGIN = [f"{name}.{part}" for name in _OF_PAGE for part in ("protocol", "origin")]
_OWN_HOST = [f"{name}.{part}" for name in _OF_PAGE for part in ("host", "hostname")] + ["document.domain"]
_APPENDED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\.(?:append|set)\s*+(?=\(\s*+[\"'])")
# `for (k in settings) form.append("data[" + k + "]", settings[k])`, and the other ways to take each member.
_APPENDED_EACH = re.compile(r"(?<![\w$.])(?P<form>[A-Za-z_$][\w$]{0,40})\.(?:append|set)\s*+(?=\()")
_EACH_MEMBER = re.compile(
    r"\bfor\s*+\(\s*+(?:(?:const|let|var)\s++)?(?P<in>[\w$]++)\s++in\s++(?P<in_of>[\w$.]{1,60}+)\s*+\)"
    r"|\bfor\s*+\(\s*+(?:const|let|var)\s++\[\s*+(?P<of>[\w$]++)\s*+,\s*+[\w$]++\s*+\]\s*+of\s++"
    r"Object\.entries\(\s*+(?P<of_of>[\w$.]{1,60}+)"
    r"|Object\.(?:entries|keys)\(\s*+(?P<keys_of>[\w$.]{1,60}+)\s*+\)\s*+\.\s*+(?:forEach|map)\(\s*+(?:function\s*+)?"
    r"\(?\s*+[(\[]?\s*+\[?\s*+(?P<keys>[\w$]++)"
    r"|(?:\$|jQuery)\.each\(\s*+(?P<each_of>[\w$.]{1,60}+)\s*+,\s*+(?:function\s*+)?\(\s*+(?P<each>[\w$]++)"
)
_LOOP_AROUND = 300  # characters before what a loop does
_MOST_APPENDED = 300
_MOST_EMPTY = 40  # names
# `function listOf(name, page) {`, `list: (name, page) =>`
_FUNCTION = re.compile(
    r"\bfunction\s++(?P<name>[A-Za-z_$][\w$]{1,40}+)\s*+\((?P<given>[\w$,=\s\"']{1,200}+)\)"
    r"|(?<![\w$.])(?P<given_name>[A-Za-z_$][\w$]{1,40}+)\s*+[=:]\s*+(?:async\s*+)?"
    r"(?:function\s*+)?\((?P<arrow>[\w$,=\s\"']{1,200}+)\)\s*+(?==>|\{)"
)
_NO_FUNCTIONS = frozenset({"function", "async", "return", "while", "switch", "catch"})
_LOOPED = re.compile(
    r"\.\s*+(?:forEach|map)\s*+\(\s*+(?:async\b\s*+)?(?:function\s*+\(|\(?)\s*+(?P<name>[\w$]++)"
)
_LOOPED_OF = re.compile(
    r"\bfor\s*+\(\s*+(?:const|let|var)\s++(?P<name>[\w$]++)\s++of\s++"
    r"(?P<values>\[[^\[\]]{2,2000}+\]|[\w$.]{2,60}+)"
)
# `import * as paths from "./paths.js"`, `import config from "./config.js"`, `import {API as base} from …`.
_IMPORTED_ALL = re.compile(r"\bimport\s++\*\s*+as\s++(?P<name>[\w$]++)\s++from\b")
_IMPORTED_DEFAULT = re.compile(
    r"\bimport\s++(?P<name>[A-Za-z_$][\w$]*+)\s*+(?:,\s*+\{[^{}]{0,400}+\}\s*+)?from\b"
)
_IMPORTED_AS = re.compile(
    r"(?<=[{,\s])(?P<name>[A-Za-z_$][\w$]*+)\s++as\s++(?P<here>[A-Za-z_$][\w$]*+)(?=\s*+[,}])"
)
_EXPORTED_DEFAULT = re.compile(
    r"\bexport\s++default\s*+(?:Object\.freeze\()?(?=\{)|\bmodule\.exports\s*+=\s*+(?=\{)"
)
_MOST_IMPORTS = 60
_DEEPEST_MEMBER, _MOST_MEMBERS_READ = 4, 200  # of objects whose members scripts name
_OPERATORS = frozenset("+?-*/&|")
_LONGEST_LOOPED = 2_000  # characters of an array that is written out before `.map(`
_NAME_AT_END = re.compile(r"[\w$.]{2,60}\Z")
# A page in the languages whose sites name their parameters so.
PAGE_WORDS = (
    "seite|pagina|p[aá]gina|stran(?:a|ka|ica)|sida|side|sivu|oldal|strona|sayfa|halaman|trang|stranitsa|str"
)
# A cursor, and what comes next, in languages that write it otherwise.
CURSOR_WORDS = (
    "curseur|cursore|suivant|siguiente|pr[oó]xim[ao]|n[aä]chste|naechste|volgende|sonraki|n[aä]sta|dalej"
)
IS_PAGE = re.compile(
    rf"(?:cur(?:rent)?_?)?(?:p|pn|pg|page|paged|{PAGE_WORDS})(?:_?(?:no|num|number|index|idx|id|nr))?",
    re.IGNORECASE,
)
_IS_OFFSET = re.compile(
    r"\$?(?:offset|start|skip|begin|from|row_?start|(?:start|begin)_?(?:record|row|index|num|pos|at|item))",
    re.IGNORECASE,
)
_IS_SIZE = re.compile(
    r"\$?(?:page_?)?(?:size|limit|count|num|rows|length|per_?page|ps|take|top|max)|\w*size|\w*limit",
    re.IGNORECASE,
)
IS_CALLBACK = re.compile(r"(?:json_?p?)?_?(?:callback|cb|jsonp)\w*", re.IGNORECASE)
_IS_NOW = re.compile(
    r"_|t|ts|v|r|rnd|rand(?:om)?|time_?stamp|now|nocache|cache|\w*(?:Date|now|getTime|random)\w*",
    re.IGNORECASE,
)
_IS_CURSOR = re.compile(
    rf"\w*(?:{CURSOR_WORDS}|cursor|continuation|after|before|until|max_?id|last_?id|since|scroll|next|older|marker|max_?time|last_?time)\w*",
    re.IGNORECASE,
)
_IS_END = re.compile(
    r"(?:row|record|item|num|index)_?end|end_?(?:row|record|item|index|num|no|pos)", re.IGNORECASE
)
_FIRST_VALUES = (
    (IS_PAGE, "1"),
    (_IS_OFFSET, "0"),
    (_IS_SIZE, _DEFAULT_SIZE),
    (_IS_END, _DEFAULT_SIZE),
    (IS_CALLBACK, "cb"),
    (_IS_CURSOR, ""),
)
_BASE = re.compile(
    r"(?:api|base|server|host|root)_?(?:api|base|url|uri|path|host|root|prefix)+", re.IGNORECASE
)


def without_own_host(text: str) -> str:
    """Return an address that a script writes with the host of its page as one relative to that."""
    return re.sub(rf"(?:https?:)?//{OWN_HOST}|{OWN_HOST}", "", text)


class ScriptNames:
    """What the names in some scripts stand for, and the values that members of a name have."""

    def __init__(self, texts: Sequence[str], attributes: Sequence[tuple[str, str]] = ()) -> None:
        self.values: dict[str, Any] = dict.fromkeys(_OWN_ORIGIN, "") | dict.fromkeys(_OWN_HOST, OWN_HOST)
        self.choices: dict[str, dict[str, None]] = {}
        for name, value in attributes:
            self._choose(name, value)
        for _ in range(2):  # a name may stand for a sum of names
            for text in texts:
                self._read(text)
                self._read_forms(text)
            self._read_imports(texts)
        for text in texts:
            self._read_loops(text)
            self._read_calls(text)
        self.counters: dict[str, str] = {}
        for text in texts:
            self._read_counters(text)
        self._leave_out_variables()
        self._leave_out_begun_empty(texts)
        self.bases = self._bases()

    def _read(self, text: str) -> None:
        reader = LiteralReader(text, self.values)
        for found in islice(_NAMED.finditer(text), _MOST_NAMES):
            name = found[1].removeprefix("window.").removeprefix("globalThis.")
            if text[found.end()] in "[{" and len(text) > 200_000:
                continue  # bundles: their objects hold code
            value, _ = reader.read(found.end())
            is_key = ":" in found[0][len(name) :]
            if is_key and text[max(0, found.start() - 9) : found.start()].rstrip()[-1:] in _OPERATORS:
                continue  # `n == 1 ? base + ending : base + "_" + n + ending`
            if isinstance(value, str | int | JoinedText | FormValues) and not isinstance(value, bool):
                self._keep(name, value, is_key=is_key)
            elif isinstance(value, list) and value and all(isinstance(one, str | int) for one in value):
                self.values.setdefault(name, value)
            elif isinstance(value, dict) and len(name) > 1:
                self.values.setdefault(name, value)
                self._keep_members(name, value)

    def _keep_members(self, name: str, value: Mapping[str, Any]) -> None:
        """Take what an object has, also within the objects in it: `config.api.base`."""
        waiting: list[tuple[str, Mapping[str, Any], int]] = [(name, value, 1)]
        left = _MOST_MEMBERS_READ
        while waiting and left > 0:
            owner, members, depth = waiting.pop(0)
            for key, one in islice(members.items(), 50):
                left -= 1
                if isinstance(one, str | int | JoinedText) and not isinstance(one, bool):
                    self._keep(f"{owner}.{key}", one)
                elif isinstance(one, dict) and depth < _DEEPEST_MEMBER:
                    self.values.setdefault(f"{owner}.{key}", one)
                    waiting.append((f"{owner}.{key}", one, depth + 1))

    def _read_imports(self, texts: Sequence[str]) -> None:
        """Give what scripts import from one another the names that it has where it is used."""
        exported: dict[str, Any] = {}
        for text in texts:
            reader = LiteralReader(text, self.values)
            for found in _first(_EXPORTED_DEFAULT, text, 3):
                value, _ = reader.read(found.end())
                exported |= value if isinstance(value, dict) else {}
        for text in texts:
            for found in _first(_IMPORTED_AS, text, _MOST_IMPORTS):
                if found["name"] in self.values:
                    self.values.setdefault(found["here"], self.values[found["name"]])
            for found in _first(_IMPORTED_ALL, text, _MOST_IMPORTS):
                plain = {key: one for key, one in self.values.items() if "." not in key}
                self._keep_members(found["name"], plain)
            for found in _first(_IMPORTED_DEFAULT, text, _MOST_IMPORTS):
                if exported:
                    self.values.setdefault(found["name"], exported)
                    self._keep_members(found["name"], exported)

    def _read_forms(self, text: str) -> None:
        """Take what is appended to a form: `f.append("page", page)`."""
        reader = LiteralReader(text, self.values)
        forms: dict[str, FormValues] = {}
        for found in _first(_APPENDED, text, _MOST_APPENDED):
            given = reader.arguments(found.end())
            if len(given) >= 2 and isinstance(given[0], str) and len(given[0]) <= LONGEST_NAME:
                begun = self.values.get(found[1])
                form = forms.setdefault(found[1], FormValues(begun if isinstance(begun, FormValues) else {}))
                form[given[0]] = given[1]
        for found in _first(_APPENDED_EACH, text, _MOST_APPENDED):
            before = text[max(0, found.start() - _LOOP_AROUND) : found.start()]
            loop = next(iter([*_EACH_MEMBER.finditer(before)][-1:]), None)
            if loop is None:
                continue
            given = reader.arguments(found.end())
            key = loop["in"] or loop["of"] or loop["keys"] or loop["each"]
            of = self.values.get(loop["in_of"] or loop["of_of"] or loop["keys_of"] or loop["each_of"])
            if len(given) == 2 and isinstance(of, dict):
                for member, value in islice(of.items(), _MOST_APPENDED):
                    named = bound(given[0], {key: str(member)})
                    if isinstance(named, str) and str(member) in named and len(named) <= LONGEST_NAME:
                        forms.setdefault(found["form"], FormValues())[named] = value
        for name, values in forms.items():
            if any(mark in text for mark in ("FormData", "URLSearchParams")):
                self.values[name] = values

    def _read_counters(self, text: str) -> None:
        """Take what a script counts up: such a name stands for a page, and begins with what it was given."""
        for found in _first(_COUNTED, text, _MOST_NAMES):
            name = found["after"] or found["before"] or found["sum"]
            if len(name) <= 2 and len(text) > _LARGE_SCRIPT:
                continue
            if _LOOP.search(text[max(0, found.start() - 450) : found.start()]):
                continue
            begun = str(self.values.get(name, "1"))
            if begun.isascii() and begun.isdigit() and len(begun) <= 3:
                self.counters.setdefault(name, begun)
                self.values.pop(name, None)

    def _bases(self) -> list[str]:
        """Return what scripts put before the addresses they ask for: `baseURL`, `apiUrl`."""
        named = [value for name, value in self.values.items() if _BASE.fullmatch(name.rpartition(".")[2])]
        return list(dict.fromkeys(value for value in named if isinstance(value, str) and len(value) > 1))[:3]

    def _leave_out_variables(self) -> None:
        """Take out the names that stand for more than one value, and those of pages: they are holes."""
        for name, value in list(self.values.items()):
            last = name.rpartition(".")[2]
            is_path = isinstance(value, str) and value.startswith(("/", "http", "."))
            several = len(self.choices.get(last.lower(), ())) > 1
            is_counted = isinstance(value, str | int) and known_value(last) is not None
            is_counted = is_counted and not (isinstance(value, str) and IS_CALLBACK.fullmatch(last))
            if isinstance(value, str | int) and not is_path and (several or is_counted):
                del self.values[name]

    def _leave_out_begun_empty(self, texts: Sequence[str]) -> None:
        """Take out the names that begin as an empty text and are given another one later: cursors."""
        empty = [name for name, value in self.values.items() if value == "" and "." not in name]
        for name in empty[:_MOST_EMPTY]:
            given = re.compile(rf"(?<![\w$.]){re.escape(name)}\s*+=(?![=>])")
            if sum(len([*islice(given.finditer(text), 2)]) for text in texts) > 1:
                del self.values[name]

    def _keep(self, name: str, value: Any, *, is_key: bool = False) -> None:
        last = name.rpartition(".")[2]
        if isinstance(value, str | int):
            self._choose(last, str(value))
        # Short names mean many things in minified scripts.
        if len(last) > 2 or (name not in self.values and not is_key):
            self.values[name] = value

    def _choose(self, name: str, value: str) -> None:
        if len(value) <= 60 and re.fullmatch(r"[\w.%/-]+", value):
            self.choices.setdefault(name.lower(), {})[value] = None

    def _read_calls(self, text: str) -> None:
        """Take what a script gives its functions: `listOf("town", page)` of `function listOf(name, page)`."""
        told: dict[str, list[str]] = {}
        for found in _first(_FUNCTION, text, _MOST_APPENDED):
            name = found["name"] or found["given_name"]
            if len(name) > 2 and name not in _NO_FUNCTIONS:
                given = found["given"] or found["arrow"] or ""
                told[name] = [one.partition("=")[0].strip() for one in given.split(",")]
        if not told:
            return
        calls = re.compile(rf"(?<![\w$])(?:{'|'.join(map(re.escape, told))})\s*+(?=\(\s*+[\"'\d])")
        reader = LiteralReader(text, self.values)
        for call in _first(calls, text, _MOST_APPENDED):
            values = reader.arguments(call.end())
            for name, value in zip(told[call[0].rstrip()], values, strict=False):
                if isinstance(value, str) and len(name) > 1 and known_value(name) is None:
                    self._choose(name, value)

    def _read_loops(self, text: str) -> None:
        loops = [(_looped(text, found.start()), found["name"]) for found in _first(_LOOPED, text, 100)]
        loops += [(found["values"], found["name"]) for found in _first(_LOOPED_OF, text, 100)]
        for values, name in loops:
            value, _ = LiteralReader(values, self.values).read(0)
            for one in value if isinstance(value, list) else ():
                if isinstance(one, str | int):
                    self._choose(name, str(one))


def _first(pattern: re.Pattern[str], text: str, most: int) -> Iterator[re.Match[str]]:
    return islice(pattern.finditer(text), most)


def _looped(text: str, at: int) -> str:
    """Return the array or the name that stands before a place, where `.map(` is called of it."""
    before = text[max(0, at - _LONGEST_LOOPED) : at].rstrip()
    if before.endswith("]"):
        begin = before.rfind("[")
        return before[begin:] if begin >= 0 and "]" not in before[begin:-1] else ""
    found = _NAME_AT_END.search(before[-60:])
    return found[0] if found else ""


_EXPRESSION = re.compile(r"[\w$.\s()+*-]{3,80}")
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$.]*")
_HIGHEST = 100_000


def first_page_value(words: str, counters: Mapping[str, str] | None = None) -> str | None:
    """Return what a sum with a page's number gives on the first page, None for others.

    Of `(page - 1) * 15 + 1` it is 1; `counters` are the names that a script counts up, with where they begin.
    """
    if not _EXPRESSION.fullmatch(words) or not any(sign in words for sign in "+-*"):
        return None
    named = set(_IDENTIFIER.findall(words))
    if len(named) != 1:
        return None
    name = named.pop()
    last = name.rpartition(".")[2]
    told = "1" if IS_PAGE.fullmatch(last) else "0" if _IS_OFFSET.fullmatch(last) else None
    begun = (counters or {}).get(name) or told
    if begun is None:
        return None
    try:
        value = _computed(ast.parse(_IDENTIFIER.sub(begun, words).strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return str(value) if 0 <= value < _HIGHEST else None


def _computed(node: ast.expr) -> int:
    """Return the value of a sum of numbers; raises ValueError for what is none."""
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value < _HIGHEST:
        return node.value
    if isinstance(node, ast.BinOp):
        left, right = _computed(node.left), _computed(node.right)
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        if isinstance(node.op, ast.Mult) and abs(left * right) < _HIGHEST:
            return left * right
    raise ValueError(ast.dump(node)[:80])


_WRITTEN_PAGE = re.compile(
    r"(?<![\w$.])[\"']?(?P<key>page(?:_?(?:no|num|number|index))?|p|pn|pg|offset|skip|start)[\"']?\s*+:(?!:)"
    r"\s*+(?=[\w$(+])|[?&](?P<in_address>page(?:_?(?:no|num|number|index))?|p|pn|pg|offset|skip|start)=",
    re.IGNORECASE,
)
_MOST_WRITTEN = 2


def written_page_names(texts: Sequence[str]) -> list[str]:
    """Return the parameters of pages that scripts write, the most frequent first; total, and bounded."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(
            found["key"] or found["in_address"] for found in _first(_WRITTEN_PAGE, text, _MOST_NAMES)
        )
    return [name for name, _ in counted.most_common(_MOST_WRITTEN)]


def own_name(name: str) -> str:
    """Return a parameter's name where it is: of `$skip`, `_skip`, `a.skip` and `a[skip]` it is skip."""
    plain = name.rpartition(".")[2].rpartition("[")[2].rstrip("]")
    return plain.lstrip("$_") or plain


def known_value(word: str) -> str | None:
    """Return what a parameter of this name has on the first page, None if the name says nothing."""
    if len(word) > LONGEST_NAME:
        return None
    word = own_name(word)
    value = next((value for pattern, value in _FIRST_VALUES if pattern.fullmatch(word)), None)
    if value is None and _IS_NOW.fullmatch(word) and len(word) > 1:
        return "1"
    return value
