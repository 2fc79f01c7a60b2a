"""The article in the page's own data: what its scripts would show, read without running them.

Sites that build their pages in the browser send the article with them: as JSON in a script of its own, as a
value that a script assigns or parses, or in chunks. See docs/explanation/extraction.md#script-state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.text.entities import unescape
from newsarchive.text.extraction.bounded_parse import parse_html
from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.extraction.script_values import (
    DEEPEST,
    MOST_VALUES,
    PERCENT_CODED,
    hidden_markup,
    loaded_json,
    script_values,
)
from newsarchive.text.letters import count_letters, letters_only, weigh_letters
from newsarchive.text.metadata.titles import SAME_HEADLINE, likeness
from newsarchive.text.sentences import says_something
from newsarchive.text.tidy_lines import tidy

# Bounds of the work on data made to be slow.
MOST_CANDIDATES = 60
DEEPEST_BLOCK = 12
# Letters, weighed by how much they say, from which a line is a paragraph (no control has such a label); a
# shorter sentence counts too; and those of an article: two sentences of news. Set by reason, not fitted.
PARAGRAPH, SHORTEST_BODY = 60, 200
# A body that the page's own story has may be a flash (SHORTEST of page_verdict): a lead has one paragraph.
SHORTEST_FLASH, FEWEST_IN_FLASH = 100, 2
# A text in the markup that is no article; and how much more the data must hold to be the article.
# What names no story is only taken where the markup shows next to nothing.
NO_ARTICLE, MUCH_MORE, NOTHING = 400, 3, 120
# The share of what is shown, from which a text of the data has it.
HELD = 0.7
# Another text so much shorter than the longest is no rival of it.
RIVAL = 0.5
LONGEST_HEADLINE = 300
# From this share on what is shown is the article, as far as the markup has it. Set by reason, as well.
SHARED = 0.3
# What is shown instead may be longer than the article, by so much; and than the object's own text.
MUCH_LESS = 2
# Texts compared with what is shown, of data made to be slow.
MOST_COMPARED = 200

_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote|article|section)\b[^>]*>|</p>", re.IGNORECASE)
# The code of a drawing is no text: `"icon": "<svg …"`.
_DRAWING = re.compile(r"<svg\b[^>]*/>|<svg\b.*?(?:</svg>|$)", re.IGNORECASE | re.DOTALL)
# A word of ASCII from this length on is bytes in base64 or a key.
LONGEST_WORD = 60
# No text is the program in a piece of markup, whose tags alone are taken off.
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
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
_HEADLINES = re.compile(
    r"(?:head_?line|(?:article|post|story|seo|meta|main|page|news)?_?title|name|basic)s?", re.IGNORECASE
)
# Anything has a name: one that is not the headline's says nothing.
_NAMES = frozenset({"name", "basic", "main", "default"})
_ADDRESSES = re.compile(
    r"(?:canonical|article|share|web|public|full|absolute|relative|website|mainEntityOf)?_?"
    r"(?:url|uri|link|path|slug|permalink|href|page)|@id|link",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERS = re.compile(
    r"_?(?:article|post|story|news|content|doc|item)?_?(?:id|code|no|number)", re.IGNORECASE
)

# Keys above a text that is not the article's, and those of bodies.
_OTHERS = re.compile(
    r"comment|repl(?:y|ies)|related|recommend|teaser|more_?(?:from|stories)|most_?|popular|trending|latest|footer"
    r"|sidebar|newsletter|cookie|consent|terms|legal|disclaimer|bio|author|translations?|i18n|locale|messages",
    re.IGNORECASE,
)
_BODIES = re.compile(r"body|content|text|article|html|paragraph|blocks|story|children|string", re.IGNORECASE)

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
# What a story was before, or has beside it under the same headline.
_EARLIER = re.compile(
    r"(?:old|previous|prior)\w*|versions?|revisions?|history|drafts?|live_?(?:blog|ticker)?|entries|updates",
    re.IGNORECASE,
)

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateBody:
    """The article in the page's data: its paragraphs, its headline there, and the keys that lead to it."""

    paragraphs: tuple[str, ...]
    title: str | None
    path: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A text found in the data, and the objects around it, the nearest first; `depths`: where in `path`.

    `size`: the letters of its paragraphs and sentences, weighed by how much they say.
    """

    paragraphs: tuple[str, ...]
    size: int
    path: Path
    holders: tuple[Mapping[str, Any], ...]
    depths: tuple[int, ...]

    @property
    def is_body(self) -> bool:
        """Whether it is called as bodies are, by the last name that leads to it; descriptions are not."""
        name = next((key for key in reversed(self.path) if not key.isdecimal()), "")
        return _BODIES.search(name) is not None and (self.path[0] != "ld+json" or name == "articleBody")

    @property
    def is_run(self) -> bool:
        """Whether several paragraphs tell it."""
        return sum(map(bool, map(_told, self.paragraphs))) >= FEWEST_IN_FLASH

    def is_body_below(self, holder: int) -> bool:
        """Whether the first name below the object of that number is one of bodies, or says nothing."""
        name = self.path[self.depths[holder]]
        if not _OF_ANOTHER.isdisjoint(word.lower() for word in re.findall("[A-Z]?[a-z]+|[A-Z]+", name)):
            return False
        return _BODIES.search(name) is not None or _BOXES.fullmatch(name) is not None


def _told(line: str) -> int:
    """The weighed letters of a line that is a paragraph, or a short sentence; none of a label."""
    size = weigh_letters(line)
    return size if size >= PARAGRAPH or says_something(line) else 0


def _share_of(shown: tuple[str, ...], paragraphs: tuple[str, ...]) -> float:
    """The share of what is shown, by letters, that stands among the paragraphs."""
    text = letters_only("\n".join(paragraphs))
    pieces = [letters_only(line) for line in shown]
    return sum(len(piece) for piece in pieces if piece in text) / max(1, sum(map(len, pieces)))


def _prose(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines but those of one word: addresses, however long, and bytes in base64, as pictures stand."""
    return tuple(line for line in lines if not _is_one_word(line))


