"""The `mirror` column follows the repairs that the mirror stage reports."""

from __future__ import annotations

import re

from newsarchive.evidence import MIRROR_KINDS
from newsarchive.items import Repair
from newsarchive.storage.articles.revision_rows import extractor, is_mirror
from newsarchive.text.mirror.repairs import MirrorRepair
from tests.storage.making import article


def test_the_kinds_are_those_the_mirror_stage_names() -> None:
    named = re.findall(r"`(\w+)` \(", MirrorRepair.__doc__ or "")
    assert set(named) == MIRROR_KINDS


def test_other_repairs_make_no_mirror() -> None:
    assert not is_mirror(article(repairs=(Repair("utf8_read_as_latin1", 3, 1.0),)))
    assert is_mirror(article(repairs=(Repair("script_conversion", 40, 1.0),)))


def test_extractor_names_its_version() -> None:
    assert re.fullmatch(r"newsarchive/\S+", extractor())
