"""Reading `<meta>`: every name and property once, in page order."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from newsarchive.text.lines import tidy

MOST_TAGS = 1_000
LONGEST_CONTENT = 5_000


class MetaTags:
    """The page's meta tags by lower-cased name, property or itemprop; several values keep their order."""

    def __init__(self, tree: HtmlElement) -> None:
        self._values: dict[str, list[str]] = {}
        for number, tag in enumerate(tree.iter("meta")):
            if number >= MOST_TAGS:
                break
            content = tidy((tag.get("content") or tag.get("value") or "")[:LONGEST_CONTENT])
            if content:
                for key in {
                    tag.get(name, "").strip().lower() for name in ("name", "property", "itemprop")
                } - {""}:
                    self._values.setdefault(key, []).append(content)

    def all(self, *names: str) -> tuple[str, ...]:
        """Return the contents of the tags called `names`, in the order of `names`."""
        return tuple(value for name in names for value in self._values.get(name, ()))

    def first(self, *names: str) -> str | None:
        """Return the first content found under one of `names`."""
        return next(iter(self.all(*names)), None)

    def pairs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return (name, content) of the tags called `names`, in the order of `names`."""
        return tuple((name, value) for name in names for value in self._values.get(name, ()))
