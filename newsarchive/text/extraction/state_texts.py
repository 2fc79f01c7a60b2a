"""The texts in a page's own data: strings of prose or markup, and lists of blocks, as editors' documents are.

`script_state` says which of them is the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from newsarchive.text.entities import unescape
from newsarchive.text.extraction.script_values import (
    DEEPEST,
    MOST_VALUES,
    PERCENT_CODED,
    hidden_markup,
    loaded_json,
    script_values,
)
from newsarchive.text.letters import count_letters, weigh_letters
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.sentences import says_something
from newsarchive.text.tidy_lines import tidy

# Blocks within blocks, of data made to be slow.
_DEEPEST_BLOCK = 12
# Letters, weighed by how much they say, from which a line is a paragraph (no control has such a label); a
# shorter sentence counts too; and those of an article: two sentences of news. Set by reason, not fitted.
STATE_PARAGRAPH, SHORTEST_BODY = 60, 200
# A body that the page's own story has may be a flash (SHORTEST of page_verdict): a lead has one paragraph.
SHORTEST_FLASH, _FEWEST_IN_FLASH = 100, 2

_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote|article|section)\b[^>]*>|</p>", re.IGNORECASE)
# The code of a drawing is no text: `"icon": "<svg …"`.
_DRAWING = re.compile(r"<svg\b[^>]*/>|<svg\b.*?(?:</svg>|$)", re.IGNORECASE | re.DOTALL)
# A word of ASCII from this length on is bytes in base64 or a key.
_LONGEST_WORD = 60
# No text is the program in a piece of markup, whose tags alone are taken off.
_UNSEEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_UNSEEN_END = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in ("script", "style")}
_ESCAPED_MARKUP = re.compile(r"&lt;(?:p|br|div|h[1-6])\b|&lt;/p&gt;", re.IGNORECASE)
_DROPPED = ("figure", "aside", "iframe", "form", "button", "nav", "figcaption")
# JSON within JSON, and what no prose has in it.
_NESTED = re.compile(r"\s*+(?:\{\s*+\"|\[\s*+[{\"])")
_CODE = re.compile(
    r"\w\":[\"\[{\d]|\w=\w+&\w+=|function\s*\(|\w\(\)[;{]|[;{}]\s*\w[\w-]*\s*:\s*[^;{}]{1,60};"
)
# What blocks of an editor's document are called that holds words; pictures, adverts and players are others.
_WORDED = re.compile(
    r"para(?:graph)?s?|(?:rich-?|_)?text(?:-?block|-?node)?|p|li|block|unstyled|h(?:eading|ead|eader|[1-6])?|header-\w+"
    r"|(?:un)?ordered-?list(?:-?item)?|list(?:-?item)?s?|(?:block|pull)?-?quote|raw-?html|html|body|doc(?:ument)?|root"
    r"|subtitle|sub-?head(?:ing|er|line)?|content|wysiwyg|core/(?:paragraph|heading|list|list-item|quote|freeform)"
    r"|div|section|article|main|\$L\w+|link|hyperlink|strong|em|bold|italic|span|mark|a|b|i|tag|default|normal|article-?body|paragraph-?block",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?:rich-?)?text(?:-?node)?|span|link|hyperlink|strong|em|bold|italic|mark|a|b|i", re.IGNORECASE
)
_TYPES = ("type", "_type", "nodeType", "__typename", "blockType", "kind")
_CONTENTS = (
    *(
        "text",
        "html",
        "content",
        "children",
        "value",
        "body",
        "data",
        "items",
        "blocks",
        "paragraph",
        "paragraphs",
    ),
    *("document", "copy", "c", "attributes", "attrs", "originalHtml", "markup", "fields"),
)
HEADLINE_KEYS = re.compile(
    r"(?:head_?line|(?:article|post|story|seo|meta|main|page|news)?_?title|name|basic)s?", re.IGNORECASE
)
# Anything has a name: one that is not the headline's says nothing.
PLAIN_KEYS = frozenset({"name", "basic", "main", "default"})
ADDRESS_KEYS = re.compile(
    r"(?:canonical|article|share|web|public|full|absolute|relative|website|mainEntityOf)?_?"
    r"(?:url|uri|link|path|slug|permalink|href|page)|@id|link",
    re.IGNORECASE,
)

# Keys above a text that is not the article's, and those of bodies.
_OTHERS = re.compile(
    r"comment|repl(?:y|ies)|related|recommend|teaser|more_?(?:from|stories)|most_?|popular|trending|latest|footer"
    r"|sidebar|newsletter|cookie|consent|terms|legal|disclaimer|bio|author|translations?|i18n|locale|messages",
    re.IGNORECASE,
)
BODY_KEYS = re.compile(
    r"body|content|text|article|html|paragraph|blocks|story|children|string", re.IGNORECASE
)

# What editors' systems put between a story and its body.
_BOXES = re.compile(
    r"data|attributes|attrs|fields|payload|elements?|components?|values?|doc(?:ument)?|main|rendered|markup|copy"
    r"|markdown|modules?|default",
    re.IGNORECASE,
)

# Words of names of what a story has beside it.
_OF_ANOTHER = frozenset(
    {
        *("sponsor", "sponsored", "video", "audio", "next", "prev", "previous", "related", "other", "more"),
        *("promo", "promoted", "history", "context", "about", "section", "series", "poll", "shop", "paywall"),
    }
)
# Words of names of what a program says to its readers, in short sentences, beside a story or in its object.
_OF_PROGRAM = frozenset(
    {
        *(
            "help",
            "faq",
            "faqs",
            "strings",
            "message",
            "offer",
            "offers",
            "widget",
            "widgets",
            "tos",
            "error",
        ),
        *(
            "errors",
            "label",
            "labels",
            "button",
            "buttons",
            "ad",
            "ads",
            "alert",
            "alerts",
            "notice",
            "notices",
        ),
        *(
            "form",
            "forms",
            "cta",
            "tooltip",
            "prompt",
            "prompts",
            "signup",
            "login",
            "subscribe",
            "subscription",
        ),
        *("registration", "gate", "caption", "captions", "gallery", "image", "images", "modal", "ui", "hint"),
        *("hints", "placeholder"),
    }
)

_NAME_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")

_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateText:
    """A text found in the data, and the objects around it, the nearest first; `depths`: where in `path`.

    `size`: the letters of its paragraphs and sentences, weighed by how much they say; `long`: those of its
    paragraphs alone, unweighed, since a program's messages are short sentences.
    """

    paragraphs: tuple[str, ...]
    size: int
    long: int
    path: _Path
    holders: tuple[Mapping[str, Any], ...]
    depths: tuple[int, ...]

    @property
    def is_body(self) -> bool:
        """Whether it is called as bodies are, by the last name that leads to it; descriptions are not."""
        name = next((key for key in reversed(self.path) if not key.isdecimal()), "")
        return BODY_KEYS.search(name) is not None and (self.path[0] != "ld+json" or name == "articleBody")

    @property
    def is_run(self) -> bool:
        """Whether several paragraphs tell it."""
        return sum(map(bool, map(_told, self.paragraphs))) >= _FEWEST_IN_FLASH

    def is_body_below(self, holder: int) -> bool:
        """Whether the first name below the object of that number is one of bodies, or says nothing."""
        name = self.path[self.depths[holder]]
        if not _OF_ANOTHER.isdisjoint(word.lower() for word in _NAME_WORD.findall(name)):
            return False
        return _may_hold_body(name)

    def is_own_body(self, holder: int) -> bool:
        """Whether it is the body of the object of that number by all names below it, and nobody else's."""
        names = [name for name in self.path[self.depths[holder] :] if not name.isdecimal()]
        words = {word.lower() for name in names for word in _NAME_WORD.findall(name)}
        others = _OF_ANOTHER | _OF_PROGRAM
        return self.is_body and others.isdisjoint(words) and all(map(_may_hold_body, names))


