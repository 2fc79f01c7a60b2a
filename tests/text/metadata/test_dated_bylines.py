"""By-lines with a day beside them in any script, by-lines amid a text, and houses typed as persons."""

from __future__ import annotations

import json

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.byline_parts import plain_byline
from newsarchive.text.metadata.printed_bylines import names_by_day, sole_byline

# In each language a headline and three sentences; written for this test.
STORIES = {
    "fa": (
        "آب‌بند بالا بسته می‌شود",
        "آب‌بند بالا روز جمعه بسته می‌شود و قایق‌ها باید تا بهار در اسکله بمانند.",
        "شهردار گفت که تعمیر دروازه‌های کهنه سه ماه طول می‌کشد و هزینه آن را استان می‌دهد.",
        "ماهیگیران از این تصمیم خشنود نیستند و خواهان راهی دیگر شدند.",
    ),
    "ar": (
        "إغلاق الهويس العلوي",
        "يغلق الهويس العلوي يوم الجمعة وعلى القوارب أن تنتظر عند الرصيف حتى الربيع.",
        "وقال رئيس البلدية إن إصلاح البوابات القديمة سيستغرق ثلاثة أشهر وتدفع المحافظة كلفته.",
        "ولم يرض الصيادون عن هذا القرار وطالبوا بطريق آخر إلى البحر.",
    ),
    "he": (
        "הסכר העליון נסגר",
        "הסכר העליון ייסגר ביום שישי, והסירות ימתינו ברציף עד האביב.",
        "ראש העיר אמר שתיקון השערים הישנים יימשך שלושה חודשים ושהמחוז ישלם עליו.",
        "הדייגים אינם מרוצים מן ההחלטה ודורשים דרך אחרת אל הים.",
    ),
    "th": (
        "ประตูน้ำบนปิด",
        "ประตูน้ำบนจะปิดในวันศุกร์ และเรือทุกลำต้องรออยู่ที่ท่าจนถึงฤดูใบไม้ผลิ",
        "นายกเทศมนตรีกล่าวว่าการซ่อมบานประตูเก่าจะใช้เวลาสามเดือนและจังหวัดเป็นผู้จ่าย",
        "ชาวประมงไม่พอใจกับการตัดสินใจนี้และขอทางอื่นไปสู่ทะเล",
    ),
    "ko": (
        "윗 갑문이 닫힌다",
        "윗 갑문은 금요일에 닫히고 배는 봄까지 부두에서 기다려야 한다고 시가 밝혔다.",
        "시장은 낡은 문을 고치는 데 석 달이 걸리며 비용은 도에서 낸다고 말했다.",
        "어부들은 이 결정이 달갑지 않다며 바다로 나가는 다른 길을 요구했다.",
    ),
    "ja": (
        "上の閘門が閉まる",
        "上の閘門は金曜日に閉まり、船は岸壁で春まで待つことになると市が発表した。",
        "市長は古い扉の修理に三か月かかり、費用は県が払うと説明した。",
        "漁師たちはこの決定に納得せず、海への別の道を求めている。",
    ),
    "tr": (
        "Yukarı kapak kapanıyor",
        "Yukarı kapak cuma günü kapanacak ve tekneler ilkbahara kadar rıhtımda bekleyecek.",
        "Belediye başkanı eski kapıların onarımının üç ay süreceğini ve parayı ilin vereceğini söyledi.",
        "Balıkçılar bu karardan memnun değil ve denize başka bir yol istiyor.",
    ),
    "el": (
        "Κλείνει ο επάνω φράκτης",
        "Ο επάνω φράκτης κλείνει την Παρασκευή και τα σκάφη θα περιμένουν στην προβλήτα ως την άνοιξη.",
        "Ο δήμαρχος είπε ότι η επισκευή των παλιών θυρών θα κρατήσει τρεις μήνες.",
        "Οι ψαράδες δεν είναι ευχαριστημένοι με την απόφαση και ζητούν άλλον δρόμο.",
    ),
    "ru": (
        "Верхний шлюз закрывают",
        "Верхний шлюз закроют в пятницу, и суда будут ждать у причала до весны.",
        "Мэр сказал, что ремонт старых ворот займёт три месяца и что платить будет область.",
        "Рыбаки недовольны этим решением и просят другой путь к морю.",
    ),
    "hi": (
        "ऊपरी फाटक बंद होगा",
        "ऊपरी फाटक शुक्रवार को बंद होगा और नावों को वसंत तक घाट पर रुकना पड़ेगा।",
        "महापौर ने कहा कि पुराने दरवाज़ों की मरम्मत में तीन महीने लगेंगे और ख़र्च राज्य देगा।",
        "मछुआरे इस फ़ैसले से खुश नहीं हैं और समुद्र तक दूसरा रास्ता चाहते हैं।",
    ),
    "vi": (
        "Cửa cống trên đóng",
        "Cửa cống trên sẽ đóng vào thứ Sáu, và tàu thuyền phải đợi ở bến tới mùa xuân.",
        "Thị trưởng nói việc sửa cánh cửa cũ sẽ mất ba tháng và tỉnh sẽ trả tiền.",
        "Ngư dân không vui với quyết định này và đòi một lối khác ra biển.",
    ),
    "sw": (
        "Lango la juu lafungwa",
        "Lango la juu litafungwa Ijumaa, na mashua zitasubiri gatini hadi mwezi wa tatu mwakani.",
        "Meya alisema kwamba ukarabati wa milango ya zamani utachukua miezi mitatu na mkoa utalipa.",
        "Wavuvi hawakufurahishwa na uamuzi huo na wanataka njia nyingine ya kwenda baharini.",
    ),
    "en": (
        "The upper lock closes",
        "The upper lock closes on Friday, and boats must wait at the quay until spring.",
        "The mayor said that repairs of the old gates would take three months, and the county would pay.",
        "Fishermen are unhappy with the decision and ask for another way to the sea.",
    ),
}
BYLINES = [
    ("fa", "نویسنده: نرگس فراهانی 2031-12-07", ["نرگس فراهانی"]),
    ("ar", "بقلم ياسر النجار 21.06.2031", ["ياسر النجار"]),
    ("ar", "كتب: كمال الشريف 26/01/2031", ["كمال الشريف"]),
    ("he", "מאת רונן גבע 8 באוקטובר 2031", ["רונן גבע"]),
    ("th", "โดย สุภาพร วงศ์ทอง, ธนากร ศรีสุข 06.10.2031", ["สุภาพร วงศ์ทอง", "ธนากร ศรีสุข"]),
    ("ko", "글 박도현 / 한지우 2031-04-26", ["박도현", "한지우"]),
    ("ko", "글 오세진, 문가람", ["오세진", "문가람"]),
    ("ja", "文 藤村あかね", ["藤村あかね"]),
    ("ja", "2031-06-24 文 藤村あかね / 高瀬美里", ["藤村あかね", "高瀬美里"]),
    ("tr", "Haber: Murat Sevinç 9 Ağustos 2031", ["Murat Sevinç"]),
    ("el", "Του ρεπορτάζ: Γιώργος Λεμπέσης 28.12.2031", ["Γιώργος Λεμπέσης"]),
    ("ru", "Автор::&nbsp;Илья Самарцев", ["Илья Самарцев"]),
    ("hi", "कविता जोशी 28.04.2031", ["कविता जोशी"]),
    ("vi", "Phạm Đức Long 3 tháng 2, 2031", ["Phạm Đức Long"]),
    ("sw", "Na Neema Kileo 12 Sep 2031", ["Neema Kileo"]),
    ("en", "By Ada Roe07.03.2031", ["Ada Roe"]),
    ("en", "By Na Young Lee 12 Sep 2031", ["Na Young Lee"]),
]


