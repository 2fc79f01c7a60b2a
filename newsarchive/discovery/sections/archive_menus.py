"""Finds the pages of an archive that a page leads to otherwise than by "next": months, days, layouts, menus.

Newspapers show an issue page by page, and lead to the issue before; magazines have a menu of months; a page
of a list may be chosen from a menu, or written into a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from newsarchive.discovery.documents import base_of
from newsarchive.discovery.scripts.asking_forms import MOST_INPUTS, asks_by_get, form_address
from newsarchive.discovery.scripts.called_links import choosing_address
from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of, is_other_page, resolve
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.text.dates.numerals import western, without_eras
from newsarchive.text.dates.written_dates import month_of

_MOST_MENUS, _MOST_OPTIONS = 10, 400
_MOST_LAYOUTS = 60  # pages of one issue
_ALWAYS_READ = 2  # the newest pages of an archive: what the page itself shows may be all of the first
_DAYS_READ = 7  # of an archive of days: a crawl may have been away for some
_PAIR = 2  # the day before and the one after
_LONGEST_TEXT = 60
_FEWEST_LETTERS = 8  # of a headline, also a Chinese one
_LONGEST_WORDS = 24

# "第02版：要闻", "A01版", "Seite 3: Lokales", "Page A2".
_LAYOUT = re.compile(
    r"第?\s*[A-Z]{0,2}\d{1,3}\s*[版叠疊](?:\s*[:：|\-—].{0,20}|\s*\S{0,12})?\Z|[A-Z]{1,2}\d{1,3}\Z"
    r"|(?:page|seite|página|pagina|стр\.?)\s+[A-Z]?\d{1,3}\b.{0,16}\Z",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:上一?|前一?)(?:期|天|日|个?月|周)(?:报纸|报)?"
    r"|(?:previous|prior)\s+(?:day|issue|month|week|edition)(?:'s\s+\w+)?|(?:vorige|frühere)\s+(?:ausgabe|woche)"
    r"|(?:numéro|édition|jour|mois)\s+précédente?|(?:edición|número|día|mes|edição)\s+anterior"
    r"|前の?(?:号|日|月)|지난\s?호|이전\s?(?:호|날|달)|предыдущ\w{2,3}\s+(?:номер|выпуск|день|месяц)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/_.年]?)(0?[1-9]|1[0-2])(?:\2|[-/_.月])(0?[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.年]?\s?(0[1-9]|1[0-2]|[1-9](?=月|\b))(?!\d)")
# `/2026/10/28/`, `?day=2026-10-28`, `/2026/10/index.html`.
_DATED_END = re.compile(r"(?:19|20)\d\d[-/_.年]?\d{1,2}(?:[-/_.月]?\d{1,2})?日?(?:/index)?(?:/|\.\w{3,5})?\Z")
# `/2026/10/28/`, `?date=20261028&page=1`: nothing but the day names the page.
_OF_DAY = re.compile(
    r"[/=](?:19|20)\d\d([-/_.]?)\d{1,2}\1\d{1,2}(?:/(?:index\.\w{2,5})?)?(?:[?&#].*)?\Z|[/=_-](?:19|20)\d{6}\.\w{3,5}\Z"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_DAY_WORDS, _LONGEST_DAY_WORDS = 3, 14  # "Donnerstag, 26. Nov", "11월 26일 (목)"
_WRITTEN_DAY = re.compile(
    r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*(?:星期|周).)?"
)
_WRITTEN_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?(?:号|份)?")
_MONTH_AND_YEAR = re.compile(r"(0?[1-9]|1[0-2])\s*[-/.]\s*((?:19|20)\d\d)")
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)(?:\s*г\.?)?")
# How many articles a month has: "October 2026 (14)".
_COUNT = re.compile(r"\s*[(（\[]\s*\d{1,5}\s*(?:篇|条|件)?\s*[)）\]]\s*\Z")
# Hidden fields that a button sends: where the next part of a list begins.
_OLDER_INPUT = re.compile(r"(?:offset|start|skip|before|older|max_?id|last_?id|cursor)", re.IGNORECASE)
_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_LONGEST_NUMBER = 4  # digits of a page's number
_ADDRESS = re.compile(r"(?:https?:)?/|\?|\.{1,2}/|[\w./-]+\.(?:s?html?|php|aspx?|jsp)\b", re.IGNORECASE)
_ON_CHANGE = re.compile(
    r"location(?:\.href)?\s*=\s*(?:([\"'])([^\"']{0,300})\1\s*\+\s*)?(?:this|event\.target|e\.target)"
    r"(?:\.options\[[^\]]{1,60}\])?\.value(?:\s*\+\s*([\"'])([^\"']{0,100})\3)?"
)
_PAGE_INPUT = re.compile(
    r"(?:cur(?:rent)?_?)?(?:p|pn|pg|page|paged)(?:_?(?:no|num|number|index|idx))?", re.IGNORECASE
)


def archive_pages(
    root: etree._Element, url: str, anchors: Sequence[Anchor]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the page before this one in its archive, and pages that belong to this one; total.

    What belongs to a page is read with it: the other pages of an issue, the newest of a menu of months.
    """
    links = [*anchors, *option_links(root, url)]
    layouts = _layouts(links, url)
    earlier, newest = _dated(links, url)
    told = next(
        (
            anchor.url
            for anchor in links
            if len(anchor.text) <= _LONGEST_WORDS
            and _EARLIER.fullmatch(anchor.text.strip(" \u00a0«‹<←[]()"))
            and is_other_page(anchor.url, url)
        ),
        None,
    )
    return told or earlier, tuple(dict.fromkeys([*layouts, *newest]))