def _is_one_word(line: str) -> bool:
    if " " in line:
        return False
    return "://" in line or (line.isascii() and ("/" in line[1:-1] or len(line) >= LONGEST_WORD))


def read_state(
    tree: HtmlElement, url: str, shown: tuple[str, ...], *, is_doubted: bool = False
) -> StateBody | None:
    """Return the article in the page's data, where the markup shows none; total, and bounded.

    `shown` is what the markup gave; a longer text is some other list of the page where it `is_doubted`. The
    data around the text must say that it is this page's: by its address, a number in it, or the page's
    headline; what says nothing is taken only where there is no rival.
    """
    size = sum(map(count_letters, shown))
    if size >= NO_ARTICLE and not is_doubted:
        return None
    page = _Page(url, tuple(_headlines(tree)))
    if size >= NO_ARTICLE and not page.is_deep:
        return None
    every = _texts(tree)
    if size < NO_ARTICLE:
        texts = _for_a_rest(every, shown, size, page)
    else:
        texts = _for_another_text(every, shown, page)
    for text in texts:
        if page.owns(text):
            return StateBody(text.paragraphs, _headline(text.holders), ".".join(text.path))
    if texts and size < NOTHING and page.is_deep and _is_nobodys(texts, page):
        return StateBody(texts[0].paragraphs, None, ".".join(texts[0].path))
    return None


def _for_a_rest(every: list[_Text], shown: tuple[str, ...], size: int, page: _Page) -> list[_Text]:
    """The texts that may be the article of which the markup shows nothing or a rest, the longest first."""
    much = MUCH_MORE * sum(map(weigh_letters, shown))
    texts = [
        text
        for text in every[:MOST_CANDIDATES]
        if text.size >= max(much, SHORTEST_BODY)
        or (text.size >= max(much, SHORTEST_FLASH) and text.is_body and text.is_run and page.owns(text))
    ]
    if not texts or (size < NOTHING and not any(map(says_something, shown))):
        return texts
    return [one for one in _with_shown(texts, every, shown, page) if not _is_earlier(one, page)]


def _for_another_text(every: list[_Text], shown: tuple[str, ...], page: _Page) -> list[_Text]:
    """The bodies that may be the article where the markup shows a long text that is hardly it."""
    size = sum(map(weigh_letters, shown))
    texts = [
        text
        for text in every[:MOST_CANDIDATES]
        if text.size >= size / MUCH_LESS and text.is_body and _share_of(shown, text.paragraphs) < SHARED
    ]
    return _with_shown(texts, every, shown, page) if texts else []