def read(
    language: str, above: str = "", behind: str = "", *, over: str = "", data: object = None
) -> CleanArticle:
    """The story; what stands over and under its headline, and behind its second sentence."""
    headline, *sentences = STORIES[language]
    said = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if data else ""
    page = (
        f"<html lang={language}><head><title>{headline}</title>{said}</head><body><article>"
        f"{over}<h1>{headline}</h1>{above}<p>{sentences[0]}</p><p>{sentences[1]}</p>{behind}<p>{sentences[2]}</p>"
        "</article></body></html>"
    )
    return run_stages(
        FetchedPage(
            url="https://paper.example/2031/05/04/lock",
            body=page.encode(),
            content_type="text/html; charset=utf-8",
        )
    )


@pytest.mark.parametrize(("language", "line", "authors"), BYLINES, ids=[line for _, line, _ in BYLINES])
def test_a_day_beside_a_byline_hides_nobody(language: str, line: str, authors: list[str]) -> None:
    assert list(read(language, f"<div class=m>{line}</div>").facts.authors) == authors


def test_where_a_report_comes_from_is_nobody() -> None:
    assert read("el", "<p>Ρεπορτάζ: Αθήνα Θεσσαλονίκη</p>").facts.authors == ()


@pytest.mark.parametrize("line", ["By Ada Roe", "By Ada Roe and Max Poe", "By Ada Roe, 4 May 2031"])
def test_a_byline_amid_the_text_is_its(line: str) -> None:
    authors = read("en", behind=f"<p class=x><i>{line}</i></p>").facts.authors
    assert authors[0] == "Ada Roe"
    assert len(authors) == 1 + line.count(" and ")