def option_links(root: etree._Element, url: str) -> list[Anchor]:
    """Return what the options of a page's menus lead to, with their texts; total."""
    found: list[Anchor] = []
    base = base_of(root, url)
    scripted = choosing_address(root) if root.find(".//select") is not None else None
    for menu in islice(root.iter("select"), _MOST_MENUS):
        form = next((parent for parent in menu.iterancestors("form")), None)
        for option in islice(menu.iter("option"), _MOST_OPTIONS):
            text = " ".join("".join(option.itertext()).split())
            value = (option.get("value") if option.get("value") is not None else text) or ""
            address = _of_option(value, menu, form, scripted) if value else None
            resolved = resolve(base, address) if address else None
            if resolved is not None and host_of(resolved) == host_of(url):
                found.append(Anchor(resolved, text))
    for form in islice(root.iter("form"), _MOST_MENUS):
        found += _of_buttons(form, base, url)
    return found


def _of_buttons(form: etree._Element, base: str, url: str) -> Iterator[Anchor]:
    """Yield what the buttons and choices of a form lead to that is sent by GET."""
    if not asks_by_get(form):
        return
    for field in islice(form.iter("button", "input"), _MOST_OPTIONS):
        name, value = field.get("name"), (field.get("value") or "").strip()
        kind = (field.get("type") or ("submit" if field.tag == "button" else "text")).lower()
        if not name or kind not in {"submit", "radio", "button"} or not re.fullmatch(r"[\w./-]{1,20}", value):
            continue
        resolved = resolve(base, form_address(form, {name: value}))
        if resolved is not None and host_of(resolved) == host_of(url):
            yield Anchor(resolved, " ".join("".join(field.itertext()).split()) or value)


def _of_option(
    value: str, menu: etree._Element, form: etree._Element | None, scripted: tuple[str, str] | None
) -> str | None:
    if _ADDRESS.match(value):
        return value
    changed = _ON_CHANGE.search((menu.get("onchange") or "")[:1_000])
    if changed is not None and (changed[2] or changed[4]):
        return f"{changed[2] or ''}{value}{changed[4] or ''}"
    if scripted is not None and re.fullmatch(r"[\w./-]{1,40}", value):
        return f"{scripted[0]}{value}{scripted[1]}"
    name = menu.get("name")
    if form is None or not name or not asks_by_get(form):
        return None
    if not re.fullmatch(r"[\w./-]{1,20}", value):
        return None
    return form_address(form, {name: value})


