"""The entry points of ours name what the package has: with its metadata or without, kinds are the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

from newsarchive.listings.kind_registry import ENTRY_POINT_GROUP, listing_kinds, own_kinds

PROJECT = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))


def test_each_kind_of_the_package_is_declared() -> None:
    declared = PROJECT["project"]["entry-points"][ENTRY_POINT_GROUP]
    there = {kind.name: f"{type(kind).__module__}:{type(kind).__name__}" for kind in own_kinds()}
    assert declared == there


def test_feeds_are_asked_first() -> None:
    assert [kind.field for kind in listing_kinds()] == ["feeds", "sitemaps", "lists", "sections", "addresses"]