@pytest.mark.parametrize(
    "behind",
    [
        "<p>By then the river had risen.</p>",
        "<div class=related><h3><a href=/2031/ferry-leaves-again>The ferry leaves the harbour again</a></h3>\
<p>By Ada Roe</p></div>",
        "<p>Photo by Ada Roe</p>",
        "<figure><img src=a.jpg><figcaption>By Ada Roe</figcaption></figure>",
        "<div><a href=/2031/ferry-leaves-again>The ferry leaves again</a><div>By Ada Roe</div></div>",
        "<blockquote><p>The sea keeps no promise.</p><footer>By Ada Roe</footer></blockquote>",
    ],
    ids=[
        "no name",
        "another story's",
        "a picture's",
        "a caption's",
        "another story's without a heading",
        "a quotation's",
    ],
)
def test_what_else_stands_amid_a_text_names_nobody(behind: str) -> None:
    assert read("en", behind=behind).facts.authors == ()


def test_what_is_checked_alone_in_a_line_is_of_the_next() -> None:
    page = read("en", "<div>Fact checked by</div><div>Ada Roe</div><div>4 May 2031</div>")
    assert page.facts.authors == ()


def stated(author: str, publisher: str, kind: str = "Organization") -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": STORIES["en"][0],
        "author": {"@type": "Person", "name": author},
        "publisher": {"@type": kind, "name": publisher},
    }


def test_a_house_typed_as_a_person_is_a_house() -> None:
    said = stated("Lauentaler Bote", "Lauentaler Bote")
    assert read("en", data=said).facts.authors == ()
    assert read("en", "<p>By Ada Roe</p>", data=said).facts.authors == ("Ada Roe",)


@pytest.mark.parametrize(
    ("author", "publisher", "kind"),
    [
        ("Martha Quill", "Martha Quill", "Organization"),
        ("Zorvath Kelembu", "Zorvath Kelembu", "Person"),
        ("Nguyễn Văn An", "Nguyễn Văn An", "Organization"),
        ("Kovács Anna", "Kovács Anna", "Organization"),
        ("Zorvath Kelembu", "The Daily Lock", "Organization"),
    ],
)
def test_who_writes_alone_may_publish_too(author: str, publisher: str, kind: str) -> None:
    assert read("en", data=stated(author, publisher, kind)).facts.authors == (author,)


@pytest.mark.parametrize("attribute", ["data-hook=user-name", "data-testid=authorName"])
def test_what_a_program_calls_an_element_counts(attribute: str) -> None:
    page = read("en", f"<div><span {attribute}>Ada Roe</span></div><div>4 May 2031</div>")
    assert page.facts.authors == ("Ada Roe",)


