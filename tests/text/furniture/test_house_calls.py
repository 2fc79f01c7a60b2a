"""Lines that call the reader to a paper's letters, apps and channels go anywhere; sentences alike stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.furniture import furniture_kind, trim_furniture
from newsarchive.text.furniture.furniture_lines import ANYWHERE
from newsarchive.text.furniture.house_forms import OWN_NAME, _letters_of, _own_names, _with_sign, may_begin
from newsarchive.text.furniture.house_lines import house_kind, without_signs
from newsarchive.text.furniture.see_also import refers
from newsarchive.text.furniture.trimming import AskedLines

CALLS = """
Sign up to our free daily email for the biggest stories
👉 Download our free app to stay up to date with breaking news
Subscribe to our newsletter! | Quay Mercury
La suite de votre article après la publicité
Schrijf je gratis in voor onze dagelijkse nieuwsbrief
Anmäl dig till vårt nyhetsbrev
Tilmeld dig vores nyhedsbrev
Meld deg på vårt nyhetsbrev
Tilaa uutiskirjeemme
Přihlaste se k odběru našeho newsletteru
Iratkozz fel hírlevelünkre!
🔴 Подписывайтесь на нас в Telegram и VK
Реклама. ООО «Причал», ИНН 6450123456, erid: 2Vtzqw8abc
Підписуйтеся на наш канал у Telegram
हमें फेसबुक और ट्विटर पर फॉलो करें
Đăng ký nhận bản tin
廣告（請繼續閱讀本文）
追蹤我們的Threads
続きを読む
네이버에서 청하일보 구독하기
"""

# The page is of the Quay Mercury (quaymercury.example), and the others are its sisters.
NAMES = ("Quay Mercury", "quaymercury.example", "diariodoporto", "Bote vom See", "Портовые вести")

BY_NAME = """
Follow Quay Mercury on Facebook for the latest news.
Follow the Mercury on X and Instagram!
Sign up for Quay Mercury's free newsletter
Follow QuayMercury.example on Google News
📲 Entre no canal do Diário do Porto no Telegram
Siga o Diário do Porto no Instagram
Folge Bote vom See auf Instagram
Подписывайтесь на Портовые вести в Telegram
"""

OF_OTHERS = """
Follow Newport News Police on Facebook for updates.
Follow the Davis Police Facebook page for updates.
Follow Geena Davis on Instagram to keep up with her latest work.
Follow Gavin Newsom on X.
Follow the Outpost Cafe on Instagram.
Follow Mercury on X.
Follow the Quay Mercury Rowing Club on Facebook.
Sign up for Newport News emergency alerts.
Folgen Sie Angela Davis auf Instagram.
Suivez Miles Davis sur Instagram.
Sigue a Correo Sánchez en Twitter.
Siga o Jornal da Cidade no Instagram.
Volg Bode Bakker op Instagram.
Följ Nya Posten på Facebook.
Подписывайтесь на Ивана Вестина в Telegram
Catch us at line.
For updates on the repairs, follow us on Facebook.
For more information about the missing girl, please follow us on Facebook.
Keep up with the repairs by subscribing to our text alerts.
Stay up to date about the storm by following us on Facebook.
Never miss a tide by downloading our app
"""

STAY = """
Download our app to book a crossing and pay for your car.
Support local journalism.
We rely on your support to feed 300 families every week.
Become a member today.
Email us at contact@tenants.org.uk or call us on 020 7946 0000.
Read also: The Letter of Paul to the Romans
Listen to this story.
More to come.
Téléchargez l'application.
Hazte socio y apoya nuestra labor en África.
Поддержите нас!
Kontakt oss.
Download the app, the council told residents, and the bus will wait for you.
Follow us, the guide shouted, and forty children ran down the hill.
Sign up for the free course at the library before 4 March.
Donate blood at the town hall on Tuesday between 9am and 4pm.
Support local farmers, the minister urged shoppers.
Comments on the plan close on Friday at noon.
Call us on 101, said Sergeant Holt, if you saw the blue van.
What do you think will happen to the pier?
More to follow was all the agency's wire said that night.
Share this recipe with friends who cannot eat gluten.
The views expressed in the letter shocked the village.
Take our word for it, the brothers used to say.
Find us on the pier behind the blue kiosk.
Tell us about your first day at sea.
Advertisement rates on the station's screens will rise by a tenth.
Laden Sie die App der Bahn herunter, bevor Sie losfahren.
Folgen Sie der Straße bis zur Kirche.
Melden Sie sich für den Kurs bis Freitag an.
Werden Sie Mitglied im Ruderverein.
Fehler gefunden hat bisher niemand.
Suivez-nous, a crié le guide aux enfants.
Inscrivez-vous à la course avant vendredi.
Écrivez-nous une carte postale, demandait la petite fille.
Partagez la soupe avec vos voisins.
Faites un don à la Croix-Rouge.
Síguenos, dijo el guía a los niños.
Apoya a los bomberos con la compra de su calendario.
Comparte la comida con tus vecinos.
Envíanos una postal, pedía la niña.
Mirá también el cielo, decía mi abuela.
Siga o canal da Defesa Civil no WhatsApp, orientou o coronel.
Apoie os bombeiros comprando o calendário.
Envie o comprovante pelo 99 9999-0000.
Encontrou um erro na conta de luz e foi à Justiça.
Seguici, disse la guida ai bambini.
Sostieni i vigili del fuoco comprando il calendario.
Guarda il mare, diceva il nonno.
Volg ons, riep de gids naar de kinderen.
Steun de brandweer en koop de kalender.
Lees verder in het dossier, raadde de rechter aan.
Följ oss, ropade guiden till barnen.
Stöd brandkåren och köp kalendern.
Bliv medlem af roklubben for 200 kroner.
Lataa kaupungin sovellus ja ilmoita kuopasta.
Pobierz aplikację miasta i zgłoś dziurę.
Wesprzyj strażaków i kup kalendarz.
Stáhněte si aplikaci města a nahlaste díru.
Скачайте приложение города и сообщите о яме.
Поддержите пожарных и купите календарь.
Использование материалов дела запрещено до конца следствия.
Есть новость и похуже.
Підтримайте пожежників і купіть календар.
Şehrin uygulamasını indirin ve çukuru bildirin.
Κατεβάστε την εφαρμογή του δήμου και δηλώστε τη λακκούβα.
请大家下载市政府的客户端，报告路上的坑。
关注我们的孩子，老师说。
加入義工團，請向里長報名。
市のアプリをダウンロードして穴を報告してください。
시청 앱을 내려받아 구멍을 신고하세요.
Unduh aplikasi kota dan laporkan lubang di jalan.
Baca juga buku lama, kata guru itu kepada muridnya.
Theo dõi chúng tôi, người dẫn đường gọi bọn trẻ.
नगर निगम का ऐप डाउनलोड करें और गड्ढे की सूचना दें।
تابعونا، قال المرشد للأطفال.
"""


@pytest.mark.parametrize("line", CALLS.strip().splitlines())
def test_a_call_to_the_reader_goes_anywhere(line: str) -> None:
    assert furniture_kind(line) in ANYWHERE


@pytest.mark.parametrize("name", ["Quay & Star", "Quay - Star", "Quay and Star"])
def test_a_name_may_have_a_mark_between_blanks(name: str) -> None:
    line = f"Follow {name} on Facebook for updates."
    assert house_kind(line, (name,)) == "house_line"
    assert house_kind(line, ("Quay | Bridge",)) is None
    assert house_kind("Follow Quay Rowing & Star on Facebook.", (name,)) is None


def test_a_call_to_follow_a_name_goes_if_it_is_the_page_s_own() -> None:
    lines = BY_NAME.strip().splitlines()
    assert [line for line in lines if house_kind(line, NAMES) != "house_line"] == []
    assert [line for line in lines if house_kind(line)] == []


@pytest.mark.parametrize("line", OF_OTHERS.strip().splitlines())
def test_a_call_to_follow_others_stays(line: str) -> None:
    assert house_kind(line, NAMES) is None


STORY = (
    "The council voted on Tuesday to close the old bridge over the river for eight months.",
    "Shopkeepers on the east bank said they feared for their trade, and asked for a ferry.",
    "Engineers found cracks in two of the piers last autumn, and lorries keep off since then.",
)
CALL = "Follow us on Facebook and Instagram."


def test_who_is_called_us_in_a_quotation_is_not_the_paper() -> None:
    lines = (*STORY[:2], CALL, STORY[2])
    assert trim_furniture(lines, (), asked=AskedLines(quoted=lambda: {CALL})).paragraphs == lines
    assert trim_furniture(lines, (), asked=AskedLines(quoted=lambda: lines)).paragraphs == STORY
    # Below the text a box of calls alone is no quotation, behind a colon or other words of it it is.
    below = AskedLines(quoted=lambda: {CALL})
    assert trim_furniture((*STORY, CALL), (), asked=below).paragraphs == STORY
    told = (*STORY, "The note on the door reads:", CALL)
    assert trim_furniture(told, (), asked=below).paragraphs == told
    shown = (*STORY, CALL)
    assert trim_furniture(shown, (), asked=AskedLines(quoted=lambda: shown[2:])).paragraphs == shown
    said = (*STORY[:2], "The notes on the doors of the shops read:", CALL, STORY[2])
    assert trim_furniture(said, ()).paragraphs == said


def test_an_answer_says_us_of_whom_was_asked() -> None:
    lines = ("What do you paint?", *STORY[:2], "And where can readers find the two of you?", CALL)
    assert trim_furniture((*lines, "What comes next?", STORY[2]), ()).paragraphs[4] == CALL
    assert trim_furniture(lines, ()).paragraphs == lines
    # A paper asks once, and calls; it asks amid a story that asks, too.
    asked = ("What do you paint?", *STORY[:2], "Want more of such news?", CALL, STORY[2])
    assert CALL not in trim_furniture(asked, ()).paragraphs
    assert CALL not in trim_furniture((*STORY[:2], "Did you see the storm?", CALL, STORY[2]), ()).paragraphs


ASKS_READER = """
Did you find this article useful?
Enjoying our coverage?
Want more local news?
Hat Ihnen dieser Beitrag gefallen?
Vous avez aimé cet article ?
¿Te gustó esta nota?
Gostou desta matéria?
Ti è piaciuto questo articolo?
Vond je dit artikel interessant?
Gillade du artikeln?
Vil du have flere nyheder?
Pidätkö tästä jutusta?
Spodobał ci się ten tekst?
Понравилась статья?
Сподобалася стаття?
Bu haberi beğendiniz mi?
喜欢这篇文章吗？
この記事は役に立ちましたか？
"""
ASKS_OTHERS = """
And where can readers find more of your stories?
Do you have a newsletter?
How does one get more news of the ferry?
Did you want to leave the band?
Wo findet man Ihre Texte?
Où peut-on lire vos histoires ?
¿Cómo empezó esta historia?
Где вас найти?
在哪里可以看到你们的作品？
"""


def test_a_heading_that_asks_the_reader_has_no_answer() -> None:
    def is_kept(heading: str) -> bool:
        asked = AskedLines(headings=lambda: {heading})
        return CALL in trim_furniture((*STORY, heading, CALL), (), asked=asked).paragraphs

    assert [line for line in ASKS_READER.strip().splitlines() if is_kept(line)] == []
    assert [line for line in ASKS_OTHERS.strip().splitlines() if not is_kept(line)] == []


def test_two_questions_of_a_story_are_no_interview() -> None:
    lines = (
        *STORY[:2],
        "But will the bridge open again?",
        *STORY[:2],
        STORY[2],
        "Who pays for the ferry?",
        CALL,
    )
    assert trim_furniture(lines, ()).paragraphs == lines[:-1]
    spoken = (*lines[:-2], "Who pays for your ferry?", CALL)
    assert trim_furniture(spoken, ()).paragraphs == spoken
    several = (*("¿Qué es un faro?", *STORY) * 3, "¿Dónde encontrarlos?", CALL)
    assert trim_furniture(several, ()).paragraphs == several


@pytest.mark.parametrize(
    ("label", "is_own"),
    [
        ("Stay with the news of our valley:", True),
        ("Mehr Nachrichten aus der Region:", True),
        ("Больше новостей:", True),
        ("关注我们：", True),
        ("Stay informed:", False),
        ("Like all stories of the village, it ends with a sign:", False),
        ("She told us:", False),
        ("Auf dem Zettel stand:", False),
    ],
)
def test_a_paper_s_own_label_before_a_call_below_the_text_tells_nothing(label: str, *, is_own: bool) -> None:
    assert (CALL not in trim_furniture((*STORY, label, CALL), ()).paragraphs) is is_own
    assert CALL in trim_furniture((*STORY[:2], label, CALL, STORY[2]), ()).paragraphs


def test_an_item_among_others_is_what_the_list_tells() -> None:
    items = ("Fill the bath with water and keep torches ready.", "Subscribe to our newsletter")
    lines = (*STORY[:2], *items, STORY[2])
    assert trim_furniture(lines, (), asked=AskedLines(listed=lambda: items)).paragraphs == lines
    calls = (CALL, items[1])
    assert trim_furniture((*STORY, *calls), (), asked=AskedLines(listed=lambda: calls)).paragraphs == STORY


@pytest.mark.parametrize("line", ["Newsletter abonnieren", "次のページへ続く", "Scroll for more"])
def test_what_names_nobody_goes_at_the_ends_alone(line: str) -> None:
    assert house_kind(line) == "house_end"
    assert trim_furniture((*STORY, line), ()).paragraphs == STORY


def test_no_form_is_made_for_lines_that_begin_otherwise() -> None:
    assert not may_begin(STORY[1])
    assert may_begin(CALL)


@pytest.mark.parametrize("line", STAY.strip().splitlines())
def test_what_others_call_for_stays_at_the_ends_too(line: str) -> None:
    assert house_kind(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "“Follow us on Facebook”",
        "»Folgen Sie uns auf Facebook« stand an der Tür.",
        "What will happen to the pier? Nobody knows.",
        "Want more stories like this?",
        "Read also: the sign on the door said so.",
        "Lesen Sie auch: das Kleingedruckte im Vertrag",
        "延伸閱讀：《港灣史》，青河出版社",
    ],
)
def test_quotations_openings_and_books_stay(line: str) -> None:
    assert house_kind(line) is None


def test_signs_are_taken_off_but_those_of_the_text() -> None:
    assert without_signs("👉 ▪️ Follow us » |") == "Follow us"
    assert without_signs("© 2031 Quay Press") == "© 2031 Quay Press"
    assert without_signs("«Quay» »") == "«Quay» »"


@pytest.mark.parametrize(
    ("begun", "headline", "leads"),
    [
        ("Lee también ", "Los nuevos horarios del transbordador", True),
        ("Lee también ", "el informe del puerto sobre la tormenta", False),
        (">>> ", "Der Hafen bleibt bis zum Frühjahr geschlossen", True),
        ("Video: ", "The ferry leaves the harbour for the last time", True),
    ],
)
def test_a_label_without_a_sign_leads_to_a_headline(begun: str, headline: str, leads: bool) -> None:
    assert refers(begun + headline, len(headline)) is leads


@given(
    st.lists(st.text("eéİıßſKÅaæ& -'中文新ー", min_size=1, max_size=7), min_size=1, max_size=3).map(tuple),
    st.text("eéEİiıßſsKkÅaAæ& -'_中文新ー\n", max_size=30),
    st.booleans(),
)
def test_the_quick_look_for_a_name_misses_none(names: tuple[str, ...], around: str, is_in: bool) -> None:
    line = f"{around} {names[0].upper()}{around}" if is_in else around
    known, parts = _letters_of(names)
    by_pattern = _own_names(known, parts).sub(OWN_NAME, line) if known else line
    assert _with_sign(line, names) == by_pattern
