"""Sentences that sell go out of an article about something else; what reports, quotes and serves stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.training.train_pitches import learnt_weights
from newsarchive.text.cleaning.clean import clean_paragraphs
from newsarchive.text.spam.pitch_words import PitchWord, PitchWords, language_words, words_for
from newsarchive.text.spam.pitches import (
    PITCH,
    WEIGHTS,
    PitchArticle,
    Sentence,
    own_signs,
    pitch_spans,
    without_spans,
)
from newsarchive.text.spam.unmasking import fold_only

STORIES = {
    "en": (
        "The footbridge over the Tarn will open again on Friday after a winter of repairs.",
        "Carpenters replaced eleven beams that woodworm had eaten. The council paid for the oak.",
        "School children crossed first, as they did when it was built.",
    ),
    "de": (
        "Der Steg über den Mühlbach ist nach der Reparatur seit Freitag wieder offen.",
        "Zimmerleute haben elf Balken ersetzt, die der Wurm zerfressen hatte. Das Holz stammt aus dem Dorf.",
        "Die Kinder der dritten Klasse gingen als Erste hinüber.",
    ),
    "fr": (
        "La passerelle du moulin a rouvert vendredi après un hiver de travaux.",
        "Les charpentiers ont remplacé onze poutres rongées par les vers. Le chêne vient du bois voisin.",
        "Les écoliers ont traversé les premiers, comme en 1931.",
    ),
    "es": (
        "La pasarela del molino volvió a abrir el viernes tras un invierno de obras.",
        "Los carpinteros cambiaron once vigas comidas por la carcoma. El roble es del monte vecino.",
        "Los niños de la aldea cruzaron los primeros.",
    ),
    "ru": (
        "Пешеходный мостик у мельницы снова открыли в пятницу после зимнего ремонта.",
        "Плотники заменили одиннадцать балок, источенных жуком. Дуб привезли из соседнего леса.",
        "Первыми по нему прошли ученики третьего класса.",
    ),
    "id": (
        "Jembatan kayu di dekat kincir dibuka lagi pada Jumat setelah diperbaiki.",
        "Tukang kayu mengganti sebelas balok yang dimakan rayap. Kayunya berasal dari hutan desa.",
        "Anak-anak sekolah menyeberang lebih dahulu.",
    ),
    "tr": (
        "Değirmenin yanındaki tahta köprü onarımın ardından cuma günü yeniden açıldı.",
        "Marangozlar kurtların kemirdiği on bir kirişi değiştirdi. Meşe yandaki ormandan geldi.",
        "Köprüden önce köyün çocukları geçti.",
    ),
    "ja": (
        "水車小屋のわきの木橋が、冬の修理を終えて金曜日にまた開いた。",
        "大工は虫に食われた梁を十一本取りかえた。材木は村の山から運んだ。",
        "最初に渡ったのは三年生の子どもたちだった。",
    ),
    "ko": (
        "물레방아 옆 나무다리가 겨울 수리를 마치고 금요일에 다시 열렸다.",
        "목수들은 벌레 먹은 들보 열한 개를 갈았다. 참나무는 뒷산에서 베어 왔다.",
        "가장 먼저 건넌 것은 삼 학년 아이들이었다.",
    ),
    "zh": (
        "水磨旁边的木桥经过一冬的修理，星期五重新开放。",
        "木匠换了十一根被虫蛀坏的梁。橡木是从村后的山上砍来的。",
        "最先走过去的是三年级的孩子们。",
    ),
}
PITCHES = {
    "en": (
        "Grab 80 free spins with no deposit at our crypto casino and cash out your winnings in minutes!",
        "Order tramadol and generic cialis without a prescription, discreet shipping to your door.",
        "Buy an undetectable passport or driving licence, message our agents on Telegram @paper_works55.",
    ),
    "de": (
        "Sichere dir jetzt 80 Freispiele ohne Einzahlung im besten Online-Casino mit sofortiger Auszahlung!",
        "Führerschein ohne Prüfung kaufen, diskrete Lieferung, schreib uns auf WhatsApp +49 155 5550 0199.",
    ),
    "fr": (
        "Inscrivez-vous au casino en ligne et recevez 80 tours gratuits sans dépôt, retrait immédiat !",
        "Achetez du kamagra sans ordonnance, livraison discrète en 48 heures partout en France.",
    ),
    "es": (
        "¡Regístrate en el casino online y llévate 80 tiradas gratis sin depósito con retiro inmediato!",
        "Préstamos rápidos sin aval ni papeleo, escríbenos al WhatsApp +52 55 5550 0199 hoy mismo.",
    ),
    "ru": (
        "Регистрируйся в онлайн-казино и забирай 80 фриспинов без депозита с моментальным выводом на карту!",
        "Купите диплом с занесением в реестр недорого, пишите в Telegram @diplom_test55.",
    ),
    "id": (
        "Daftar sekarang di situs slot gacor terpercaya dan klaim bonus new member 100% tanpa potongan!",
        "Pinjaman uang cepat cair tanpa jaminan, hubungi WhatsApp 0855 5550 0199 sekarang juga.",
    ),
    "tr": (
        "Hemen üye ol, 500 TL deneme bonusu kazan ve en güvenilir casino sitesinde çevrimsiz oyna!",
        "Kefilsiz senetsiz nakit kredi aynı gün hesabınızda, WhatsApp +90 555 555 01 99 hattına yazın!",
    ),
    "ja": (
        "今すぐ登録して入金不要ボーナス3000円を受け取り、人気のオンラインカジノで遊ぼう！",
        "ブランドコピー時計を激安販売、全国送料無料、今すぐご注文ください！",
    ),
    "ko": (
        "지금 가입하고 첫충 보너스 30%를 받으세요, 먹튀 없는 메이저 카지노사이트!",
        "무직자 소액대출 당일 입금, 무서류 무방문, 텔레그램 @daechul555 으로 문의 주세요!",
    ),
    "zh": (
        "立即注册线上娱乐城，首存送百分之百彩金，百家乐老虎机秒提现！",
        "正规网贷无抵押秒批秒下款，黑户可做，立即申请，加微信 daikuan55500！",
    ),
}
HONEST = {
    "en": (
        "The casino gave every new player 80 free spins and promised to pay winnings in minutes.",
        "“Grab 80 free spins with no deposit and cash out in minutes!” said the leaflet on the bridge.",
        "He had ordered tramadol without a prescription, the court heard, and paid in bitcoin.",
        "The chemist in Mill Lane delivers your prescription free: order it by WhatsApp before noon.",
        "Covered by the law are lotteries, bingo, online slots, betting shops and poker.",
        "Subscribe to our newsletter and get the news free in your inbox every morning!",
        "Book a massage at the village fair for £5 and bring your own towel.",
        "Do not buy pills from sites that offer them without a prescription.",
    ),
    "de": (
        "Das Online-Casino versprach neuen Spielern 80 Freispiele ohne Einzahlung und zahlte nie aus.",
        "Die Fahrschule bietet den Führerschein im Mai zum halben Preis an, Anmeldung per WhatsApp.",
        "Kaufen Sie nicht bei Händlern, die Potenzmittel ohne Rezept und mit Rabatt anbieten.",
    ),
    "fr": (
        "Le casino promettait 80 tours gratuits sans dépôt et un retrait immédiat des gains.",
        "La pharmacie livre gratuitement vos médicaments : commandez-les avant midi par WhatsApp.",
    ),
    "ru": (
        "Казино обещало новым игрокам 80 фриспинов без депозита и моментальный вывод.",
        "Мошенники предлагали диплом с занесением в реестр и просили писать в Telegram.",
    ),
    "ja": ("このオンラインカジノは入金不要ボーナスを配り、高校生にも登録を勧めていた。",),
    "ko": ("이 카지노사이트는 첫충 보너스 30%를 준다며 고등학생까지 가입시켰다.",),
    "zh": ("该网站以首存送百分之百彩金为诱饵，吸引两千多人注册，警方已立案。",),
}


def placed(story: tuple[str, ...], text: str) -> list[tuple[str, ...]]:
    """The story with a text as a paragraph of its own, and behind and before the sentences of one."""
    first, second, third = story
    joint = "" if second.endswith("。") else " "
    return [
        (first, text, second, third),
        (*story, text),
        (first, f"{second}{joint}{text}", third),
        (first, f"{text}{joint}{second}", third),
    ]


@pytest.mark.parametrize(
    ("language", "pitch"), [(language, one) for language in PITCHES for one in PITCHES[language]]
)
def test_a_pitch_goes_wherever_it_stands_and_alone(language: str, pitch: str) -> None:
    for paragraphs in placed(STORIES[language], pitch):
        kept, removed = clean_paragraphs(paragraphs)
        assert kept == STORIES[language]
        assert [block.text for block in removed] == [pitch]


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, one) for language in HONEST for one in HONEST[language]]
)
def test_what_tells_quotes_or_serves_stays(language: str, sentence: str) -> None:
    for paragraphs in placed(STORIES[language], sentence):
        assert clean_paragraphs(paragraphs) == (paragraphs, ())


def test_a_pitch_in_an_article_about_its_trade_stays() -> None:
    """It may be the article's own, as in reviews; the other rules judge it."""
    pitch = PITCHES["en"][0]
    review = (
        "Three casino apps were tried for this review, and all of them pay out slowly.",
        "The first has free spins for new players and a deposit bonus with hard terms.",
        "The second lists two thousand slots, of which half are copies.",
        "The third asks for a passport before it pays winnings.",
    )
    assert pitch_spans((*review[:2], pitch, *review[2:])) == []