def form_page(root: etree._Element, url: str) -> str | None:
    """Return the next page of a list whose page is a field of a form that is sent by GET; total."""
    base = base_of(root, url)
    for form in islice(root.iter("form"), _MOST_MENUS):
        if not asks_by_get(form):
            continue
        for field in islice(form.iter("input"), MOST_INPUTS):
            name, following = field.get("name") or "", _following_value(field, url)
            resolved = resolve(base, form_address(form, {name: following})) if following else None
            if resolved is not None and host_of(resolved) == host_of(url):
                return resolved
    return None


def _following_value(field: etree._Element, url: str) -> str | None:
    """Return what a field of a form has for the next page: the number after, the day before, or its own."""
    name, value = field.get("name") or "", (field.get("value") or "").strip()
    kind = (field.get("type") or "").lower()
    is_number = value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
    if _PAGE_INPUT.fullmatch(name) and is_number:
        is_next = kind == "hidden" and int(value) == _number_in(url, name) + 1
        return value if is_next else str(int(value) + 1)
    told = dict(parse_qsl(urlsplit(url).query)).get(name)
    if kind == "hidden" and _OLDER_INPUT.fullmatch(name) and value and value != told:
        return value if not is_number or int(value) > 0 else None
    if kind in {"date", "text", ""} and _ISO_DAY.fullmatch(value):
        try:
            return (date.fromisoformat(value) - timedelta(days=1)).isoformat()
        except (ValueError, OverflowError):
            return None
    return None


def _number_in(url: str, name: str) -> int:
    """Return the number that an address has for a field of a form; the first page has none."""
    told = dict(parse_qsl(urlsplit(url).query)).get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) <= _LONGEST_NUMBER else 1


def _layouts(links: Sequence[Anchor], url: str) -> list[str]:
    """Return the other pages of an issue: linked with the number of a layout, in one folder."""
    found: dict[str, str] = {}
    for anchor in links:
        text = anchor.text.strip()
        if len(text) <= _LONGEST_WORDS and _LAYOUT.match(text) and host_of(anchor.url) == host_of(url):
            found.setdefault(canonical_key(anchor.url), anchor.url)
    folders = {urlsplit(link).path.rpartition("/")[0] for link in found.values()}
    if len(found) < 2 or len(folders) > 2:
        return []
    found.pop(canonical_key(url), None)
    return list(found.values())[:_MOST_LAYOUTS]


def _dated(links: Sequence[Anchor], url: str) -> tuple[str | None, list[str]]:
    """Return the page before this one in a menu of months or days, or the newest if this is none of them."""
    for dated, here in ((_days(links, url), day_in(url)), (_months(links, url), month_in(url))):
        told = _without_stories(list(dated), links)
        if len(told) < 2:
            continue
        newest_first = sorted(told, reverse=True)
        own = next((when for when, link in told.items() if canonical_key(link) == canonical_key(url)), None)
        current = own or here  # a strip of days leaves out the one that is shown
        if current is None:
            always = _DAYS_READ if len(newest_first[0]) > len("ym") else _ALWAYS_READ
            return None, [told[when] for when in newest_first[:always]]
        older = [when for when in newest_first if when < current]
        return (told[older[0]] if older else None), []
    return _day_before(links, url), []


def _day_before(links: Sequence[Anchor], url: str) -> str | None:
    """Return the page of the day before, where the page's own address has a day, or two links have one.

    Whatever the links say: an arrow, a picture, "Yesterday".
    """
    here = day_in(url)
    groups: dict[str, dict[tuple[int, int, int], str]] = {}
    for anchor in links:
        there = day_in(anchor.url) if _OF_DAY.search(anchor.url) and is_other_page(anchor.url, url) else None
        if there is not None and not _is_headline(Anchor(anchor.url.replace("/", " "), anchor.text)):
            groups.setdefault(_DAY.sub("#", canonical_key(anchor.url)), {}).setdefault(there, anchor.url)
    own = groups.get(_DAY.sub("#", canonical_key(url)), {})
    older = [when for when in own if here is not None and when < here]
    if older:
        return own[max(older)]
    if here is not None:
        return None
    pair = next((days for days in groups.values() if len(days) <= _PAIR), None)
    return pair[min(pair)] if pair else None


