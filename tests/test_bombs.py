"""No reader unpacks more than its limit, in any form: each meets a gigabyte with room for a third of it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from newsarchive.unpacking import ENCODINGS
from tests import bombs
from tests.packing import GIGABYTE, PACKED, bomb

# Each bomb is made once, and one process whose memory is limited.
pytestmark = pytest.mark.xdist_group("bombs")

ROOM = GIGABYTE // 3
CONTENT = ["gzip", "zlib", "br", "zstd", "gzip in br", "br in gzip", "zstd in zstd in gzip"]
READERS: dict[Callable[[str, Path], str | None], tuple[str, list[str]]] = {
    bombs.page_file: ("undecodable: bomb", ["gzip"]),
    bombs.feed: ("too_large", ["gzip"]),
    bombs.sitemap: ("bomb", ["gzip"]),
    bombs.answer: ("bomb", CONTENT),
    bombs.capture: ("bomb", CONTENT),
    bombs.warc_body: ("bomb", CONTENT),
    bombs.warc_record: ("bomb", ["gzip", "zstd"]),
    bombs.payload: ("too_large", ["zstd"]),
}


@pytest.fixture(scope="module")
def narrow() -> Iterator[ProcessPoolExecutor]:
    """A process with a third of a gigabyte to spare."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=bombs.limit_memory, initargs=(ROOM,)) as pool:
        yield pool


def test_there_is_no_room_for_what_a_bomb_holds(narrow: ProcessPoolExecutor) -> None:
    with pytest.raises(MemoryError):
        narrow.submit(bytes, GIGABYTE // 2).result()


@pytest.mark.parametrize(
    ("reader", "form"),
    [(reader, form) for reader, (_, forms) in READERS.items() for form in forms],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_bomb_is_refused_by_its_reason_within_bounds(
    narrow: ProcessPoolExecutor, tmp_path: Path, reader: Callable[[str, Path], str | None], form: str
) -> None:
    assert narrow.submit(reader, form, tmp_path).result() == READERS[reader][0]


def test_all_forms_are_tried() -> None:
    assert {form for _, forms in READERS.values() for form in forms if " " not in form} == set(
        ENCODINGS.values()
    )
    assert all(len(bomb(form)) < GIGABYTE / 500 for form in PACKED)
