"""Stored mojibake is undone, right text never touched."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page
from newsarchive.text.mojibake import undo_mojibake

CHINESE = "<h1>海州大桥今日通车</h1>\n<p>海州市水务局宣布，新桥将减轻老城区的交通压力。</p>"
GERMAN = "<p>Die Bürgermeisterin eröffnete die „neue“ Brücke über die Mühle – nach drei Jahren.</p>"
RUSSIAN = "<p>Мэр города открыл новый мост через реку.</p>"


def as_windows(text: str) -> str:
    """UTF-8 read as Windows-1252, its five holes as Latin-1."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def as_latin(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize("text", [CHINESE, GERMAN, RUSSIAN], ids=["zh", "de", "ru"])
@pytest.mark.parametrize("damage", [as_windows, as_latin])
def test_utf8_read_as_latin(text: str, damage: Callable[[str], str]) -> None:
    repair = undo_mojibake(damage(text))
    assert repair.text == text
    assert [(item.kind, item.confidence) for item in repair.repairs] == [("utf8_read_as_latin1", 1.0)]


def test_twice_damaged() -> None:
    assert (
        undo_mojibake(as_windows(as_windows("<p>l’école est près d’ici</p>"))).text
        == "<p>l’école est près d’ici</p>"
    )


def test_gbk_read_as_latin() -> None:
    repair = undo_mojibake(CHINESE.encode("gbk").decode("latin-1"))
    assert repair.text == CHINESE
    assert [item.kind for item in repair.repairs] == ["gbk_read_as_latin1"]


def test_utf8_read_as_gbk() -> None:
    text = "<p>海州大桥今天通车市民高兴</p>"  # an even number of characters: no byte is lost
    repair = undo_mojibake(text.encode().decode("gb18030"))
    assert repair.text == text
    assert [(item.kind, item.confidence) for item in repair.repairs] == [("utf8_read_as_gbk", 1.0)]


@pytest.mark.parametrize("mark", ["\ufffd", "?"])
def test_utf8_read_as_gbk_with_lost_bytes(mark: str) -> None:
    damaged = CHINESE.encode().decode("gbk", "replace").replace("\ufffd", mark)
    repair = undo_mojibake(damaged)
    right = set(CHINESE)
    assert set(repair.text) - right <= {"\ufffd"}  # what is lost is shown as lost, nothing is made up
    assert repair.text.count("\ufffd") < len(CHINESE) / 4
    assert repair.repairs[0].confidence < 1


NEWS = {
    "zh": "海州大桥今日通车，市民可以步行过桥。记者5月12日从水务局了解到，新桥将减轻老城区的交通压力。",
    "zh-Hant": "海州大橋今日通車，市民可以步行過橋。記者5月12日從水務局了解到，新橋將減輕老城區的交通壓力。",
    "ja": "海州市の新しい橋が今日から使えます。市民は「とても便利だ」と言って喜んでいます。",
    "ko": "해주시의 새로운 다리가 오늘부터 개통되었습니다. 시민들이 다리를 건너며 기뻐했다.",
    "ru": "Мэр города открыл новый мост через реку. Строительство заняло три года, сказал он.",
    "uk": "Мер міста відкрив новий міст через річку. Її будівництво тривало три роки.",
    "de": "Die Bürgermeisterin eröffnete die „neue“ Brücke über die Mühle – nach drei Jahren.",
    "pl": "Burmistrz otworzył nowy most nad rzeką. Budowa trwała trzy lata, mówią mieszkańcy, i się cieszą.",
    "cs": "Starosta otevřel nový most přes řeku. Stavba trvala tři roky, říkají obyvatelé města.",
    "en": "It’s the mayor’s “new” bridge — at last…",
}
UTF8_READ_AS = {
    "cp1250": ["zh", "ja", "ko", "ru", "uk", "de", "pl", "cs", "en"],
    "cp1251": ["zh", "ja", "ko", "ru", "uk", "de", "en"],
    "cp437": ["zh", "ja", "ko", "ru", "uk", "de", "en"],
    "mac-roman": ["zh", "ja", "ko", "ru", "uk", "de", "en"],
    "koi8-r": ["zh", "ko", "ru", "uk", "de", "en"],
    "cp866": ["ru", "uk"],
}
READ_AS_LATIN = {
    "gb18030": ("zh", "gbk"),
    "cp950": ("zh-Hant", "big5"),
    "cp932": ("ja", "shift_jis"),
    "euc_jp": ("ja", "euc-jp"),
    "cp949": ("ko", "euc-kr"),
    "cp1251": ("ru", "cp1251"),
    "koi8-u": ("uk", "koi8-u"),
}