def test_a_text_that_sells_all_along_has_no_pitch() -> None:
    """What it is about cannot be told then; pages of nothing but spam are another rule's."""
    assert pitch_spans([*PITCHES["en"], STORIES["en"][0]]) == []


@pytest.mark.parametrize(
    "marks", ["“ ”", "„ “", "„ ”", "« »", "» «", "‘ ’", "‚ ‘", '" "', "” ”", "「 」", "— "]
)
def test_a_part_of_a_longer_quotation_stays(marks: str) -> None:
    opening, _, closing = marks.partition(" ")
    quoted = f"{opening}Listen to what the poster says. {PITCHES['en'][0]} That was all{closing}, he added."
    if opening == "—":
        quoted = f"— Listen to what the poster says. {PITCHES['en'][0]} — That was all."
    assert pitch_spans((*STORIES["en"], quoted)) == []


@pytest.mark.parametrize("stray", ["“", '5" long', "「"])
def test_a_stray_mark_shields_nothing(stray: str) -> None:
    assert pitch_spans((*STORIES["en"], f"The plank {stray} is old. {PITCHES['en'][0]}"))


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("en", "Get help free on 0808 8020 133 if betting or bingo has become a problem."),
        ("en", "Contact your GP if you have bought diet pills online, or call 111 free."),
        ("en", "Call the free pest control line on 01632 960 229 if you see rats near your bins."),
        ("en", "Come to the bingo night on Saturday and win great prizes, from a ham to a holiday!"),
        ("en", "If you are looking for a plumber, ask neighbours who is reliable and affordable."),
        ("en", "Watch the live stream of the carol concert free on our page from six!"),
        ("fr", "Appelez gratuitement le 09 74 75 13 13 si les paris sportifs deviennent un problème."),
        ("de", "Beantragen Sie Ihren Reisepass online, das geht schnell und kostet 70 Euro."),
        ("es", "Disfruta gratis de ese concierto el domingo en la plaza, ¡entrada libre!"),
        ("ru", "Звоните бесплатно на горячую линию, если ставки стали для вас проблемой."),
        ("ja", "ギャンブルで困ったら、無料の相談電話に今すぐ連絡してください。"),
    ],
)
def test_notices_and_advice_stay(language: str, notice: str) -> None:
    assert [span for text in placed(STORIES[language], notice) for span in pitch_spans(text)] == []