def _may_hold_body(name: str) -> bool:
    """Whether a name is one of bodies, or says nothing."""
    return BODY_KEYS.search(name) is not None or _BOXES.fullmatch(name) is not None


def _told(line: str) -> int:
    """The weighed letters of a line that is a paragraph, or a short sentence; none of a label."""
    size = weigh_letters(line)
    return size if size >= STATE_PARAGRAPH or says_something(line) else 0


def _prose(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines but those of one word: addresses, however long, and bytes in base64, as pictures stand."""
    return tuple(line for line in lines if not _is_one_word(line))


def _is_one_word(line: str) -> bool:
    if " " in line:
        return False
    return "://" in line or (line.isascii() and ("/" in line[1:-1] or len(line) >= _LONGEST_WORD))


class _Walk:
    """One walk through a value, as far as `left` goes; `read` gives the paragraphs of a string."""

    def __init__(self, root: Any, read: Callable[[str], tuple[str, ...]]) -> None:
        self.root = root
        self.read = read
        self.left = MOST_VALUES
        self.found: list[StateText] = []

    def visit(self, value: Any, path: _Path) -> None:
        """Add the texts in `value`, but those called as comments, other stories and the site's own are."""
        if any(map(_is_of_others, path)):
            return
        waiting: list[tuple[Any, _Path, tuple[Mapping[str, Any], ...], tuple[int, ...]]] = [
            (value, path, (), ())
        ]
        while waiting and self.left > 0:
            value, path, holders, depths = waiting.pop()
            self.left -= 1
            if isinstance(value, str):
                if _is_data(value):
                    waiting.append((loaded_json(value), path, holders, depths))
                elif len(value) >= SHORTEST_BODY // 3 and not _is_code(value):
                    self._add(self.read(value), path, holders, depths)
            elif len(path) > DEEPEST:
                continue
            elif isinstance(value, Mapping):
                inner, deep = (value, *holders[:7]), (len(path), *depths[:7])
                named = ((one, str(key)) for key, one in value.items())
                waiting += ((one, (*path, key), inner, deep) for one, key in named if not _is_of_others(key))
            elif isinstance(value, list):
                lines = self._lines_of(value)
                if lines:
                    self._add(lines, path, holders, depths)
                waiting += ((one, (*path, str(number)), holders, depths) for number, one in enumerate(value))

    def _add(
        self,
        lines: tuple[str, ...],
        path: _Path,
        holders: tuple[Mapping[str, Any], ...],
        depths: tuple[int, ...],
    ) -> None:
        if (size := sum(map(_told, lines))) >= STATE_PARAGRAPH:
            long = sum(letters for line in lines if (letters := count_letters(line)) >= STATE_PARAGRAPH)
            self.found.append(StateText(lines, size, long, path, holders, depths))

    def _lines_of(self, blocks: list[Any]) -> tuple[str, ...]:
        """The paragraphs of a list of blocks; none where it is a list of something else."""
        if not 2 <= len(blocks) <= 5_000 and not (len(blocks) == 1 and isinstance(blocks[0], dict)):
            return ()
        if any(map(_is_story, blocks)):
            return ()
        if all(isinstance(block, str) for block in blocks):
            return tuple(line for block in blocks for line in self.read(block))
        lines: list[str] = []
        for block in blocks:
            lines += self._block(block, 0)
        return tuple(lines)

    def _block(self, block: Any, depth: int) -> list[str]:
        """The lines of one block; words that stand in a list beside objects are none of a block."""
        self.left -= 1
        if isinstance(block, str):
            return list(self.read(block)) if depth else []
        if depth > _DEEPEST_BLOCK or self.left <= 0:
            return []
        if isinstance(block, list):
            if _are_inline(block):
                line = tidy("".join(self._inline(one, 0) for one in block))
                return [line] if line else []
            return [line for one in block for line in self._block(one, depth + 1)]
        block = self._resolved(block) if isinstance(block, Mapping) else {}
        inner = (block.get(key) for key in (_CONTENTS if _is_worded(block) else ()))
        read = (self._block(one, depth + 1) for one in inner if one and isinstance(one, str | list | Mapping))
        return next(filter(None, read), [])

    def _inline(self, value: Any, depth: int) -> str:
        """The words of what stands in a line."""
        if isinstance(value, str):
            return value
        if depth > 8 or self.left <= 0:
            return ""
        self.left -= 1
        if isinstance(value, list):
            return "".join(self._inline(one, depth + 1) for one in value)
        if isinstance(value, Mapping):
            for key in ("text", "value", "content", "children"):
                if words := self._inline(value.get(key), depth + 1):
                    return words
        return ""

    def _resolved(self, block: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference of Apollo's store means."""
        name = block.get("__ref")
        if isinstance(name, str) and isinstance(self.root, Mapping):
            found = self.root.get(name)
            return found if isinstance(found, Mapping) else {}
        return block


def _is_of_others(name: str) -> bool:
    """Whether a name leads to what is none of the article."""
    return _known_of_others(name) if len(name) <= _LONGEST_KEY else _OTHERS.search(name) is not None


# Remembered: the entries of a list have the same keys; a store's may be whole queries.
_LONGEST_KEY = 60


@lru_cache(maxsize=5_000)
def _known_of_others(name: str) -> bool:
    return _OTHERS.search(name) is not None


def _is_story(block: Any) -> bool:
    """Whether an object is a story of its own: it has a headline and an address."""
    if not isinstance(block, Mapping):
        return False
    keys = [key for key in islice(block, 200) if isinstance(block[key], str | Mapping)]
    titled = any(HEADLINE_KEYS.fullmatch(key) and key.lower() not in PLAIN_KEYS for key in keys)
    return titled and any(ADDRESS_KEYS.fullmatch(key) for key in keys)


def _are_inline(values: list[Any]) -> bool:
    """Whether a list holds the parts of one line: words, and words with marks."""
    return (
        bool(values)
        and all(
            isinstance(one, str)
            or (isinstance(one, Mapping) and any(_INLINE.fullmatch(name) for name in _type_names(one)))
            for one in values
        )
        and any(isinstance(one, Mapping) for one in values)
    )


def _type_names(block: Mapping[str, Any]) -> list[str]:
    return [name for key in _TYPES if isinstance(name := block.get(key), str)]


def _is_worded(block: Mapping[str, Any]) -> bool:
    """Whether a block is one of words by its type; one without a type is."""
    names = _type_names(block)
    return not names or any(_WORDED.fullmatch(name) for name in names)


def _is_code(text: str) -> bool:
    """Whether a text has what no prose has in it: where it can, by signs that are soon found."""
    may_be = (
        '":' in text
        or "()" in text
        or "function" in text
        or ("&" in text and "=" in text)
        or (";" in text and ":" in text)
    )
    return may_be and _CODE.search(text) is not None


def _is_data(text: str) -> bool:
    """Whether a text is JSON, or what was meant to be; an article may begin with a quotation in brackets."""
    found = _NESTED.match(text)
    if found is None:
        return PERCENT_CODED.match(text) is not None
    return "{" in found[0] or loaded_json(text) is not None


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a string: markup as it is read anywhere, plain text by its lines, none of JSON."""
    if _is_data(text):
        return ()
    if _ESCAPED_MARKUP.search(text):
        text = unescape(text)
    text = _DRAWING.sub("", text) if "</svg>" in text else text
    if not _MARKUP.search(text):
        if "<" in text:
            text = _without_programs(text)
            text = re.sub(r"</?[a-zA-Z][^>]{0,500}>", "", text)
        return _prose(line for one in unescape(text).splitlines() if (line := tidy(one)))
    tree = parse_html(f"<div>{text}</div>")
    if isinstance(tree, str):
        return ()
    for element in list(tree.iter(*_DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    return _prose(block.text for block in page_blocks(tree).blocks)


def _without_programs(text: str) -> str:
    """A text without scripts and styles; what is opened and never closed stays. In linear time."""
    kept: list[str] = []
    start, at, open_ended = 0, 0, set[str]()
    while (found := _UNSEEN.search(text, at)) is not None:
        name = found[1].lower()
        end = None if name in open_ended else _UNSEEN_END[name].search(text, found.end())
        if end is None:
            open_ended.add(name)
            at = found.end()
            if len(open_ended) == len(_UNSEEN_END):
                break
            continue
        kept.append(text[start : found.start()])
        start = at = end.end()
    return "".join((*kept, text[start:]))


def state_texts(tree: HtmlElement) -> list[StateText]:
    """The texts in the page's data, the longest first, those of a paragraph too."""
    found: list[StateText] = []
    read = cache(_paragraphs)  # data refers to one text from many places
    for name, value in script_values(tree):
        walk = _Walk(value, read)
        walk.visit(value, (name,))
        found += walk.found
    for name, text in hidden_markup(tree):
        if _MARKUP.search(text):
            walk = _Walk(text, read)
            walk.visit(text, ("textarea", name))
            found += walk.found
    found.sort(key=lambda text: -text.size)
    return found
