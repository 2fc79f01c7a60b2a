"""The house that a by-line names behind a person: "Ada Roe Bloomberg", "Ada Roe For The Canal Courier"."""

from __future__ import annotations

import re

from newsarchive.text.metadata.known_names import has_given_name

# Agencies that stand behind a name with nothing between: "Ada Roe Bloomberg", "ADA ROE The Canadian Press".
# Of the others some are surnames, too.
_AGENCY_BEHIND = re.compile(
    r"(?<=\w\w) (?P<house>Bloomberg|Reuters|AFP|Agence France-Presse|(?:The )?Associated Press"
    r"|(?:The )?Canadian Press|Press Association|PA Media|Xinhua|Europa Press|dpa)$"
)
# Two to four words of a name, and whom it wrote for; what somebody runs for stands so as well.
_FOR_HOUSE = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: [^\s]+){1,3}?) (?:[Ff]or|FOR) "
    r"(?!(?i:the |an? )?(?i:president|congress|senate|mayor|governor|parliament|sale|free|you|your)\b)"
    r"(?P<house>(?:[Tt]he |THE )?[^\W\d_a-z][^\s]*(?: [^\s]+){0,4})$"
)
# "For Dailymail.com": as an address it would say that the text is no by-line.
_FOR_ADDRESS = re.compile(
    r"(?<=\w\w) for (?:www\.)?[\w-]{2,40}\.(?:com|net|org|co\.uk|ie|de|fr|eu|com\.au|co\.nz|ca|in)$",
    re.IGNORECASE,
)


def split_house(name: str) -> tuple[str, str]:
    """Return the name without the house behind it, and the house; whole and "" where no whole name is left.

    That is where there are no two words, or the last is an initial or a given name: "Ana María Reuters".
    """
    found = _FOR_HOUSE.match(name)
    if found and has_given_name(found["name"]):
        return found["name"], found["house"]
    agency = _AGENCY_BEHIND.search(name)
    short = name[: agency.start()] if agency else name
    last = short.rpartition(" ")[2]
    if agency is None or last == short or last.endswith(".") or has_given_name(last):
        return name, ""
    return short, agency["house"]


def without_address_behind(text: str) -> str:
    """Return `text` without the address of whom somebody wrote for: "Ada Roe For Canal.com"."""
    return _FOR_ADDRESS.sub("", text)
