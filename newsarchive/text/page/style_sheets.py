"""A style sheet's rules, and whether a media query applies: split by hand, and read once for a site's pages.

tinycss2 takes 8 ms a page (637 pages, 2026-11), a third of what reading one takes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

# Media queries, asked for the screen of a desktop: CSS Media Queries 4
# (https://www.w3.org/TR/mediaqueries-4/), as far as pages use it.

# The window of a desktop, in CSS pixels.
WINDOW_WIDTH, WINDOW_HEIGHT = 1280, 720
# A longer query is no page's, and each bracket of it costs a call.
_LONGEST_QUERY = 500

_PIXELS = {"px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 37.8, "in": 96.0, "": 1.0}
_LENGTH = r"(-?\d*\.?\d+)([a-z]*)"
_PLAIN_FEATURE = re.compile(r"([\w-]+)\s*(?::\s*(.+))?")
_RANGE = re.compile(rf"(?:{_LENGTH}\s*(<=?)\s*)?(width|height)\s*(?:(<=?|>=?|=)\s*{_LENGTH})?")
_REVERSED_RANGE = re.compile(rf"{_LENGTH}\s*(>=?)\s*(width|height)")
_WINDOW = {"width": WINDOW_WIDTH, "height": WINDOW_HEIGHT}
_FEATURES = {
    "color": "",
    "prefers-reduced-motion": "no-preference",
    "prefers-color-scheme": "light",
    "prefers-contrast": "no-preference",
    "orientation": "landscape",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "scripting": "enabled",
    "display-mode": "browser",
    "update": "fast",
    "overflow-block": "scroll",
    "forced-colors": "none",
    "inverted-colors": "none",
}


@lru_cache(maxsize=1_000)
def applies_on_desktop(media: str) -> bool:
    """Say whether a media query applies on the screen of a desktop; what is unknown does not."""
    if len(media) > _LONGEST_QUERY:
        return False
    queries = media.lower().split(",")
    return not media.strip() or any(_query(one.strip()) for one in queries)


def _query(query: str) -> bool:
    negated = query.startswith("not ") and not query.startswith("not (")
    if negated:
        query = query[4:].strip()
    parts = [part.strip() for part in re.split(r"\band\b", query)]
    return all(map(_condition, parts)) is not negated


def _condition(part: str) -> bool:
    if part.startswith("not "):
        return not _condition(part[4:].strip())
    if part.startswith("only "):
        part = part[5:].strip()
    if not part.startswith("("):
        return part in ("all", "screen")
    inner = part.strip("() ")
    if " or " in inner or " or " in part:
        return any(_condition(f"({one.strip().strip('()')})") for one in re.split(r"\bor\b", part))
    return _feature(inner)


def _feature(inner: str) -> bool:
    if any(sign in inner for sign in "<>="):
        return _in_range(inner)
    found = _PLAIN_FEATURE.fullmatch(inner)
    if not found:
        return False
    name, value = found[1].replace("device-", ""), (found[2] or "").strip()
    bound, _, size = name.partition("-")
    if bound in ("min", "max"):
        asked = _pixels(value)
        if asked is None or size not in _WINDOW:
            return False
        return _WINDOW[size] >= asked if bound == "min" else _WINDOW[size] <= asked
    if name in _WINDOW:
        return not value or _pixels(value) == _WINDOW[name]
    return name in _FEATURES and value in ("", _FEATURES[name])


def _in_range(inner: str) -> bool:
    if found := _REVERSED_RANGE.fullmatch(inner):
        number, unit, sign, name = found.groups()
        asked = _pixels(number + unit)
        size = _WINDOW[name]
        return asked is not None and (asked > size or (sign == ">=" and asked == size))
    found = _RANGE.fullmatch(inner)
    if not found:
        return False
    low, low_unit, low_sign, name, sign, high, high_unit = found.groups()
    size = _WINDOW[name]
    holds = True
    if low_sign:
        asked = _pixels(low + low_unit)
        holds = asked is not None and (asked < size or (low_sign == "<=" and asked == size))
    if sign:
        asked = _pixels(high + high_unit)
        if asked is None:
            return False
        compared = {"<": size < asked, ">": size > asked, "=": False}[sign[0]]
        holds = holds and (compared or ("=" in sign and size == asked))
    return holds


def _pixels(value: str) -> float | None:
    found = re.fullmatch(_LENGTH, value.strip())
    if not found or found[2] not in _PIXELS:
        return None
    return float(found[1]) * _PIXELS[found[2]]


# Rules of one sheet, and the characters of its selectors: nested rules multiply those around them.
MOST_RULES, LONGEST_SELECTORS = 20_000, 1_000_000
# Sheets kept, and how long they may be: 20 MB if all are ASCII.
_KEPT_SHEETS, _LONGEST_KEPT = 200, 100_000
# Selectors of nested rules are put together; sheets written by hand nest three deep.
_MOST_NESTED, _LONGEST_SELECTOR = 100, 1_000

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
# Most sheets have no other: its beginning is sought sooner than one of three.
_OWN_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_STRING = re.compile(r"\"(?:[^\"\\\n]++|\\.)*+\"?+|'(?:[^'\\\n]++|\\.)*+'?+")
_STRUCTURE = re.compile("[{};]")
# What every string with such a sign begins with; one may stand behind an escape.
_PERHAPS_STRUCTURED = re.compile(r"\"(?=[^\"\\\n{};]*+[{};\\])|'(?=[^'\\\n{};]*+[{};\\])")
# Rules in which no declaration is one of the page: frames of animations, fonts, printed pages.
_GROUPS = frozenset({"media", "supports", "layer", "scope"})
_AT_RULE = re.compile(r"@(?:-\w+-)?([\w-]+)(.*)", re.DOTALL)
_DECLARATION = re.compile(r"(?<![\w-])([\w-]++)\s*+:\s*((?:[^;\"'(]|\"[^\"]*\"?|'[^']*'?|\([^)]*\)?)*)")
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)

_Declared = tuple[str, str, bool]


def without_comments(sheet: str) -> str:
    """Return a sheet or a block without what is no part of it."""
    if "<!--" in sheet or ("-->" in sheet and "/*" in sheet):
        return _COMMENT.sub("", sheet)
    return _OWN_COMMENT.sub("", sheet) if "/*" in sheet else sheet


def style_declarations(style: str) -> list[_Declared]:
    """Return the declarations of a block or an inline style: name, value, whether it is `!important`."""
    found = []
    for name, value in _DECLARATION.findall(without_comments(style)):
        plain = _IMPORTANT.sub("", value) if "!" in value else value
        found.append((name.lower(), plain.strip().lower(), plain is not value and plain != value))
    return found


@dataclass(frozen=True, slots=True)
class SheetRule:
    """A block of declarations behind `BLOCK_BEGIN`, its selectors unparsed, and its place in the sheet."""

    selectors: tuple[str, ...]
    block: str
    order: int


def sheet_rules(sheet: str, properties: frozenset[str]) -> tuple[SheetRule, ...]:
    """Return the rules of a sheet that apply on a desktop and declare one of the properties."""
    return (_known_rules if len(sheet) <= _LONGEST_KEPT else _rules)(sheet, properties)


def _rules(sheet: str, properties: frozenset[str]) -> tuple[SheetRule, ...]:
    plain = _without_words(sheet)
    # A sheet that leaves a brace open ends with its element: as many close as can be open.
    missing = max(0, plain.count("{") - plain.count("}"))
    plain = "}" + plain + "}" * missing
    relevant = _mentioning(properties)
    if not relevant.search(plain):
        return ()
    rules: list[SheetRule] = []
    left = LONGEST_SELECTORS
    for rule in _applying(plain, relevant):
        left -= sum(map(len, rule.selectors))
        if left < 0:
            break
        rules.append(rule)
    return tuple(rules)


_known_rules = lru_cache(maxsize=_KEPT_SHEETS)(_rules)


def declares(declaration: str) -> re.Pattern[str]:
    """Return the pattern of a declaration at the place of one in a block, a sheet or a style attribute.

    A pattern of many words takes .3 ms a page so, and 4.6 where it is sought everywhere (170 pages, 2026-11).
    `BLOCK_BEGIN` must stand before a block or style, a brace before a sheet: to ask for a beginning instead
    takes half as long again.
    """
    return re.compile(rf"[{{}};]\s*+(?:{declaration})", re.IGNORECASE)


BLOCK_BEGIN = "{"


@lru_cache(maxsize=20)
def _mentioning(properties: frozenset[str]) -> re.Pattern[str]:
    """The pattern of a declaration of one of the properties."""
    names: defaultdict[str, list[str]] = defaultdict(list)  # by their first letter: few of them are tried
    for name in sorted(properties):
        names[name[0]].append(name[1:])
    either = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in names.items())
    return declares(rf"(?:{either})\s*+:")


def _without_words(sheet: str) -> str:
    """A sheet without comments, and without the strings in which a brace or semicolon would count."""
    plain = without_comments(sheet)
    if not (_PERHAPS_STRUCTURED.search(plain) and _STRUCTURE.search("".join(_STRING.findall(plain)))):
        return plain
    return _STRING.sub(lambda found: '""' if _STRUCTURE.search(found[0]) else found[0], plain)


def _applying(sheet: str, relevant: re.Pattern[str]) -> Iterator[SheetRule]:
    """The rules that apply in the window and are `relevant`, nested ones among them.

    The sheet has a closing brace before it.
    """
    # What is open: the selectors of a rule, () for a group that applies, None for what does not.
    opened: list[tuple[str, ...] | None] = []
    order = start = 0
    declared = relevant.search(sheet)  # the next one: it ends before the next brace
    while start < len(sheet):
        end = sheet.find("}", start + 1)
        if end < 0:
            end = len(sheet)
        first, start = start, end
        if declared is not None and declared.start() < first:
            declared = relevant.search(sheet, first)
        found = declared if declared is not None and declared.start() < end else None
        if found is None and sheet.count("{", first, end) == 1:
            continue  # it opens and closes one rule: most do, and are not worth a look at its selectors
        *heads, block = sheet[first + 1 : end].split("{")
        for head in heads:
            above, _, prelude = head.rpartition(";")
            holder = opened[-1] if opened else ()
            if holder and found and relevant.search(BLOCK_BEGIN + above):
                order += 1
                yield SheetRule(holder, BLOCK_BEGIN + above, order)
            opened.append(_opened(prelude.strip(), holder))
        holder = opened.pop() if opened else None
        block = BLOCK_BEGIN + block
        if holder and found and (found.start() >= end - len(block) or relevant.search(block)):
            order += 1
            yield SheetRule(holder, block, order)
        if order >= MOST_RULES:
            return


def _opened(prelude: str, holder: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """What a brace behind `prelude` opens inside of `holder`."""
    if holder is None or not prelude:
        return None
    if prelude[0] == "@" and (found := _AT_RULE.match(prelude)):
        name, query = found[1].lower(), found[2].strip()
        if name not in _GROUPS:
            return None
        if (name == "media" and not applies_on_desktop(query)) or (
            name == "supports" and query.startswith("not")
        ):
            return None
        return holder
    selectors = tuple([one for one in _split(prelude) if len(one) <= _LONGEST_SELECTOR])
    if not holder:
        return selectors
    together = (
        one.replace("&", outer) if "&" in one else f"{outer} {one}"
        for outer in holder
        for one in selectors
        if one.count("&") * len(outer) + len(one) <= _LONGEST_SELECTOR
    )
    return tuple(islice(together, _MOST_NESTED))


def _split(group: str) -> list[str]:
    """The selectors between commas, those in brackets aside."""
    if "(" not in group and "[" not in group:
        return [one for part in group.split(",") if (one := part.strip())]
    parts, depth, start = [], 0, 0
    for at, char in enumerate(group):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth <= 0:
            parts.append(group[start:at])
            start = at + 1
    return [one for part in (*parts, group[start:]) if (one := part.strip())]
