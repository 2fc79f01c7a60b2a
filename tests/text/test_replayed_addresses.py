"""Of an archive's replay the page's own address is taken; addresses that only look alike stay."""

from __future__ import annotations

import pytest

from newsarchive.text.replayed_addresses import original_address, replay_of

STORY = "https://bay.example/2021/pier?a=1#b"


@pytest.mark.parametrize(
    "replay",
    [
        f"https://web.archive.example/web/20230102030405/{STORY}",
        f"https://web.archive.example/web/20230102030405im_/{STORY}",
        f"http://localhost:8090/coll/20230102030405mp_/{STORY}",
        f"/coll/20230102030405oe_/{STORY}",
        f"https://snapshots.example/2023.01.02-030405/{STORY}",
        f"https://webarchive.bay.example/all/20230102030405/{STORY}",
        f"https://bay.example/wayback/20230102030405/{STORY}",
        f"https://web.archive.example/web/20240505050505/http://localhost/c/20230102030405id_/{STORY}",
    ],
)
def test_the_page_of_a_replay(replay: str) -> None:
    found = replay_of(replay)
    assert found is not None
    assert (found.address, found.moment) == (STORY, "20230102030405")
    assert original_address(replay) == STORY


@pytest.mark.parametrize(
    "address",
    [
        STORY,
        f"https://share.example/?u={STORY}",
        f"https://proxy.example/{STORY}",
        f"https://pictures.example/resize/20230102030405/{STORY}",
        f"/resize/20230102030405/{STORY}",
        "https://bay.example/20230102030405/pier",
        f"https://bay.example/go?at=/20230102030405/{STORY}",
        f"https://bay.example/202301020304051/{STORY}",
        f"https://bay.example/99990102030405/{STORY}",
        "https://web.archive.example/web/20230102030405*/bay.example",
        "",
    ],
)
def test_other_addresses_stay(address: str) -> None:
    assert replay_of(address) is None
    assert original_address(address) == address


def test_a_moment_may_be_no_day() -> None:
    found = replay_of(f"/web/20239902030405/{STORY}")
    assert found is not None
    assert found.captured_at is None
