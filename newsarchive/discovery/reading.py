"""What a feed, sitemap, section page or list of addresses gave: links, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One address as named (absolute, the publisher's spelling), with what the naming document said of it.

    `published_at` is ISO 8601 with the offset the document had, if any, `changed_at` when it was last changed
    at the latest (a sitemap's `lastmod`, Atom's `updated`; it was published no later); `score` (0 to 1) says
    how sure it is that an article is behind it: 1 where the document lists nothing else.
    """

    url: str
    title: str | None = None
    published_at: str | None = None
    changed_at: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Child:
    """A further sitemap of an index; `changed_at` is its `lastmod` as written, None where it has none."""

    url: str
    changed_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that could be read: what was found is kept whatever was wrong.

    `children` are further sitemaps of an index; `next` is the address where a section goes on, `sections` are
    further sections it links to, `off_pattern` links that look like articles and that the section's pattern
    leaves out. `problems` are short words: `not_well_formed`, `not_a_feed`,
    `not_a_sitemap`, `not_html`, `too_large`, `too_many_entries`, `too_many_elements`, `too_deep`, `bad_gzip`,
    `bomb`, `bad_address`; `left_out` counts the entries that a limit kept out, as far as they were met.
    """

    links: tuple[Link, ...] = ()
    children: tuple[Child, ...] = ()
    next: str | None = None
    sections: tuple[str, ...] = ()
    off_pattern: tuple[Link, ...] = ()
    problems: tuple[str, ...] = field(default=())
    left_out: int = 0


def distinct(links: list[Link]) -> tuple[Link, ...]:
    """Return the links without later repeats of an address, order kept."""
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return tuple(first.values())
