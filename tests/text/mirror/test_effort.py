"""Ordinary pages take no work, mirrors little, and it grows with length, not faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from benchmarks.evaluation.mirror_damage import Plan
from benchmarks.evaluation.mirror_damage import damage_by as damage
from newsarchive.text.mirror import looks_mirrored, undo_mirror
from newsarchive.text.mirror.hypothesis import MirroredText
from newsarchive.text.mirror.restorer import MOST_EFFORT, Restorer
from tests.text.mirror.texts import NEWS

pytestmark = pytest.mark.slow

MARKUP = '<div class="list"><a href="/a/b.html?x=(1)">更多</a><script>f(a,b)?g(c):h(d);</script></div>\n'


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of CPU of the quickest run: other processes share the machine."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def test_an_ordinary_page_is_not_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its signs are looked for, in one pass; nothing is tried on it."""
    page = ("".join(f"<p>{text}</p>\n{MARKUP * 30}" for text in NEWS) * 20)[:300_000]
    assert len(page) == 300_000
    monkeypatch.setattr(Restorer, "run", lambda _: pytest.fail("an ordinary page was read as a mirror"))
    assert undo_mirror(page).text == page


def test_a_mirror_takes_as_much_work_as_it_has_damage() -> None:
    """In readings looked at: .4 to .5 a character of this damage (2026-11)."""
    for times in (1, 5):
        page = damage("\n".join(NEWS * times), Plan(seed=2, density=0.7, cuts=1.0, sown=0.3))[:20_000]
        restorer = Restorer(page, MirroredText(converted=True))
        restorer.run()
        assert 0 < restorer.effort < 0.8 * len(page)


@pytest.mark.parametrize(
    "unit",
    ["侵犯?jìng)€(gè)人", "?！", "？榛滞蛴", "?", "(jī)", "機(jī)", "們?jìng)榛滞蛴帽", "?\x05！", "(a(a"],
)
def test_linear(unit: str) -> None:
    head = "機(jī)關(guān)個(gè)國(guó)會(huì)時(shí)" * 3
    short, long = (head + unit * count for count in (150, 1500))
    undo_mirror(short)
    quick = best_of(3, lambda: undo_mirror(short))
    # The second time only where the first was slow: another process may have been in the way.
    assert any(best_of(1, lambda: undo_mirror(long)) < 25 * quick + 0.02 for _ in range(2))


def test_many_passages_cost_no_more_than_one() -> None:
    """What the page says of its engine is asked once, not of every passage."""
    simplified, made = (
        "这里的人们说话很轻。\n",
        "他折疊了信紙，機(jī)關(guān)還在。\n".replace("折疊", "摺疊"),
    )
    short, long = ((made + simplified) * count + made * count for count in (100, 1000))
    undo_mirror(short)
    quick = best_of(3, lambda: undo_mirror(short))
    assert any(best_of(1, lambda: undo_mirror(long)) < 25 * quick + 0.02 for _ in range(2))


@pytest.mark.parametrize("sign", ["?", "\ufffd"])
def test_a_flood_of_lost_characters_is_not_worked_on(sign: str) -> None:
    """Charset loss, not a mirror: no reading is tried."""
    flood = f"五月五日，石桥修复工程完工，市{f'{sign}，市' * 500}民过桥。"
    assert not looks_mirrored(flood)


@pytest.mark.parametrize("unit", ["市\ufffd，", "?！", "？榛滞蛴", "們?jìng)榛滞蛴帽"])
def test_work_is_bounded(unit: str) -> None:
    """In readings looked at, 6 microseconds each."""
    restorer = Restorer(unit * 2000, MirroredText(converted=False))
    restorer.run()
    assert restorer.effort <= 1.1 * MOST_EFFORT


def test_hostile_cuts_are_given_up() -> None:
    """Nothing but cuts: what is past the budget is left, and counted."""
    found = undo_mirror("機(jī)關(guān)個(gè)國(guó)會(huì)時(shí)" * 3 + "?！" * 20_000)
    counts = {repair.kind: repair.count for repair in found.repairs}
    assert found.is_mirror
    assert counts["undecided"] > 1_000
