"""Writes a declaration as a TOML file; what a survey has seen but does not declare becomes a comment."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsarchive.discovery.sections.archive_menus import month_in
from newsarchive.discovery.urls.canonical_urls import host_of
from newsarchive.discovery.urls.url_patterns import HalvesTrial
from newsarchive.errors import UsageError
from newsarchive.listings.field_types import DeclaredTable
from newsarchive.listings.kind_registry import kind_named
from newsarchive.sources.opml import Subscription
from newsarchive.survey.proposal import LEAST_DELAY, Choice, Proposal


def written(proposal: Proposal) -> str:
    """Return the text of the source file, which is valid for our own loader."""
    return "\n".join([*_head(proposal), *_places(proposal), *_links(proposal), *_expect(proposal)]) + "\n"


def written_subscription(site: Subscription, feeds: Sequence[str]) -> str:
    """Return the text of the source file of a site with its feeds, as an OPML file lists it."""
    title = _one_line(site.title) or host_of(feeds[0]) or feeds[0]
    lines = [f"# {title}: imported from OPML; `newsarchive sources new` may find more of it."]
    lines += [f"# {' / '.join(map(_one_line, site.folders))}"] if site.folders else []
    lines += [f"title = {_text(title)}"]
    lines += [f"home = {_text(site.home)}"] if site.home else []
    lines += [f"language = {_text(site.language)}"] if site.language else []
    for feed in feeds:
        lines += ["", "[[feeds]]", f"url = {_text(feed)}"]
    return "\n".join(lines) + "\n"


def _head(proposal: Proposal) -> Iterator[str]:
    title = _one_line(proposal.title)
    yield f"# {title}: proposed by `newsarchive sources new`; look it over, then crawl it."
    yield f"title = {_text(proposal.title)}"
    yield f"home = {_text(proposal.home)}"
    if proposal.language:
        yield f"language = {_text(proposal.language)}"
    if proposal.timezone:
        yield f"timezone = {_text(proposal.timezone)} # of times printed without an offset"
    else:
        yield '# timezone = "…"  # the IANA zone of times printed without an offset'
    if proposal.delay != LEAST_DELAY:
        yield f"delay = {proposal.delay:g} # seconds between two requests"
    if proposal.allow_private:
        yield "allow_private_addresses = true"
    if proposal.browser:
        yield 'render = "browser" # its pages come empty and are filled by scripts'


def _places(proposal: Proposal) -> Iterator[str]:
    for choice in proposal.taken("feed"):
        yield from ("", "[[feeds]]", f"url = {_text(choice.place.url)}")
    for choice in proposal.taken("sitemap"):
        note = f" # an index of {choice.place.children}" if choice.place.children else ""
        yield from ("", "[[sitemaps]]", f"url = {_text(choice.place.url)}{note}")
    for choice in proposal.choices:
        if choice.taken and choice.place.table is not None:
            yield from ("", *_table(choice.place.kind, choice.place.table))
    for number, choice in enumerate(proposal.taken("section")):
        yield from _section(proposal, choice, is_first=not number)


def _section(proposal: Proposal, choice: Choice, *, is_first: bool) -> Iterator[str]:
    place = choice.place
    yield from ("", "[[sections]]", f"url = {_text(place.url)}")
    if month_in(place.url) is not None:
        yield "# WARNING: this URL is that of a month or day; the next one has another, and is not looked at."
        yield "# If a page leads to all of them, declare that one instead, with a `depth` (of 1, or 2)."
    if proposal.learned.allow and is_first:
        yield from (f"# {line}" for line in trial_lines(proposal.trial))
    if proposal.learned.allow and not proposal.trial.loses_articles:
        yield f"article = {_regex('|'.join(proposal.learned.allow))}"
    if place.next is not None:
        yield f"next = {_text(place.next)}"
    if place.second is not None:
        yield f"second = {place.second}"
    if place.needs_browser:
        yield "render = true # in a browser, which scrolls and presses what means more"
    if choice.pages > 1:
        yield f"pages = {choice.pages} # at most; a page with nothing new is the last"


def trial_lines(trial: HalvesTrial) -> list[str]:
    """Return what the trial of the patterns showed, in lines."""
    lists = f"refuses {trial.refused} of {trial.others} lists and other pages"
    lines = [
        "A pattern learned from half of what is known, tried on the other half:",
        f"it accepts {trial.accepted} of {trial.articles} articles and {lists}.",
    ]
    if trial.loses_articles:
        lines.append(
            "WARNING: it would lose articles, so that none is proposed: links are taken by their looks."
        )
    elif trial.admits_others:
        lines.append(
            "WARNING: it admits pages that are no articles. Look at the pattern, and at [links] deny."
        )
    return lines


def _table(name: str, table: DeclaredTable) -> Iterator[str]:
    """Yield the lines of a table of another kind, with the fields that differ from their defaults."""
    kind = kind_named(name)
    if kind is None:
        raise RuntimeError(f"the kind {name} of this survey is no longer installed")
    yield f"[[{kind.field}]]" if kind.repeated else f"[{kind.field}]"
    for field, value in table.model_dump(mode="json", exclude_defaults=True).items():
        # Strings, numbers, booleans and lists of them are written alike in JSON and TOML.
        if isinstance(value, dict):
            pairs = ", ".join(f"{_text(key)} = {_text(one)}" for key, one in value.items())
            yield f"{field} = {{ {pairs} }}"
        elif value is not None:
            # What holds quotes, as JSON does, is written as it is.
            literal = isinstance(value, str) and '"' in value
            yield f"{field} = {_regex(value) if literal else _text(value)}"


def _links(proposal: Proposal) -> Iterator[str]:
    if proposal.deny:
        yield from ("", "[links] # lists, and pages that are no articles", f"deny = {_list(proposal.deny)}")


def _expect(proposal: Proposal) -> Iterator[str]:
    expect = proposal.expect
    yield from ("", "[expect] # about half of what was seen in a week; set it by a healthy month")
    if expect.articles_per_week:
        yield f"articles_per_week = {expect.articles_per_week}"
    yield f"with_title = {expect.with_title:g}"
    yield f"with_date = {expect.with_date:g}"
    yield f"refused = {expect.refused:g}"


def _list(patterns: tuple[str, ...]) -> str:
    if len(patterns) == 1:
        return f"[{_regex(patterns[0])}]"
    return "[\n" + "".join(f"  {_regex(pattern)},\n" for pattern in patterns) + "]"


def _regex(pattern: str) -> str:
    """Return a literal string, which keeps backslashes; a pattern with an apostrophe needs a basic string."""
    return f"'{pattern}'" if "'" not in pattern and pattern.isprintable() else _text(pattern)


def _text(text: object) -> str:
    """Return a basic string: JSON escapes as TOML does, except for DEL, which JSON leaves unescaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def refuse_existing(path: Path) -> None:
    """Raise UsageError if there is such a file."""
    if path.exists():
        raise UsageError(
            f"{path} exists already.",
            hint="Give another --name, or --dry-run to only print the declaration.",
        )


def write_declaration(path: Path, text: str) -> Path:
    """Write the complete file; an existing one is never replaced, even if it has just been made."""
    refuse_existing(path)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path
