"""Turning seeds into hostile pages: bytes flipped, tokens sown singly or in floods, pages spliced."""

from __future__ import annotations

import random

from tests.fuzz.seeds import TOKENS

LONGEST = 60_000
MOST_STEPS = 6


def mutate(body: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return `body` after a few random steps, `LONGEST` bytes at most."""
    for _ in range(chance.randint(1, MOST_STEPS)):
        step = chance.choice((_flip, _cut, _repeat, _sow, _sow, _flood))
        at = chance.randrange(len(body) + 1)
        body = step(body, at, chance)
        if chance.random() < 0.1:
            other = chance.choice(others)
            body = body[:at] + other[chance.randrange(len(other) + 1) :]
    return body[:LONGEST]


def _flip(body: bytes, at: int, chance: random.Random) -> bytes:
    return body[:at] + bytes((chance.randrange(256),)) + body[at + 1 :]


def _cut(body: bytes, at: int, chance: random.Random) -> bytes:
    return body[:at] + body[at + chance.randint(1, 40) :]


def _repeat(body: bytes, at: int, chance: random.Random) -> bytes:
    piece = body[at : at + chance.randint(1, 200)]
    return body[:at] + piece * chance.randint(2, 1 + LONGEST // (8 * max(len(piece), 1))) + body[at:]


def _sow(body: bytes, at: int, chance: random.Random) -> bytes:
    return body[:at] + chance.choice(TOKENS) + body[at:]


def _flood(body: bytes, at: int, chance: random.Random) -> bytes:
    flood = b"".join(chance.choice(TOKENS) for _ in range(chance.randint(1, 4)))
    return body[:at] + flood * chance.randint(10, 10 + LONGEST // (4 * len(flood))) + body[at:]