@pytest.mark.parametrize(
    ("language", "line", "authors"),
    [
        ("en", "15 March 2031 · Laura Whitcombe, Graham Pell", ["Laura Whitcombe", "Graham Pell"]),
        ("ja", "2031年8月25日 · 野口美帆", ["野口美帆"]),
        ("el", "23/03/2031 · Νίκος Αλεξάκης", ["Νίκος Αλεξάκης"]),
        ("en", "15 March 2031 · Harbour and Sea", []),
        ("en", "15 March 2031 · San Diego", []),
        ("ja", "2031年8月25日 · 文化", []),
    ],
)
def test_names_and_a_day_right_above_the_headline_sign(language: str, line: str, authors: list[str]) -> None:
    assert list(read(language, over=f"<div>{line}</div>").facts.authors) == authors


def test_a_byline_below_a_short_standfirst_is_found() -> None:
    page = read("ko", "<p>염부 강태식 씨가 말하는 바람.</p><div>글 박도현 2031-06-23</div>")
    assert page.facts.authors == ("박도현",)


def test_whoever_is_person_and_organisation_writes_alone() -> None:
    said = stated("Zorvath Kelembu", "Zorvath Kelembu")
    assert read("en", data=said).facts.authors == (), "nobody whom the lists know, and a house by its type"
    said["publisher"] = {"@type": ["Person", "Organization"], "name": "Zorvath Kelembu"}
    assert read("en", data=said).facts.authors == ("Zorvath Kelembu",)


@pytest.mark.parametrize(
    "line", ["Na Mwandishi Wetu", "Na Nipashe Digital", "Na WAMJW Dodoma", "Na Mungu Akipenda"]
)
def test_our_own_writer_is_nobody_in_swahili(line: str) -> None:
    assert read("sw", f"<p>{line}</p>").facts.authors == ()


def test_bylines_of_other_stories_are_theirs_in_swahili() -> None:
    others = "".join(
        f"<li><a href=/2031/0{at}/makumbusho>Makumbusho ya bandari {at}</a><p>Na Neema Kileo</p></li>"
        for at in (1, 2, 3)
    )
    assert read("sw", behind=f"<ul class=posts>{others}</ul>").facts.authors == ()


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("tr", "Haber: Barış Süreci"),
        ("hi", "रिपोर्ट: भारत सरकार"),
        ("ja", "文 写真"),
        ("ja", "文 学部"),
        ("vi", "Phan Thiết Bình Thuận 04/05/2031"),
        ("vi", "Vũ Khí Hạt Nhân 04/05/2031"),
    ],
)
def test_a_subject_below_the_headline_names_nobody(language: str, line: str) -> None:
    assert read(language, f"<p>{line}</p>").facts.authors == ()


def test_a_byline_amid_a_text_in_swahili() -> None:
    assert read("sw", behind="<p class=x>Na Neema Kileo</p>").facts.authors == ("Neema Kileo",)


@pytest.mark.parametrize("line", ["By Đorđe Marković", "By Đoàn Thanh Hải"])
def test_letters_of_other_languages_are_in_names(line: str) -> None:
    assert read("en", behind=f"<p><i>{line}</i></p>").facts.authors == (line.removeprefix("By "),)


@pytest.mark.parametrize("label", ["Photographed by", "Translated by", "Fact checked by:"])
def test_whoever_had_another_part_is_no_author(label: str) -> None:
    assert sole_byline([label, "Ada Roe"]) == ()


def test_a_line_without_a_day_is_not_by_one() -> None:
    assert names_by_day(["Mary Jones on"]) == ()
    assert names_by_day(["Mary Jones on 4 May 2031"]) == ("Mary Jones",)


def test_two_colons_are_one_behind_a_label_alone() -> None:
    assert plain_byline("Автор:: Ada Roe") == "Автор: Ada Roe"
    assert plain_byline("std::vector 100") == "std::vector 100"