def read_as(raw: bytes, codec: str) -> str:
    """`raw` read byte by byte, holes of the charset as Latin-1."""
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in raw)


@pytest.mark.parametrize(
    ("codec", "language"), [(codec, language) for codec, all_ in UTF8_READ_AS.items() for language in all_]
)
def test_utf8_read_in_other_single_byte_charsets(codec: str, language: str) -> None:
    text = f"<p>{NEWS[language]}</p><p>plain</p>"
    repair = undo_mojibake(read_as(text.encode(), codec))
    assert repair.text == text
    assert all(item.kind.startswith("utf8_read_as_") for item in repair.repairs)


@pytest.mark.parametrize("reader", ["latin-1", "cp1252"])
@pytest.mark.parametrize("codec", READ_AS_LATIN)
def test_national_charsets_read_as_latin(codec: str, reader: str) -> None:
    language, name = READ_AS_LATIN[codec]
    text = f"<p>{NEWS[language]}</p><p>plain</p>"
    repair = undo_mojibake(read_as(text.encode(codec), reader))
    assert repair.text == text
    assert [item.kind for item in repair.repairs] == [f"{name}_read_as_latin1"]


def test_utf8_read_as_shift_jis() -> None:
    text = "<p>海州市の新しい橋が今日から使えます。市民は喜んでいます。</p>"
    repair = undo_mojibake(text.encode().decode("cp932", "replace"))
    assert set(repair.text) - set(text) <= {"\ufffd"}
    assert repair.text.count("\ufffd") <= 6
    assert [item.kind for item in repair.repairs] == ["utf8_read_as_shift_jis"]


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("Retour Ã  la normale", "Retour à la normale"),
        ("Retour Ã la normale", "Retour à la normale"),
        ("voilÃ  le pont, lÃ , dÃ©jÃ ", "voilà le pont, là, déjà"),
        ("Ã s trÃªs horas", "às três horas"),
        ("10Â km, Ã©tÃ©", "10 km, été"),
        ("Grünau: Itâ€™s über – né", "Grünau: It’s über – né"),
        ("El dijo «así» â€œhoyâ€\x9d", "El dijo «así» “hoy”"),
        ("â­\x90â­\x90 (4/5)", "⭐⭐ (4/5)"),
        (
            "Q&amp;amp;A &amp;#8211; l&amp;rsquo;&amp;eacute;t&amp;eacute;",
            "Q&amp;A &#8211; l&rsquo;&eacute;t&eacute;",
        ),
        ("&amp;#26032;&amp;#26725;", "&#26032;&#26725;"),
    ],
)
def test_bits_and_pieces(damaged: str, text: str) -> None:
    assert undo_mojibake(f"<p>{damaged}</p><p>é</p>").text == f"<p>{text}</p><p>é</p>"


@pytest.mark.parametrize("text", [NEWS["zh"], NEWS["de"], NEWS["ru"]], ids=["zh", "de", "ru"])
def test_entities_that_hold_bytes(text: str) -> None:
    for codec in ("utf-8", *(("gbk",) if text == NEWS["zh"] else ())):
        coded = "".join(f"&#{byte};" if byte > 0x7F else chr(byte) for byte in text.encode(codec))
        assert undo_mojibake(f"<p>{coded}</p>").text == f"<p>{text}</p>"