def test_behind_a_number_an_honest_sentence_begins() -> None:
    line = "Cheap replica Rolex watches, free shipping, order now on WhatsApp +44 7700 900199"
    first, second, third = STORIES["en"]
    kept, _ = clean_paragraphs((first, f"{line} {second}", third))
    assert second in kept[1]


def words(language: str) -> PitchWords:
    found = language_words(language)
    assert found is not None
    return found


def test_signs_say_what_they_found() -> None:
    signs = own_signs(words("en"), "Grab 80 free spins with no deposit at our casino!")
    assert signs["exclaims"] and signs["goods"] and signs["begins_with_call"]
    assert not signs["told"] and not signs["contact"]
    assert own_signs(words("en"), "He was arrested for 80 free spins at a casino.")["told"]


def test_every_weight_is_of_a_sign() -> None:
    article = PitchArticle(words("en"), tuple(Sentence.of(words("en"), one) for one in STORIES["en"]))
    assert set(WEIGHTS) - {"bias"} <= set(article.signs(PITCHES["en"][0]))
    assert article.odds(PITCHES["en"][0]) >= PITCH > article.odds(HONEST["en"][0])


@pytest.mark.parametrize(
    ("language", "text", "word", "kind"),
    [
        ("ru", "Всё о казино и ставках", "казино", PitchWord.GOODS),
        ("ar", "القروض السريعة", "القروض", PitchWord.GOODS),
        ("ja", "オンラインカジノで遊ぶ", "オンラインカジノ", PitchWord.GOODS),
        ("en", "The police came", "police", PitchWord.TOLD),
        ("en", "our newsletter", "newsletter", PitchWord.BODY),
        ("da", "helt gratis i dag", "gratis", PitchWord.PROMISE),
    ],
)
def test_words_are_found(language: str, text: str, word: str, kind: PitchWord) -> None:
    hits = words(language).find(fold_only(text))
    assert (word, True) in {(hit.word, kind in hit.kinds) for hit in hits}


