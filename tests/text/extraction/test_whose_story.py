"""Who is named about a story did not write it: other stories, columnists, remarks, the house, the imprint."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

EN = (
    "The keeper of the upper lock retires on Friday after forty years. Boats wait until noon, he says.",
    "The council has advertised the post twice and found nobody. It will try a third time in spring.",
    "Until then the gates are opened by hand on two mornings of the week, and the rest of the time not.",
)
ZH = (
    "江边的老船闸本周五起停用，守闸四十年的老人将在当天退休，过往船只须等到中午才能通行。",
    "街道两次招聘守闸人都无人报名，计划明年春天再次发布公告，希望附近居民前来应聘。",
    "在此之前，闸门每周只在两个上午由人工开启，其余时间一律关闭，船主对此颇有怨言。",
)
KO = (
    "강 상류의 수문이 금요일부터 문을 닫는다. 사십 년 동안 수문을 지킨 관리인이 그날 은퇴하기 때문이다.",
    "시는 후임자를 두 차례 모집했지만 지원자가 없었다고 밝혔다. 내년 봄에 다시 공고를 낼 예정이다.",
    "그때까지 수문은 일주일에 두 번 오전에만 손으로 열린다. 선주들은 불편을 호소하고 있다.",
)


def read(
    body: str,
    head: str = "",
    *,
    text: tuple[str, ...] = EN,
    title: str = "The upper lock closes",
    headline: str | None = None,
    language: str = "en",
) -> CleanArticle:
    story = "".join(f"<p>{line}</p>" for line in text)
    headline = headline or title.partition(" – ")[0]
    html = (
        f"<html lang={language}><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<div class=page><h1>{headline}</h1>"
        f"{body.replace('STORY', f'<div>{story}</div>')}</div></body></html>"
    )
    return run_stages(
        FetchedPage(url="http://lock.example/news/upper", body=html.encode(), content_type="text/html")
    )


COLUMNISTS = (
    "<ul class=columnists><li><span class=author-name>Mara Quist</span> <a href='/n/1'>Why the ferry left</a>"
    "</li><li><span class=author-name>Jon Baker</span> <a href='/n/2'>A school without pupils</a></li></ul>"
)
RELATED = (
    "<ul><li>Why the ferry leaves early <span>Von Katharina Berg</span> <span>25.02.2031</span></li>"
    "<li>A school without pupils <span>Von Silke Thoma</span> <span>26.02.2031</span></li></ul>"
)
REMARKS = (
    "<div id=disc><div class=comment>Mara Quist 4 May 2031 10:37<p>We were there last year, a pity.</p></div>"
    "<div class=comment>Jon Baker 4 May 2031 11:02<p>Good riddance, I say.</p></div></div>"
)


@pytest.mark.parametrize("about", [COLUMNISTS, RELATED, REMARKS], ids=["columnists", "related", "remarks"])
def test_who_wrote_something_else_wrote_not_this(about: str) -> None:
    assert read(f"STORY{about}").facts.authors == ()
    signed = read(f"<p class=byline>By Ada Roe</p><p>4 May 2031</p>STORY{about}")
    assert signed.facts.authors == ("Ada Roe",)


def test_chinese_writers_of_other_stories_are_not_the_authors() -> None:
    others = (
        "<h3>相关报道</h3><ul><li><a href='/n/1'>渡口恢复通航每天运送乘客</a><span>记者 孙立 07-03</span>"
        "</li><li><a href='/n/2'>夜班公交坐上了点歌乘客</a><span>作者：王志远</span></li></ul>"
    )
    page = read(
        f"<p>作者：<a rel=author href='/a/1'>陈静</a></p>STORY{others}",
        text=ZH,
        title="老船闸周五停用",
        language="zh",
    )
    assert page.facts.authors == ("陈静",)
    assert read(f"STORY{others}", text=ZH, title="老船闸周五停用", language="zh").facts.authors == ()


def test_the_site_stated_as_author_is_an_organisation() -> None:
    head = "<meta name=author content='Märkischer Tagesbote'>"
    page = read("STORY", head, title="The upper lock closes – Märkischer Tagesbote")
    assert (page.facts.authors, page.facts.organisations) == ((), ("Märkischer Tagesbote",))
    own = read("STORY", "<meta name=author content='Ada Roe'>", title="The upper lock closes – Ada Roe")
    assert own.facts.authors == ("Ada Roe",)
    # A name that no list has, and that JSON-LD says is a person's.
    person = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Bwalya Chileshe"}}'
    stated = f"<script type='application/ld+json'>{person}</script>"
    blog = read("STORY", stated, title="The upper lock closes – Bwalya Chileshe")
    assert (blog.facts.authors, blog.facts.organisations) == (("Bwalya Chileshe",), ())


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("<p>Anna Nilsson och Karl Berg</p><p>4 May 2031</p>", ("Anna Nilsson", "Karl Berg")),
        ("<p>4 May 2031 10:15 | Anna Nilsson</p>", ("Anna Nilsson",)),
        ("<p>(Anna Nilsson)</p><p>4 May 2031</p>", ("Anna Nilsson",)),
        ("<p>Most Read</p><p>4 May 2031</p>", ()),
        ("<p>Local News</p><p>4 May 2031</p>", ()),
    ],
)
def test_a_name_beside_the_day_is_a_byline(lines: str, authors: tuple[str, ...]) -> None:
    assert read(f"{lines}STORY").facts.authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Propos recueillis par Anne Petit", ("Anne Petit",)),
        ("Das Gespräch führte Karl Berg.", ("Karl Berg",)),
        ("Teksti: Anna Nilsson", ("Anna Nilsson",)),
        ("Phan Thiết", ()),
        ("— Martin Luther King", ()),
        ("Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("Harbour news", ()),
    ],
)
def test_who_signs_the_end_wrote_it(line: str, authors: tuple[str, ...]) -> None:
    assert read(f"<p>4 May 2031</p>STORY<p>{line}</p>").facts.authors == authors


def test_a_korean_reporter_named_in_the_text_is_its_author() -> None:
    text = (f"(목포=연합뉴스) 박준혁 기자 = {KO[0]}", *KO[1:])
    page = read(
        "<p>2031-05-04 18:40</p><p>박준혁기자</p>STORY",
        text=text,
        title="상류 수문 금요일부터 닫는다",
        language="ko",
    )
    assert page.facts.authors == ("박준혁",)


def test_an_editor_labelled_in_the_line_before_is_no_author() -> None:
    assert read("<div>Редактор:<br>Анна Смирнова</div><p>4 мая 2031 г.</p>STORY").facts.authors == ()


def test_a_headline_below_the_name_of_its_site_is_the_title() -> None:
    story = "".join(f"<p>{line}</p>" for line in EN)
    html = (
        "<html><head><title>The upper lock closes – Lock Courier</title></head><body><h1>Lock Courier</h1>"
        f"<div class=post><h3>The upper lock closes</h3>{story}</div></body></html>"
    )
    page = run_stages(FetchedPage(url="http://lock.example/a", body=html.encode(), content_type="text/html"))
    assert page.title == "The upper lock closes"


def test_a_heading_that_leads_to_the_page_is_its_title() -> None:
    story = "".join(f"<p>{line}</p>" for line in EN)
    html = (
        "<html><body><h1>Lock blog</h1><a href='/news/upper/'><h2>The keeper of the upper lock retires</h2>"
        f"</a><div>{story}</div><h2><a href='/news/other/'>A longer story about another lock and keeper</a>"
        "</h2></body></html>"
    )
    page = run_stages(
        FetchedPage(url="http://lock.example/news/upper/", body=html.encode(), content_type="text/html")
    )
    assert page.title == "The keeper of the upper lock retires"


@pytest.mark.parametrize(
    ("sentence", "text", "title", "language"),
    [
        ("A like plan was given up on 14 March 2019 after a hearing.", EN, "The upper lock closes", "en"),
        ("类似的方案曾在2019年3月14日因居民反对而搁置。", ZH, "老船闸周五停用", "zh"),
        ("비슷한 계획은 2019년 3월 14일 주민들의 반대로 취소됐다.", KO, "상류 수문 금요일부터 닫는다", "ko"),
    ],
)
def test_a_day_that_a_sentence_tells_of_dates_no_story(
    sentence: str, text: tuple[str, ...], title: str, language: str
) -> None:
    page = read("STORY", text=(*text, sentence), title=title, language=language)
    assert page.facts.published_at is None
    dated = read("<p>2031-05-04</p>STORY", text=(*text, sentence), title=title, language=language)
    assert (dated.facts.published_at or "")[:10] == "2031-05-04"


@pytest.mark.parametrize(
    "dateline",
    [
        "BRISTOL, 14 March 2031 –",
        "SAN JOSE, Calif., March 14, 2031 /PRNewswire/ --",
        "NEW YORK CITY, March 14, 2031 (Reuters) -",
        "Ciudad de México, 14 de marzo de 2031.-",
        "Santa Cruz de Tenerife, 14 de marzo de 2031 (EFE).-",
        "Kota Tangerang Selatan, 14 Maret 2031 -",
        "For immediate release March 14, 2031.",
        "Port of Spain, 14 March 2031:",
        "Ростов на Дону, 14 марта 2031 года.",
        "Dieser Artikel erschien am 14. März 2031.",
        "A version of this article appears in print on March 14, 2031.",
    ],
)
def test_a_dateline_dates_its_story(dateline: str) -> None:
    first = f"{dateline} {EN[0]}"
    assert (read("STORY", text=(first, *EN[1:])).facts.published_at or "")[:10] == "2031-03-14"


@pytest.mark.parametrize(
    "dateline", ["（中央社記者王小明台北2031年5月4日電）", "中新社布宜诺斯艾利斯2031年5月4日电 "]
)
def test_a_chinese_dateline_dates_its_story(dateline: str) -> None:
    page = read("STORY", text=(dateline + ZH[0], *ZH[1:]), title="老船闸周五停用", language="zh")
    assert (page.facts.published_at or "")[:10] == "2031-05-04"


@pytest.mark.parametrize(
    "kicker",
    [
        "تقرير: انتخابات الرئاسة",
        "گزارش: سیل تهران",
        "כתבה: מלחמה ושלום",
        "Ρεπορτάζ: Αθήνα Θεσσαλονίκη",
        "Crónica: Real Madrid Barcelona",
        "Haber: Deprem",
        "Röportaj: Orhan Pamuk",
        "Host: Tomáš Novák",
    ],
)
def test_what_heads_a_story_names_no_writer(kicker: str) -> None:
    page = read(f"<p>{kicker}</p>STORY")
    assert page.facts.authors == ()
    assert kicker in page.text


def test_a_deck_that_leads_to_the_page_is_no_title() -> None:
    story = "".join(f"<p>{line}</p>" for line in EN)
    deck = (
        "<h2><a href='/news/upper'>Keeper retires after forty years, and boats must wait until noon</a></h2>"
    )
    headline = "The upper lock closes"
    html = f"<html><title>{headline}</title><body><h1>{headline}</h1>{deck}{story}</body></html>"
    page = run_stages(
        FetchedPage(url="http://lock.example/news/upper", body=html.encode(), content_type="text/html")
    )
    assert page.title == "The upper lock closes"


def test_an_anchor_leads_nowhere() -> None:
    story = "".join(f"<p>{line}</p>" for line in EN)
    html = f"<html><body><h2><a name=x></a>News</h2><h2>The upper lock closes</h2>{story}</body></html>"
    page = run_stages(FetchedPage(url="http://lock.example/a", body=html.encode(), content_type="text/html"))
    assert page.title == "The upper lock closes"


def test_a_year_of_the_republic_of_china_under_the_headline() -> None:
    text = tuple(line.replace("每周", "每週") for line in ZH)
    page = read("<p>民國120年5月4日</p>STORY", text=text, title="老船闸周五停用", language="zh-TW")
    assert (page.facts.published_at or "")[:10] == "2031-05-04"


@pytest.mark.parametrize(
    "headline",
    [
        "Obituary:<br>Harold Quill,<br>1931–2026",
        "Harold Quill<br>1931–2026",
        "Profile:<br>Angela Merkel<br>at seventy",
        "A life remembered:<br>Harold Quill",
        "Obituary:<br>A keeper:<br>Harold Quill,<br>of the gates<br>at the lock,<br>1931–2026",
    ],
)
@pytest.mark.parametrize("under", ["", "<p>14 March 2026</p>"])
def test_a_name_in_a_broken_headline_signs_nothing(headline: str, under: str) -> None:
    title = headline.replace("<br>", " ")
    unsigned = read(f"{under}STORY", title=title, headline=headline)
    assert (unsigned.title, unsigned.facts.authors) == (title, ())
    signed = read(f"<p>By Mara Quist</p>{under}STORY", title=title, headline=headline)
    assert signed.facts.authors == ("Mara Quist",)


@pytest.mark.parametrize("role", ["Staff Writers", "Senior Correspondents", "Staff Reporters", "Editors"])
def test_what_named_authors_are_is_no_organisation(role: str) -> None:
    for byline in (f"By Ada Roe and Max Poe, {role}", f"By Ada Roe and Max Poe</div><div>{role}"):
        page = read(f"<div class=by>{byline}</div>STORY")
        assert (page.facts.authors, page.facts.organisations) == (("Ada Roe", "Max Poe"), ())


def test_a_desk_is_named_beside_authors_and_a_role_where_nobody_is() -> None:
    desk = read("<div class=by>By Ada Roe, Foreign Staff</div>STORY").facts
    assert (desk.authors, desk.organisations) == (("Ada Roe",), ("Foreign Staff",))
    alone = read("<div class=byline>By Staff Reporters</div>STORY").facts
    assert (alone.authors, alone.organisations) == ((), ("Staff Reporters",))