@pytest.mark.slow
@pytest.mark.parametrize(
    "filler",
    [
        "<p>Ã©té</p>",
        "Ã©",
        "ÖÐ¹ú",
        "鏂板崕",
        "?鏂",
        "Ã ",
        "Ìîñò ",
        "├╝",
        "&#206;&#210;",
        "&amp;amp;",
        "Ã©ÖÐ¹ú鏂Ð°<p>",
    ],
)
def test_hostile_pages_take_time_by_their_length(filler: str) -> None:
    start = time.process_time()
    undo_mojibake(filler * (250_000 // len(filler)))
    assert time.process_time() - start < 4  # 0.02 to 0.3 s here


def test_only_the_damaged_passage_changes() -> None:
    page = f"<p>新桥今天通车。</p><p>{as_windows('记者走访了老城区的市场')}</p><p>Café Größe</p>"
    repair = undo_mojibake(page)
    assert repair.text == "<p>新桥今天通车。</p><p>记者走访了老城区的市场</p><p>Café Größe</p>"
    assert repair.repairs[0].count == 1


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        GERMAN,
        RUSSIAN,
        "<p>Le marché»… déjà»… “ÉTÉ” à «L’ŒUVRE»</p>",
        "<p>IRMÃ” NÃO “SÃO PAULO” AMANHÃ… MENÜ“ PÂ»</p>",
        "<p>ÄÖÜß äöü ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ</p>",
        "<p>25 °C ± 2 °, ½ £ 3 × 4 ÷ 5 ¼¾</p>",
        "<p>鐘樓旁的鐵路、鍊條、鑲嵌、滷肉、銆</p>",
        "<p>联通公司的鍏璧浜</p>",
        "<p>\xa0\xa0\xa0\xa0\xa0\xa0 »»»»» ©©©© ····</p>",
        "<p>ЗАГОЛОВОК «ПРАВДЫ»: Я – «СССР»; всё сёла, Лі Кі Її РІШЕННЯ, мёд щётка</p>",
        "<p>MĂŞTI, FATĂ» LUMEA Ţării; DŮŽITÉ ÚŘAD MŮŽE; Ĺ a Ľ</p>",
        "<p>┌──┬──┐│├──┤└──┘ √π ≈ ½√2, «Γ»</p>",
        "<p>Þýðing og þýðingar á íslensku: það er þýtt, fæðuöryggið, öðruvísi</p>",
        "<p>Thủ tướng đã phát biểu tại buổi họp báo sáng nay về tình hình kinh tế</p>",
        "<p>È già là: perché è così, più però à è</p>",
        "<p>NÃO, SÃO JOÃO, MAÇÃ; AÇÃO ÀS TRÊS; ÇÃO ÃO ÃO</p>",
        "<p>AT&amp;T; <code>&amp;nbsp; &amp;#20013;</code> <a href='?a&amp;amp;b'>&amp;lt;b&amp;gt;</a></p>",
        "<p>&uuml;&szlig; &nbsp;&mdash;&nbsp; &copy;&reg;</p>",
        "<p>Ç ã „ä“ ‚a‘ ‚b‘ ‚c‘ ƒ ƒƒ</p>",
        "<p>In alten Seiten steht Ã¼ statt ü, weil der Zeichensatz falsch war.</p>",
        "",
        "plain",
    ],
)
def test_right_text_is_left_alone(text: str) -> None:
    repair = undo_mojibake(text)
    assert repair.text == text
    assert repair.repairs == ()


@given(st.text())
def test_never_raises_and_settles(text: str) -> None:
    once = undo_mojibake(text)
    assert (once.text == text) == (not once.repairs)


@given(
    st.text(
        st.sampled_from("一二三大小人民的了在和新闻记者市长今天昨日上海北京，。“”：；（）abc 123"),
        max_size=60,
    )
)
def test_frequent_chinese_is_never_changed(text: str) -> None:
    assert undo_mojibake(text).text == text


# Every page that changed was looked at on 2026-12-01: all hold real damage (alt texts, whole articles,
# controls in place of quotes).
@pytest.mark.parametrize(("name", "most"), [("gne", 1), ("zhgold", 0), ("netease_gbk", 0), ("fundus", 2)])
def test_right_pages_of_the_corpora_are_left_alone(shared: Path, name: str, most: int) -> None:
    folder = shared / "corpora" / name
    changed = 0
    for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines()):
        body = gzip.decompress((folder / f"{row['id']}.html.gz").read_bytes())
        changed += bool(undo_mojibake(decode_page(FetchedPage(url="", body=body)).text).repairs)
    assert changed <= most
