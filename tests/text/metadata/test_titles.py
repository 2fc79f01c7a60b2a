"""The headline among its claimants, without the site's name."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.page_elements import page_elements
from newsarchive.text.metadata.page_facts import site_names
from newsarchive.text.metadata.titles import ranked_titles
from newsarchive.text.page.structured_data import MetaTags, article_nodes


def best(page: str, lead: str = "", url: str = "https://www.baycourier.example/x") -> str | None:
    tree = document_fromstring(page)
    meta, nodes = MetaTags(tree), article_nodes(tree)
    found = ranked_titles(tree, page_elements(tree, lead), meta, nodes, site_names(url, meta, nodes), url=url)
    return found[0].text if found else None


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Ferry line reopens | Bay Courier</title><p>x", "Ferry line reopens"),
        ("<title>石桥修好了_青河网</title><p>x", "石桥修好了"),
        ("<title>青河大桥修好通车-青河晚报电子版</title><p>x", "青河大桥修好通车"),
        ("<title>石桥终于修好了|青河在线</title><p>x", "石桥终于修好了"),
        ("<title>沪-青高铁桥墩完工-青河频道-青河网</title><p>x", "沪-青高铁桥墩完工"),
        ("<title>青河-石桥轮渡明天恢复通航</title><p>x", "青河-石桥轮渡明天恢复通航"),
        (
            "<title>天气预报--周末全市有大到暴雨，请少出门</title><h2>周末全市有大到暴雨，请少出门</h2><p>x",
            "周末全市有大到暴雨，请少出门",
        ),
        ("<title>渡口まで歩く：三十年の記録 - 青川新聞</title><p>x", "渡口まで歩く：三十年の記録"),
        ("<title>Ferry line reopens - Bay</title><h1>Ferry line reopens</h1>", "Ferry line reopens"),
        (
            "<title>Ferry line reopens - Bay</title><h1 class='logo'>Bay</h1><h1>Ferry line reopens</h1>",
            "Ferry line reopens",
        ),
        (
            "<title>Why the ferry line reopens now</title><h1>A year on, the ferry line reopens</h1>",
            "A year on, the ferry line reopens",
        ),
        (
            "<meta property='og:title' content='Ferry line opens today'><h1>Bay: Ferry line opens today</h1>",
            "Ferry line opens today",
        ),
        ("<div class='h-title'>石桥终于修好了，可以走了</div><p>x", "石桥终于修好了，可以走了"),
        ("<title>Tom &amp;amp; Jerry return to the bay</title><p>x", "Tom & Jerry return to the bay"),
        ("<p>x", None),
    ],
)
def test_best_title(page: str, title: str | None) -> None:
    assert best(page) == title


@pytest.mark.parametrize("sign", ["¶", "#", "§", "\uf0c1"])
def test_the_link_to_a_heading_is_no_part_of_it(sign: str) -> None:
    """It is taken out of the tree, for the text and the title alike."""
    heading = f"<h1>Ferry line reopens<a class=headerlink href='#ferry'>{sign}</a></h1>"
    page = f"<title>Ferry line reopens — Bay</title>{heading}<p>x".encode()
    assert run_stages(FetchedPage(url="https://bay.example/x", body=page)).title == "Ferry line reopens"
    assert best("<title>Why we use C #</title><h1>Why we use C #</h1><p>x") == "Why we use C #"


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#n1'>*</a></sup>",
        "<a href='#n1'><sup>2</sup></a>",
        " <a href='#n1'>[3]</a>",
        "<sup><a href='#n1'>†</a></sup>",
    ],
)
def test_the_mark_of_a_note_is_no_part_of_the_title(mark: str) -> None:
    page = f"<title>Bay</title><h1>The pier is to be sold{mark}</h1><p>x".encode()
    assert run_stages(FetchedPage(url="https://bay.example/x", body=page)).title == "The pier is to be sold"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("The pier gets five stars *****", "The pier gets five stars *****"),
        ("Parting from <a href='#n1'>A</a>", "Parting from A"),
        ("Pier sold for 20 m<sup>2</sup> of ice", "Pier sold for 20 m2 of ice"),
        ("Ten years of pier <a href='/pier'>4</a>", "Ten years of pier 4"),
    ],
)
def test_what_leads_to_no_note_stays_in_the_title(heading: str, title: str) -> None:
    page = f"<title>Bay</title><h1>{heading}</h1><p>x".encode()
    assert run_stages(FetchedPage(url="https://bay.example/x", body=page)).title == title


@pytest.mark.parametrize("link", ["https://tool.example/", ""])
def test_a_headline_that_leads_to_what_it_writes_about_is_the_title(link: str) -> None:
    head = "<title>Introducing Tool | My Blog | Town News</title>"
    story = f"<article><h1><a href='{link}'>Introducing Tool</a></h1><p>x</article>"
    assert best(f"{head}<h2>My Blog</h2>{story}") == "Introducing Tool"


@pytest.mark.parametrize("post", ["Cats", "My summer in the hills", "The report lists three failures"])
def test_the_name_of_a_blog_before_a_colon_is_the_site(post: str) -> None:
    logo = "<div><h1 class=title><a href='/'>Mill Notes</a></h1></div>"
    page = f"<title>Mill Notes: {post}</title>{logo}<h3 class='post-title'>{post}</h3><p>x"
    assert best(page) == post


DECK = "Why a small town in the hills has given its heart to strays"


@pytest.mark.parametrize(
    ("name", "address", "title"),
    [
        ("Cats", "https://t.example/2031/05/04/cats/", "Cats"),
        ("Wasser", "https://t.example/2031/wasser.html", "Wasser"),
        ("News", "https://t.example/news", DECK),
        ("Stadtrat", "https://t.example/show/4711", DECK),
        ("Opinion", "https://t.example/opinion", DECK),
        ("Boot", "https://t.example/boot/17", DECK),
        ("Boot", "https://t.example/2031/why-a-small-town-given-its-heart-to-strays", DECK),
    ],
)
def test_a_short_headline_stands_over_its_deck(name: str, address: str, title: str) -> None:
    text = "The council of the town has put off the bridge, and the east bank must wait, officials said."
    page = f"<title>{name}</title><article><h1>{name}</h1><h2>{DECK}</h2><p>{text}</p></article>"
    assert best(page, text, address) == title


def test_what_a_section_is_called_is_no_headline() -> None:
    text = "The council has put off the bridge, and the east bank must wait, officials said."
    page = f"<title>News Flash • Dunford</title><h1>News Flash</h1>{{}}<p>{text}</p>"
    headline = "<h2 class='headline'>Council puts off the bridge</h2>"
    assert best(page.format(headline), text) == "Council puts off the bridge"
    assert best(page.format("<h2>Roads</h2>"), text) == "News Flash"
    entries = page.format(headline) + headline.replace("bridge", "fair") + "<p>It will open in May.</p>"
    assert best(entries, text) == "News Flash"


@pytest.mark.parametrize(
    ("head", "made"),
    [("", "headline headline-deck"), ("<meta property='og:title' content='Novice'>", "title")],
)
def test_a_film_may_be_called_as_sections_are(head: str, made: str) -> None:
    text = "The council has put off the bridge, and the east bank must wait, officials said."
    deck = f"<h2 class='{made}'>A rower breaks herself to win</h2>"
    assert best(f"{head}<title>Novice</title><h1>Novice</h1>{deck}<p>{text}</p>", text) == "Novice"


@pytest.mark.parametrize("home", ["/", "https://www.baycourier.example/", "//www.baycourier.example"])
def test_a_heading_that_leads_home_and_ends_the_title_is_the_site(home: str) -> None:
    logo = f"<h1><a href='{home}'>濱海新報</a></h1>"
    head = "<title>濱海新報 - 青石港輕軌歷時6年完工啟用</title>"
    story = "<h2><a href='/n1.html'>青石港輕軌歷時6年完工啟用</a></h2><p>x"
    assert best(f"{head}<header>{logo}</header><article>{story}</article>") == "青石港輕軌歷時6年完工啟用"
    assert best(f"<title>濱海新報</title><header>{logo}</header><p>x") == "濱海新報"


LEAD = "The ferry line across the bay reopens on Monday after eleven months of repairs to its pier."
NAMED = "<meta property='og:site_name' content='The Bay Courier'>"


def shown_title(head: str, body: str) -> str | None:
    page = f"<html><head>{head}</head><body>{body}<p>{LEAD}</p><p>{LEAD}</p></body></html>"
    return run_stages(FetchedPage(url="https://baycourier.example/2031/x", body=page.encode())).title


@pytest.mark.parametrize("told", ["", "<meta property='og:title' content='The Bay Courier'>"])
@pytest.mark.parametrize(
    "headline", ["<h2>Ferries are back</h2>", "<article><div class=headline>Ferries are back</div></article>"]
)
def test_a_site_that_titles_each_page_by_its_name_has_headlines(told: str, headline: str) -> None:
    logo = "<header><h1><a href='/'>The Bay Courier</a></h1></header>"
    assert shown_title(f"<title>The Bay Courier</title>{told}", logo + headline) == "Ferries are back"


def test_a_headline_in_the_article_may_lead_home() -> None:
    linked = "<article><h1><a href='/'>The Bay Courier</a></h1><h2>Ferries are back</h2></article>"
    assert shown_title("<title>The Bay Courier</title>", linked) == "The Bay Courier"


@pytest.mark.parametrize("between", [": ", " - ", " | "])
@pytest.mark.parametrize(
    ("head", "logo"),
    [
        (NAMED, ""),
        ("", "<a href='/'>The Bay Courier</a>"),
        ("", "<a href='/'><img src=logo.gif alt='The Bay Courier'></a>"),
    ],
)
def test_the_name_of_the_site_before_a_headline_is_not_its_own(between: str, head: str, logo: str) -> None:
    title = f"<title>The Bay Courier{between}Ferries to the north are back in service</title>"
    shown = f"{logo}<div><b>Ferries to the north are back in service</b></div>"
    assert shown_title(title + head, shown) == "Ferries to the north are back in service"


def test_a_name_that_is_shown_before_the_headline_is_its_own() -> None:
    title = "The Bay Courier: ferries to the north are back in service"
    assert shown_title(f"<title>{title}</title>{NAMED}", f"<div><b>{title}</b></div>") == title
    kicker = "Bay Harbour: ferries to the north are back in service"
    assert shown_title(f"<title>{kicker}</title>{NAMED}", f"<div><b>{kicker}</b></div>") == kicker


def test_the_heading_above_the_text_wins_over_the_logo() -> None:
    lead = "The ferry line across the bay reopens on Monday after eleven months of repairs to its pier."
    page = f"<title>Bay</title><h1>Weather</h1><h1>Ferry line is back</h1><p>{lead}</p><h1>Comments</h1>"
    tree = document_fromstring(page)
    meta, nodes = MetaTags(tree), article_nodes(tree)
    assert ranked_titles(tree, page_elements(tree, lead), meta, nodes, ())[0].text == "Ferry line is back"


def test_a_crumb_that_begins_as_the_text_does_is_not_where_it_begins() -> None:
    lead = "The town council of Reedham will shut the quay road from Monday because of the storm, it said."
    title = "The town council of Reedham shuts a road"
    page = (
        f"<title>{title} - Bay Courier</title><h1><a href=/>Bay Courier</a></h1>"
        f"<ul><li><a href=/news/>News</a><li>{title}</ul><h2>{title}</h2><p>{lead}</p><h2>Comments</h2>"
    )
    tree = document_fromstring(page)
    found = page_elements(tree, lead)
    assert [element.text_content() for _, element in found.headings] == ["Bay Courier", title]
    # Where nothing goes on as the text was read, its first words tell.
    assert page_elements(tree, lead.replace("Monday", "Tuesday")).headings_above == 1


@pytest.mark.parametrize("part", ["<h1>", "<h1><h1>|_|", "<title>" + "a | " * 5000, "<h1>" + "x" * 99_999])
def test_any_page_is_bounded(part: str) -> None:
    found = best(part + "<p>x</p>")
    assert found is None or len(found) <= 300


def test_a_title_that_breaks_off_gives_way_to_the_heading() -> None:
    title = "<title>Ferry Line Ferry Timetable Ferry Tickets and the…</title>"
    assert (
        best(f"{title}<h1>Ferry line :: A printable timetable</h1>") == "Ferry line :: A printable timetable"
    )
    assert best(f"{title}<h1>Ferry</h1>") == "Ferry Line Ferry Timetable Ferry Tickets and the…"


@pytest.mark.parametrize("headline", ["石桥修好 全城通车", "别让“一键过河”成了一键绕行", "石桥通车"])
def test_a_short_headline_that_the_page_shows_loses_its_papers_name(headline: str) -> None:
    page = f"<title>{headline}--青河日报数字报</title><table><td><strong>{headline}</strong></table><p>x"
    assert best(page) == headline


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        (
            ("青河 모바일 사이트, 갑문이 닫힌다, 배는 기다린다", "갑문이 닫힌다, 배는 기다린다"),
            "갑문이 닫힌다, 배는 기다린다",
        ),
        (
            ("Bay Courier mobile, Ferry line reopens today", "Ferry line reopens today"),
            "Ferry line reopens today",
        ),
        # The first counts otherwise, as in browsers.
        (("Ferry line reopens today", "Lock closes tomorrow"), "Ferry line reopens today"),
        (("Ferry line reopens today, says Bay", "Bay"), "Ferry line reopens today, says Bay"),
    ],
)
def test_of_two_titles_one_may_hold_the_other(titles: tuple[str, str], title: str) -> None:
    assert best("".join(f"<title>{one}</title>" for one in titles) + "<p>x") == title


def test_a_headline_may_end_in_an_ellipsis() -> None:
    page = "<title>And then the ferry came back… | Bay</title><h1>And then the ferry came back…</h1>"
    assert best(page) == "And then the ferry came back…"


@pytest.mark.parametrize(
    "titles",
    [
        ("Bay Courier finds the ferry lost", "Bay Courier"),
        ("How the Bay Courier found the ferry", "Bay Courier"),
        ("What they say at the Bay Courier", "Bay Courier"),
        ("The ferry line reopens today, says the Harbour", "says the Harbour"),
    ],
)
def test_a_second_title_within_the_words_of_the_first_is_no_headline(titles: tuple[str, str]) -> None:
    assert best("".join(f"<title>{one}</title>" for one in titles) + "<p>x") == titles[0]


def test_the_name_of_the_site_in_a_second_title_is_no_headline() -> None:
    site = "Harbour Bay Courier"
    titles = f"<title>The ferry line reopens today - {site}</title><title>{site}</title>"
    assert best(f"{titles}<p>x") == "The ferry line reopens today"


# Pages of tables, without a heading: the headline stands centred over the line with the day.
TABLE_PAGE = """<title>{title}</title><table width=700><tr><td align=center>{above}</td></tr>
<tr><td><div align="center">发布单位：{unit}　发布时间：2006-4-11</div></td></tr>
<tr><td>　　青河县的三座渡口昨天全部改成了木桥，往后赶集不用再等船，来往的人也不用看天。</td></tr></table>"""
LEAD = "青河县的三座渡口昨天全部改成了木桥，往后赶集不用再等船，来往的人也不用看天。"


def table_page(above: str, *, title: str = "信息浏览", unit: str = "县交通局") -> str:
    return TABLE_PAGE.format(title=title, above=above, unit=unit)


@pytest.mark.parametrize("above", ["<b>三座渡口改成木桥</b>", "<span class=s1>三座渡口改成木桥</span>"])
def test_a_centred_line_over_the_day_is_the_headline(above: str) -> None:
    assert best(table_page(above), LEAD) == "三座渡口改成木桥"


@pytest.mark.parametrize(
    "above", ["<a href='/'>返回县政府首页</a>", "2006年4月11日 星期二", "青河县昨天举行了通车的仪式。"]
)
def test_a_link_a_day_or_a_sentence_over_the_day_is_none(above: str) -> None:
    page = table_page(above, title="三座渡口改成木桥")
    assert best(page, LEAD) == "三座渡口改成木桥"


def test_a_page_with_a_heading_asks_no_centred_line() -> None:
    page = table_page("青河县政府公众信息", title="三座渡口改成木桥_青河在线")
    assert best(f"<h1>三座渡口改成木桥</h1>{page}", LEAD) == "三座渡口改成木桥"


def test_large_type_of_few_chinese_characters_is_a_headline() -> None:
    page = table_page("<font color=red size=4><b>渡口何时修好</b></font>")
    assert best(page.replace("align=center", ""), LEAD) == "渡口何时修好"


INFO = "<div class='xl_info'><span>发布日期：2020-05-06 09:30</span> <span>来源：青河县政府办</span></div>"


def test_a_box_of_headline_and_day_is_no_headline() -> None:
    page = (
        "<title>三座渡口改成木桥-青河县人民政府</title><div class='xl_tit'><h2>三座渡口改成木桥</h2>{}</div>"
    )
    assert best(page.format(INFO)) == "三座渡口改成木桥"


def test_the_site_that_metas_name_is_cut() -> None:
    page = "<title>三座渡口改成木桥-青河县水务局</title><p>x"
    assert best(page) == "三座渡口改成木桥-青河县水务局"
    assert best(f"<meta name='SiteName' content='青河县水务局'>{page}") == "三座渡口改成木桥"


def test_a_headline_stated_for_authorities_counts() -> None:
    meta = "<meta name='ArticleTitle' content='三座渡口改成木桥'>"
    assert best(f"{meta}<title>三座渡口改成木桥-青河要闻-县情</title><p>x") == "三座渡口改成木桥"


def test_a_box_of_headline_and_rest_may_be_one() -> None:
    page = "<title>x</title><div class='news_title'><h2>三座渡口</h2><span>改成木桥之后</span></div>"
    assert best(page) == "三座渡口 改成木桥之后"


@pytest.mark.parametrize("headline", ["祖父的渡船", "三座渡口改成木桥 往後趕集不用再等船"])
def test_a_headline_behind_the_papers_name_is_it(headline: str) -> None:
    page = f"<title>青河日報電子版 - {headline}</title><table><tr><td><b>{headline}</b></td></tr></table>"
    assert best(page) == headline


def test_a_section_beside_the_papers_name_is_no_headline() -> None:
    page = "<title>青河日報電子版 - 通知公告</title><table><tr><td><b>通知公告</b></td></tr></table>"
    assert best(page) == "青河日報電子版"


def test_a_site_is_cut_behind_a_bracket_or_sign() -> None:
    assert best("<title>三座渡口改成木桥（图）-青河新闻</title><p>x") == "三座渡口改成木桥（图）"
    assert best("<title>木桥比渡船快了40%-青河新闻</title><p>x") == "木桥比渡船快了40%"
    assert best("<title>石桥队11-青河队赛况</title><p>x") == "石桥队11-青河队赛况"
