"""Mirrors come back whatever engine made them, and what another hand wrote in them stays."""

from __future__ import annotations

from functools import cache

import pytest
from opencc import OpenCC

from benchmarks.evaluation.mirror_damage import ENGINES, Plan, converted_by
from benchmarks.evaluation.mirror_damage import damage_by as damage
from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mirror.conversion_marks import conversion_spelling
from newsarchive.text.mirror.converted_script import table_of
from tests.text.mirror.scoring import share_right
from tests.text.mirror.texts import NEWS

PAGE = "\n".join(NEWS)
ONE_FORM = [name for name in ENGINES if name.startswith("one form")]
BY_PHRASES = [name for name in ENGINES if name.startswith("phrases")]
SPAWNED = [
    Plan(seed=5, density=0.4),
    Plan(seed=6, density=0.4, cuts=1.0, sown=0.5),
    Plan(seed=7, toneless=0.2),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("plan", SPAWNED, ids=["noted", "noted and cut", "toneless"])
def test_a_damaged_page_comes_back(engine: str, plan: Plan) -> None:
    made = Plan(plan.seed, engine, plan.convert, plan.density, plan.toneless, plan.cuts, plan.sown)
    found = undo_mirror(damage(PAGE, made))
    assert found.is_mirror
    assert share_right([(PAGE, found.text)]) >= 0.997


@pytest.mark.parametrize("engine", ONE_FORM)
def test_forms_out_of_place_are_enough(engine: str) -> None:
    found = undo_mirror(converted_by(PAGE, Plan(seed=3, engine=engine)))
    assert found.is_mirror
    assert share_right([(PAGE, found.text)]) >= 0.997


@pytest.mark.parametrize("standard", ["s2t", "s2tw", "s2twp", "s2hk"])
def test_what_spells_as_people_do_stays(standard: str) -> None:
    text = str(OpenCC(standard).convert(PAGE))
    assert undo_mirror(text).text is text
    assert not conversion_spelling(text).one_form


@pytest.mark.parametrize("engine", BY_PHRASES)
def test_one_note_in_such_a_text_is_its_writers(engine: str) -> None:
    text = converted_by(PAGE, Plan(engine=engine)).replace("還", "還(huán)", 1)
    assert undo_mirror(text).text is text


@pytest.mark.parametrize("slips", [("之後", "之后"), ("只有", "隻有"), ("公里", "公裡"), ("製造", "制造")])
def test_a_slip_is_no_engine(slips: tuple[str, str]) -> None:
    text = str(OpenCC("s2tw").convert(f"{PAGE}\n只有三公里，之后再制造。")).replace(*slips)
    assert undo_mirror(text).text is text


SLIPS = (("以後", "以后"), ("國際", "囯際"), ("一分鐘", "一分鍾"), ("車間裡", "車間里"), ("並賠償", "併賠償"))


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_few_slips_in_a_long_text_are_its_writers(count: int) -> None:
    """An engine would have left many more: what proves one in a paragraph proves nothing in a page."""
    text = str(OpenCC("s2tw").convert("\n".join((*NEWS, *NEWS))))
    for right, slip in SLIPS[:count]:
        assert right in text
        text = text.replace(right, slip, 1)
    assert undo_mirror(text).text is text


def test_an_everyday_form_nobody_writes_is_worth_more_than_a_rare_one() -> None:
    def made(*pairs: tuple[str, str]) -> str:
        text = str(OpenCC("s2t").convert(NEWS[1] + NEWS[6]))
        for pair in pairs:
            assert pair[0] in text
            text = text.replace(*pair, 1)
        return text

    nobody = made(("一個", "一箇"), ("家庭", "傢庭"))
    assert undo_mirror(nobody).text == NEWS[1] + NEWS[6]
    anybody = made(("麪館", "面館"))
    assert undo_mirror(anybody).text is anybody


def test_a_table_that_keeps_a_few_simplified_characters_is_an_engine() -> None:
    kept = str.maketrans("們個麼", "们个么")
    made = converted_by(PAGE, Plan(seed=3, engine="one form, site")).translate(kept)
    found = undo_mirror(made)
    assert share_right([(PAGE, found.text)]) >= 0.995
    both = "\n".join((*NEWS, str(OpenCC("s2tw").convert(PAGE))))
    assert undo_mirror(both).text is both


def test_cantonese_is_no_engine() -> None:
    text = "佢哋話嗰隻貓係佢嘅，我哋個個鐘頭都要睇住佢，唔係嘅話佢就走咗去第二間舖頭；你話係咪好煩？" * 3
    assert undo_mirror(text).text is text


@cache
def _quoted() -> str:
    return str(OpenCC("s2t").convert(NEWS[8]))


@pytest.mark.parametrize("place", [0, 5, len(NEWS)])
def test_a_traditional_quotation_in_a_simplified_mirror_stays(place: int) -> None:
    """A third of the characters that tell are Traditional, and none of them is damaged."""
    sown = damage(PAGE, Plan(seed=2, convert=False, sown=1.0)).split("\n")
    quotations = [_quoted()] * 4
    found = undo_mirror("\n".join((*sown[:place], *quotations, *sown[place:])))
    assert found.is_mirror
    assert found.text.count(_quoted()) == 4


def test_a_quotation_inside_a_simplified_sentence_stays() -> None:
    sown = damage(PAGE, Plan(seed=2, convert=False, sown=1.0))
    line = f"他在信里写道：“{_quoted()[:20]}”，读者们看了之后纷纷来信，说这样的话现在已经很少有人说了。"
    assert line in undo_mirror(f"{sown}\n{line}").text


def test_the_table_is_read_off_the_page() -> None:
    table = table_of("後來他們在家裏說，後來的事以後再說，家裏的人都知道。")
    assert (table.form("后"), table.form("里"), table.form("说")) == ("後", "裏", "說")
    assert not table.is_foreign("裏")
    assert table.is_foreign("隻")
    assert not table_of("").made