def _is_nobodys(texts: list[_Text], page: _Page) -> bool:
    """Whether the longest text is called a body, has no rival, and no object around it names a story.

    Of what names no story paragraphs alone count: short sentences are messages of a program as well.
    """
    largest, *others = texts
    if sum(size for line in largest.paragraphs if (size := weigh_letters(line)) >= PARAGRAPH) < SHORTEST_BODY:
        return False
    rivals = (
        text for text in others if text.size >= RIVAL * largest.size and text.paragraphs != largest.paragraphs
    )
    named = any(map(_BODIES.search, largest.path))
    return named and page.owner(largest) is None and not any(rivals)


def _with_shown(texts: list[_Text], every: list[_Text], shown: tuple[str, ...], page: _Page) -> list[_Text]:
    """Those of the texts that may be the article where the markup shows something: a short one, or its lead.

    Where the story's own object has what is shown, the article has it too; and it stands in the object itself
    or in what is called as bodies are, not in that of its section, its sponsor or its video.
    """
    size = sum(map(weigh_letters, shown))
    alike = (one for one in every if size / MUCH_LESS <= one.size <= MUCH_MORE * size)
    if any(
        page.owns(one) and _share_of(shown, one.paragraphs) >= HELD for one in islice(alike, MOST_COMPARED)
    ):
        texts = [one for one in texts if _share_of(shown, one.paragraphs) >= HELD]
    return [one for one in texts if (at := page.owner(one)) is None or one.is_body_below(at)]


def _is_earlier(text: _Text, page: _Page) -> bool:
    """Whether a text stands in what the story was before, or in the entries of its live blog."""
    at = page.outermost(text)
    return at is not None and any(map(_EARLIER.fullmatch, text.path[text.depths[at] :]))


# Whose text it is.


class _Page:
    """What the page says of itself, for the objects around a text to be compared with."""

    def __init__(self, url: str, headlines: tuple[str, ...]) -> None:
        self._headlines = headlines
        self._known: dict[int, tuple[bool | None, ...]] = {}
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        self._path = unquote(parts.path).strip("/").lower()
        self._slug = self._path.rpartition("/")[2].partition(".")[0]
        self._words = frozenset(re.split(r"[^\w]+|_", f"{self._path} {unquote(parts.query)}".lower()))

    @property
    def is_deep(self) -> bool:
        """Whether the address is not that of a front page or a section, as far as it can be told."""
        return len(self._slug) >= 8 or any(char.isdigit() for char in self._path)

    def owns(self, text: _Text) -> bool:
        """Say whether the nearest object that identifies a story identifies this page's."""
        at = self.owner(text)
        return at is not None and any(self._answers(text.holders[at]))

    def owner(self, text: _Text) -> int | None:
        """Return the number of the nearest object that identifies a story, this page's or another."""
        for number, holder in enumerate(text.holders):
            if any(answer is not None for answer in self._answers(holder)):
                return number
        return None

    def outermost(self, text: _Text) -> int | None:
        """Return the number of the outermost object that identifies this page's story."""
        own = [number for number, holder in enumerate(text.holders) if any(self._answers(holder))]
        return own[-1] if own else None

    def _answers(self, holder: Mapping[str, Any]) -> tuple[bool | None, ...]:
        """What an object says of whose story it is; objects hold many texts, and each is asked once."""
        if id(holder) not in self._known:  # texts keep it alive
            self._known[id(holder)] = tuple(self._ask(holder))
        return self._known[id(holder)]

    def _ask(self, holder: Mapping[str, Any]) -> Iterator[bool | None]:
        for key, value in islice(holder.items(), 200):
            if _HEADLINES.fullmatch(key):
                for title in _titles_in(value):
                    answer = self._is_headline(title)
                    yield answer if answer or key.lower() not in _NAMES else None
            elif isinstance(value, str) and _ADDRESSES.fullmatch(key):
                yield self._is_address(value)
            elif isinstance(value, str | int) and not isinstance(value, bool) and _NUMBERS.fullmatch(key):
                yield self._is_number(str(value))

    def _is_headline(self, title: str) -> bool | None:
        if not self._headlines or count_letters(title) < 8:
            return None
        return any(likeness(title, headline) >= SAME_HEADLINE for headline in self._headlines)

    def _is_address(self, value: str) -> bool | None:
        try:
            path = unquote(urlsplit(value.strip()).path).strip("/").lower()
        except ValueError:
            return None
        slug = path.rpartition("/")[2].partition(".")[0]
        if len(slug) < 5:
            return None
        if not self._path:
            return False
        return path == self._path or (len(slug) >= 8 and slug in self._path) or slug == self._slug

    def _is_number(self, value: str) -> bool | None:
        # Objects have many numbers of their own: only one that stands in the address says something.
        return (
            True if len(value) >= 4 and not _YEAR.fullmatch(value) and value.lower() in self._words else None
        )


