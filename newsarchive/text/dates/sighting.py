"""A date found on a page, with what is known about where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sighting:
    """A date on the page: ISO 8601, the evidence stored with it, traits that speak for or against it."""

    time: str
    source: str
    traits: tuple[str, ...]
    other: str | None = None
