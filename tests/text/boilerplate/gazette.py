"""A newspaper whose software nobody knows: short news among readers' letters and other stories.

Its boxes have names that mean nothing, its headline is no heading, so one page alone says little.
"""

from __future__ import annotations

_PLACES = ("Gull Point", "Lantern Bay", "Reed Harbour", "Salt Marsh", "Ferry Hill", "North Quay", "Old Mole")
_THINGS = ("a footbridge", "the lamp house", "two ferries", "the fish hall", "a tide gauge", "the dry dock")
_WHO = ("the harbour board", "the town council", "the ferry company", "the pilots", "the lighthouse keepers")
_LETTERS = (
    "I have lived in {place} all my life and nobody ever asked us about {thing} before this winter came.",
    "Well said. My neighbour from {place} thinks the same, and she has seen {thing} three times this year.",
    "What will it cost us in the end, and who pays for {thing} when the winter storms are back at {place}?",
)


def fact(number: int, line: int) -> str:
    """A sentence that no other number and line have."""
    place, thing, who = (
        words[(number * factor + line) % len(words)]
        for words, factor in ((_PLACES, 3), (_THINGS, 5), (_WHO, 7))
    )
    return (
        f"On day {number} {who} at {place} agreed to repair {thing}, which was closed {line + 2} times in the"
        f" {number + 3} weeks before."
    )


def letter(number: int, line: int) -> str:
    """What a reader wrote below a story."""
    place, thing = _PLACES[(number + line) % len(_PLACES)], _THINGS[(number + 2 * line) % len(_THINGS)]
    return _LETTERS[(number + line) % len(_LETTERS)].format(place=place, thing=thing) + f" ({number}.{line})"


def paragraphs_of(number: int, *, short: bool) -> tuple[str, ...]:
    """The text of a story: one sentence, or eight paragraphs."""
    if short:
        return (fact(number, 0)[: fact(number, 0).index(",")] + ".",)
    return tuple(f"{fact(number, 2 * line)} {fact(number, 2 * line + 1)}" for line in range(8))


def gazette_page(number: int, *, short: bool = False, letters: int = 3, extra: str = "") -> str:
    """A page of the newspaper; `extra` is markup below the text."""
    title = f"Repairs at {_PLACES[number * 3 % len(_PLACES)]}, report {number}"
    body = "".join(f"<p>{line}</p>" for line in paragraphs_of(number, short=short))
    told = "".join(
        f'<div class="k8"><div class="k9">Reader {line}</div>'
        f'<div class="k5">{letter(number, line)}</div></div>'
        for line in range(letters)
    )
    others = "".join(
        f'<div class="m2"><a href="/{number + step}">Report {number + step} from the harbour</a>'
        f"<span>{fact(number + step, 1)[:70]}</span></div>"
        for step in (1, 2, 3)
    )
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="t1"><a href="/">Gull Gazette</a> <a href="/all">All reports</a></div>'
        f'<div class="w4"><div class="t3">{title}</div><div class="t7">Day {number} of the year</div>'
        f'<div class="b6">{body}{extra}</div></div>'
        f'<div class="k1"><div class="k2">{letters} letters</div>{told}</div>'
        f'<div class="m1">{others}</div><div class="f3">Printed by the Gull Gazette, Mole Street 4.</div>'
        "</body></html>"
    )


def gazette_story(number: int, nonce: int = 0) -> str:
    """A page of the newspaper: even ones are short, with none, three or ten letters below them.

    `nonce` changes bytes no reader sees.
    """
    page = gazette_page(number, short=number % 2 == 0, letters=(0, 3, 10)[number % 3])
    return f"{page}<!-- {nonce} -->"


def gazette_text(number: int) -> str:
    """The text of a story."""
    return "\n".join(paragraphs_of(number, short=number % 2 == 0))