def test_words_are_those_of_the_language() -> None:
    """Polish mothers are no numbers game, and a French attempt is no essay to order."""
    assert not list(words("pl").find("matka"))
    assert not [hit for hit in words("fr").find("essayer") if PitchWord.GOODS in hit.kinds]
    assert language_words("xx") is None and words_for("") is None


def test_words_of_alphabets_are_found_whole() -> None:
    assert not [hit for hit in words("en").find("casinolandschaft") if hit.word == "casino"]


SAID = [one for some in (PITCHES, HONEST, STORIES) for texts in some.values() for one in texts]


@given(st.lists(st.one_of(st.sampled_from(SAID), st.text(max_size=60)), max_size=12))
def test_spans_stand_in_order_in_their_paragraphs(paragraphs: list[str]) -> None:
    spans = pitch_spans(paragraphs)
    assert spans == sorted(spans, key=lambda span: (span.paragraph, span.start))
    assert all(0 <= one.start < one.end <= len(paragraphs[one.paragraph]) for one in spans)
    left = without_spans(paragraphs, spans)
    assert sum(map(len, left)) == sum(map(len, paragraphs)) - sum(one.end - one.start for one in spans)


@given(st.lists(st.sampled_from(SAID), max_size=10))
def test_a_second_cleaning_removes_nothing(paragraphs: list[str]) -> None:
    kept, _ = clean_paragraphs(tuple(paragraphs))
    assert clean_paragraphs(kept) == (kept, ())


@given(
    st.sampled_from(sorted(STORIES)),
    st.lists(st.one_of(st.sampled_from(SAID), st.text(max_size=40)), max_size=6).map(" ".join),
)
def test_a_glance_overlooks_no_goods(language: str, text: str) -> None:
    if any(PitchWord.GOODS in hit.kinds for hit in words(language).find(fold_only(text))):
        assert words(language).may_name_goods(fold_only(text))


LANGUAGES = ("ar", "bg", "de", "en", "he", "ja", "ka", "th", "tr", "zh")
# What inflection puts behind a word, and letters beside which a word of an alphabet may end.
AROUND = (("", ""), ("x ", " y"), ("", "es"), ("", "abcdef"), ("\u10d0", "\u10d0"), ("\u2c30", "\u2c30"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_look_at_whole_stems_overlooks_no_goods_that_their_beginnings_show(language: str) -> None:
    known = words(language)
    listed = [word for some in known.index.values() for word, _, _ in some]
    texts = [f"{before}{word}{behind}" for word in listed for before, behind in AROUND]
    sold = [t for t in texts if any(PitchWord.GOODS in hit.kinds for hit in known.find(t))]
    assert [t for t in sold if known.may_name_goods(t, is_cut=True) and not known.may_name_goods(t)] == []


def test_a_word_that_may_be_cut_need_only_begin_as_a_stem_does() -> None:
    assert words("de").may_name_goods("ein sportwagen, ein sportwart", is_cut=True)
    assert not words("de").may_name_goods("ein sportwagen, ein sportwart")


def test_a_glance_sees_stems_shorter_than_most() -> None:
    assert words("tr").may_name_goods(fold_only("“Grab 80 free spins with no deposit!” said the leaflet."))


def test_the_weights_are_those_of_the_training() -> None:
    assert learnt_weights() == pytest.approx(dict(WEIGHTS), abs=0.1)