def _titles_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) <= LONGEST_HEADLINE:
            yield unescape(re.sub(r"<[^>]{0,200}>", "", value))
    elif isinstance(value, Mapping):
        yield from (
            one for one in islice(value.values(), 10) if isinstance(one, str) and len(one) <= LONGEST_HEADLINE
        )


def _headline(holders: Iterable[Mapping[str, Any]]) -> str | None:
    for holder in holders:
        for key, value in islice(holder.items(), 200):
            if _HEADLINES.fullmatch(key) and key.lower() not in _NAMES:
                for title in _titles_in(value):
                    if tidied := tidy(title):
                        return tidied
    return None


def _headlines(tree: HtmlElement) -> Iterator[str]:
    for element in islice(tree.iter("title", "h1"), 10):
        yield "".join(islice(element.itertext(), 50))[:LONGEST_HEADLINE]
    for meta in islice(tree.iter("meta"), 500):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title", "title"):
            yield (meta.get("content") or "")[:LONGEST_HEADLINE]


# The texts in the data: strings of prose or markup, and lists of blocks as editors' documents have them.


class _Walk:
    """One walk through a value, as far as `left` goes; `read` gives the paragraphs of a string."""

    def __init__(self, root: Any, read: Callable[[str], tuple[str, ...]]) -> None:
        self.root = root
        self.read = read
        self.left = MOST_VALUES
        self.found: list[_Text] = []

    def visit(self, value: Any, path: Path) -> None:
        """Add the texts in `value`, but those called as comments, other stories and the site's own are."""
        if any(map(_is_of_others, path)):
            return
        waiting: list[tuple[Any, Path, tuple[Mapping[str, Any], ...], tuple[int, ...]]] = [
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
        path: Path,
        holders: tuple[Mapping[str, Any], ...],
        depths: tuple[int, ...],
    ) -> None:
        if (size := sum(map(_told, lines))) >= PARAGRAPH:
            self.found.append(_Text(lines, size, path, holders, depths))

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
        if depth > DEEPEST_BLOCK or self.left <= 0:
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
    return _known_of_others(name) if len(name) <= LONGEST_KEY else _OTHERS.search(name) is not None


# Remembered: the entries of a list have the same keys; a store's may be whole queries.
LONGEST_KEY = 60


@lru_cache(maxsize=5_000)
def _known_of_others(name: str) -> bool:
    return _OTHERS.search(name) is not None


def _is_story(block: Any) -> bool:
    """Whether an object is a story of its own: it has a headline and an address."""
    if not isinstance(block, Mapping):
        return False
    keys = [key for key in islice(block, 200) if isinstance(block[key], str | Mapping)]
    titled = any(_HEADLINES.fullmatch(key) and key.lower() not in _NAMES for key in keys)
    return titled and any(_ADDRESSES.fullmatch(key) for key in keys)


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
            text = _UNSEEN.sub("", text)
            text = re.sub(r"</?[a-zA-Z][^>]{0,500}>", "", text)
        return _prose(line for one in unescape(text).splitlines() if (line := tidy(one)))
    tree = parse_html(f"<div>{text}</div>")
    if isinstance(tree, str):
        return ()
    for element in list(tree.iter(*_DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    return _prose(page_lines(tree))


def _texts(tree: HtmlElement) -> list[_Text]:
    """The texts in the page's data, the longest first, those of a paragraph too."""
    found: list[_Text] = []
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
