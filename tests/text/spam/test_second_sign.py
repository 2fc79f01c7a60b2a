"""Whatever the n-gram model says, it cuts no text that nothing else speaks against."""

from __future__ import annotations

import pytest

from newsarchive.text.spam.features import measure
from newsarchive.text.spam.judge import LIKELY_SPAM, SURE_SPAM, judge_features
from newsarchive.text.spam.spam_blocks import _look as remembered
from newsarchive.text.spam.spam_blocks import spam_blocks
from newsarchive.text.spam.unmasking import unmask
from tests.text.spam.declaration import declarations

# Rows as gold texts have them: specifications, weights, jobs, prices. Written for this test.
ROWS = (
    "Width 1,240 mm | Height 870 mm | Weight 46 kg | Voltage 230 V",
    "200 g flour, 120 g sugar, 3 eggs, 1 tsp baking powder",
    "Nurse (full time), Harbour Clinic; Carpenter, Holm & Sons; Bus driver, night shift",
    "型号 X200 | 重量 46 千克 | 功率 1200 瓦 | 颜色 银灰",
    "护士三名、木工两名、公交司机五名、保洁员若干",
    "Breite 1240 mm, Höhe 870 mm, Gewicht 46 kg",
    "정격 전압 220V, 무게 46kg, 크기 1240 x 870 mm",
)
SENTENCES = (
    "The bridge was closed for two years while the council looked for money to repair its middle pier.",
    "市图书馆新馆周三上午正式对公众开放，三层楼共设有两千个座位和一个儿童阅览区。",
    "Der Stadtrat hat die Brücke für zwei Jahre gesperrt, weil das Geld für die Reparatur fehlte.",
)
# Most of the declarations' paragraphs that may be cut were the model sure of every line: those that hold a
# word of the trades. 14 of 4,731 do (2026-11-27).
MOST_SECONDED = 0.005
SIGNS = ("telegram @holmsson9", "www.holmsson9.top", "+47 912 34 567", "holmsson777", "buy cheap viagra")


# What a site is called is no way to reach anybody: written for this test.
NAMED = (
    "We rolled out fresh designs for the messages your subscribers get when a post is out on FerryPress.com.",
    "Bookings on RoomBay.com and Flightly.net rose by a fifth after the two companies cut their fees in May.",
)


@pytest.fixture
def suspicious(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A model that takes everything for spam, and a screen that lets everything through to it."""
    monkeypatch.setattr("newsarchive.text.spam.features.spam_odds", lambda _: 9.0)
    monkeypatch.setattr(
        "newsarchive.text.spam.spam_blocks.candidate_lines", lambda texts, *_, **__: [True] * len(texts)
    )
    # What was looked at before was looked at with the real model, and what is now must not stay.
    remembered.cache_clear()
    request.addfinalizer(remembered.cache_clear)


@pytest.mark.usefixtures("suspicious")
@pytest.mark.parametrize("text", [*ROWS, *SENTENCES])
@pytest.mark.parametrize("least", [LIKELY_SPAM, SURE_SPAM])
def test_no_line_goes_by_the_model_alone(text: str, least: float) -> None:
    assert not judge_features(measure(unmask(text)), least).spam


@pytest.mark.usefixtures("suspicious")
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("text", [ROWS[0], ROWS[3], *SENTENCES])
def test_a_second_sign_in_the_text_lets_it_go(text: str, sign: str) -> None:
    assert judge_features(measure(unmask(f"{text} {sign}")), LIKELY_SPAM).spam


@pytest.mark.parametrize("text", NAMED)
def test_what_a_site_is_called_is_no_sign_in_a_sentence(text: str) -> None:
    """In a list it is, and an address with a path, or written as farms write it."""
    assert measure(unmask(text)).contact
    assert not measure(unmask(text)).seconded
    name = "FerryPress.com" if "FerryPress" in text else "RoomBay.com"
    for address in (f"www.{name}", f"{name}/join", name.lower(), f"{name} (ada@{name.lower()})"):
        assert measure(unmask(text.replace(name, address))).seconded


@pytest.mark.usefixtures("suspicious")
@pytest.mark.parametrize("text", ROWS)
def test_so_does_one_beside_it(text: str) -> None:
    assert judge_features(measure(unmask(text)), LIKELY_SPAM, seconded=True).spam


@pytest.mark.usefixtures("suspicious")
def test_sentences_of_nearly_all_languages_bear_no_sign() -> None:
    paragraphs = [text for each in declarations() for text in each.paragraphs]
    cut = [text for text in paragraphs if judge_features(measure(unmask(text)), LIKELY_SPAM).spam]
    assert len(cut) <= MOST_SECONDED * len(paragraphs)


@pytest.mark.usefixtures("suspicious")
def test_a_sentence_in_another_script_is_a_quotation() -> None:
    article = (*SENTENCES[1:2] * 3, SENTENCES[0], *SENTENCES[1:2] * 2)
    assert spam_blocks(article) == []
    advert = f"{SENTENCES[0]} {SIGNS[-1]}"
    assert [block.start for block in spam_blocks((*article[:3], advert, *article[4:]))] == [3]


@pytest.mark.usefixtures("suspicious")
@pytest.mark.parametrize("text", ["加微信的读者都收到了馆方的通知。", "咨询请打电话，馆员全天值班。"])
def test_a_word_for_a_messenger_is_no_way_to_reach_anyone(text: str) -> None:
    """With a number or a handle behind it it is."""
    assert not measure(unmask(text)).contact
    assert measure(unmask(f"{text}微信：kf88291")).contact
    assert measure(unmask(f"{text}电话 0471 5589 32")).contact