def _without_stories(
    dated: Sequence[tuple[tuple[int, ...], str]], links: Sequence[Anchor]
) -> dict[tuple[int, ...], str]:
    """Return the links by their moments, none of them if they are the dates of stories.

    Software such as Hexo links a story's date to the story: two stories of a day have the same one, and the
    headline leads there too.
    """
    keys = {when: canonical_key(link) for when, link in dated}
    if any(canonical_key(link) != keys[when] for when, link in dated):
        return {}
    headed = {canonical_key(anchor.url) for anchor in links if _is_headline(anchor)}
    return {when: link for when, link in dated if keys[when] not in headed}


def _is_headline(anchor: Anchor) -> bool:
    """Say whether a text says more than a day or a month, of an address that does not end in one."""
    plain = _plain(anchor.text)
    letters = sum(character.isalpha() for character in plain)
    dated = _written_month(plain) or _WRITTEN_DAY.search(plain) or month_of(plain.rstrip(".").lower())
    return letters >= _FEWEST_LETTERS and not dated and not ends_in_a_date(anchor.url)


def ends_in_a_date(url: str) -> bool:
    """Say whether an address ends in a day or a month, as the pages of an archive's do; total."""
    return _DATED_END.search(url) is not None


def _days(links: Sequence[Anchor], url: str) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the links to days: a date as text, or the cell of a calendar whose address has the date."""
    for anchor in links:
        text = _plain(anchor.text)
        written = _WRITTEN_DAY.fullmatch(text) if len(text) <= _LONGEST_WORDS else None
        there = day_in(anchor.url)
        if host_of(anchor.url) != host_of(url):
            continue
        if written is not None:
            yield tuple(map(int, written.group(1, 2, 3))), anchor.url
        elif there is not None and (
            (text.isdigit() and len(text) <= 2 and int(text) == there[2])
            or (_OF_DAY.search(anchor.url) and _is_day(text, there))
        ):
            yield there, anchor.url


def _is_day(text: str, day: tuple[int, int, int]) -> bool:
    """Say whether a text is the day of an address, without a year: "11월26일", "Thu 26.11.", "26 Nov"."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    words = _LETTERS.findall(text)
    return (
        len(text) <= _LONGEST_WORDS
        and day[2] in numbers
        and {*numbers} <= {*day, day[0] % 100}
        and len(words) <= _MOST_DAY_WORDS
        and sum(map(len, words)) <= _LONGEST_DAY_WORDS
    )


def _months(links: Sequence[Anchor], url: str) -> Iterator[tuple[tuple[int, ...], str]]:
    for anchor in links:
        text = _plain(anchor.text)
        if len(text) > _LONGEST_WORDS or host_of(anchor.url) != host_of(url):
            continue
        when = _written_month(text)
        there = month_in(anchor.url)
        if when is None and there is not None and re.fullmatch(r"0?(\d{1,2})\s*月|[^\W\d_]{3,12}\.?", text):
            number = re.search(r"\d+", text)
            month = int(number[0]) if number else month_of(text.rstrip(".").lower())
            when = there if month == there[1] else None
        if when is not None and 1 <= when[1] <= 12:
            yield when, anchor.url


def _plain(text: str) -> str:
    """Return the words of a link without the number of its articles, with the common calendar's years."""
    return without_eras(western(_COUNT.sub("", text.strip())))[:_LONGEST_TEXT]


def _written_month(text: str) -> tuple[int, int] | None:
    turned = _MONTH_AND_YEAR.fullmatch(text)
    if turned is not None:
        return int(turned[2]), int(turned[1])
    written = _WRITTEN_MONTH.fullmatch(text)
    if written is not None:
        return int(written[1]), int(written[2])
    named = _NAMED_MONTH.fullmatch(text)
    month = month_of(named[1].lower()) if named else None
    return (int(named[2]), month) if named and month else None


def day_in(url: str) -> tuple[int, int, int] | None:
    """Return the year, month and day that an address has, None if it has none; total."""
    found = _DAY.search(url.partition("://")[2])
    return (int(found[1]), int(found[3]), int(found[4])) if found else None


def month_in(url: str) -> tuple[int, int] | None:
    """Return the year and month that an address has, None if it has none; total."""
    found = _MONTH.search(url.partition("://")[2])
    return (int(found[1]), int(found[2])) if found else None
