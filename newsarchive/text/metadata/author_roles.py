"""What an author is, behind a name or instead of one: "Ada Roe, Social Affairs Editor", "Redakteur Lokales".

`data/roles.txt` has the words: what somebody is, what may stand before it, and what they write about.
"""

from __future__ import annotations

from functools import cache

from newsarchive.text.letters import begins_small
from newsarchive.text.metadata.byline_parts import part_words
from newsarchive.text.metadata.east_asian_names import data_lines
from newsarchive.text.metadata.known_names import (
    has_family_name,
    has_given_name,
    is_called_so,
    is_written_as_name,
)
from newsarchive.text.metadata.known_places import is_known_place

# What begins the name of a role, and no person's in front of one.
_RANKS = frozenset(
    {"chief", "senior", "deputy", "managing", "assistant", "associate", "vice", "executive", "principal"}
)
# What is a role last in one, and a title before a name: "Bureau Chief", "Chief Letsie".
_CHIEFS = {"chief": "editor"}
# What is written large behind a given name alone, and is more often a surname there than a role.
_TITLES_TOO = frozenset({"creator", "trainee", "jefe", "jefa", "directora", "diretora"})
# Words of a name from which on what somebody writes about may stand behind it.
_OF_NAME = 2


def cut_role(name: str) -> str:
    """Return `name` without the role at its end, or before a given name; "" where it is one.

    So it is where one stands elsewhere in three words or more, or before a word that nobody is called.
    """
    words = name.split()
    low = [word.casefold().strip(".,") for word in words]
    if is_called_so(name) or _roles()[0].isdisjoint(low) or _is_named_as_title(words):
        return name
    if person := _behind_reporter(words):
        return person
    if (behind := _behind_roles(words, low)) is not None:
        return behind
    return _before_role(name, words, low) if low[-1] in _roles()[0] else _around_role(name, words, low)


def _behind_roles(words: list[str], low: list[str]) -> str | None:
    """The whole name that follows roles, None where none does."""
    roles, before, _ = _roles()
    begin = next((at for at, word in enumerate(low) if word not in roles and word not in before), len(words))
    person = " ".join(words[begin:])
    is_person = not roles.isdisjoint(low[:begin]) and " " in person and has_given_name(person)
    return cut_role(person) if is_person else None


def _before_role(name: str, words: list[str], low: list[str]) -> str:
    """The name before a role at the end and what it is about; "" where nothing of a name is left."""
    roles, before, topics = _roles()
    begin, end = 0, len(words) - 1
    # Of what somebody writes about the name keeps two words: "Ada Court Reporter".
    is_about = has_given_name(name) and low[0] not in topics
    while end and (
        low[end - 1] in before
        or low[end - 1] in roles
        or (low[end - 1] in topics and (end > _OF_NAME or not is_about))
    ):
        end -= 1
    if low[0] in _RANKS:  # "Chief People Officer": what is left says of what, or is whose rank it is
        begin = 1
    person = " ".join(words[begin:end])
    return person if end - begin >= _OF_NAME and (not begin or has_given_name(person)) else ""


def _around_role(name: str, words: list[str], low: list[str]) -> str:
    """The name before a role with more behind it, "" for a role and its topic, else all of it."""
    roles = _roles()[0]
    person = " ".join(words[: next(at for at, word in enumerate(low) if word in roles)])
    # "Ada Roe Correspondent Rome"
    if " " in person and has_given_name(person) and is_written_as_name(person):
        return person
    if len(words) == _OF_NAME and low[0] in roles and not _is_borne(words[1]):  # "Redakteur Wirtschaft"
        return ""
    return "" if len(words) > _OF_NAME or (low[0] in roles and begins_small(words[0])) else name


def is_role(part: str) -> bool:
    """Say whether what stands behind a name says what somebody is: "Social Affairs Editor".

    It is somebody else where it begins with a given name: "Max Poe, Editor" behind "Ada Roe".
    """
    low = [word.casefold().strip(".,") for word in part.split()] or [""]
    roles, before, topics = _roles()
    if not any(word in roles for word in (*low[:-1], _CHIEFS.get(low[-1], low[-1]))) or is_called_so(part):
        return False
    if _behind_reporter(part.split()):
        return False
    rest = [*low]
    while rest and (rest[0] in roles or rest[0] in before):
        rest.pop(0)
    if len(rest) < len(low):  # "Reporter Max Poe", "Redakteur Wirtschaft"
        return len(rest) < _OF_NAME or rest[0] in topics or not has_given_name(" ".join(rest))
    person = low[: next((at for at, word in enumerate(low) if word in roles or word in before), len(low) - 1)]
    if len(person) < _OF_NAME or not topics.isdisjoint(person[:_OF_NAME]):
        return True
    return not any(map(_is_borne, person[:_OF_NAME]))


def says_role_alone(text: str) -> bool:
    """Say whether a text is what somebody is and nothing else: "Staff Writers", not "Foreign Staff"."""
    low = text.casefold().split()
    roles, before, _ = _roles()
    return bool(low) and low[-1] in roles - before and all(word in roles or word in before for word in low)


def _is_named_as_title(words: list[str]) -> bool:
    """Whether two words are a given name and a title that is a surname, too: "Peter Creator"."""
    first, last = words[0], words[-1].casefold()
    if len(words) != _OF_NAME or last not in _TITLES_TOO or not words[-1].istitle() or is_known_place(first):
        return False
    roles, before, topics = _roles()
    return has_given_name(first) and first.casefold() not in roles | before | topics


def _behind_reporter(words: list[str]) -> str:
    """The name of two words behind "Reporter", known or not: "Reporter Thabo Mbeki"; "" for none."""
    if len(words) != _OF_NAME + 1 or words[0].casefold() != "reporter":
        return ""
    roles, before, topics = _roles()
    name = " ".join(words[1:])
    low = {*name.casefold().split()}
    is_place = is_known_place(name) or any(map(is_known_place, words[1:]))
    is_name = all(map(str.istitle, words[1:])) and low.isdisjoint(roles | before | topics)
    return name if is_name and not is_place else ""


def role_words() -> frozenset[str]:
    """Return the words for what an author is, and those that stand before them, in lower case."""
    roles, before, _ = _roles()
    return roles | before


def _is_borne(word: str) -> bool:
    return has_given_name(word) or has_family_name(f"{word} {word}")


@cache
def _roles() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lines = data_lines("roles.txt")
    at, behind = lines.index("[before]"), lines.index("[topics]")
    roles = (*lines[1:at], *(word for word in part_words("role") if " " not in word))
    topics = (word for line in lines[behind + 1 :] for word in line.split())
    # "συντάκτης" has another s at its end once its case is folded.
    return (
        frozenset(map(str.casefold, roles)),
        frozenset(map(str.casefold, lines[at + 1 : behind])),
        frozenset(map(str.casefold, topics)),
    )
