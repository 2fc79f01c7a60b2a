"""The ninth set's article pages: each layout is that of a system or of a school of front ends."""

from __future__ import annotations

from html import escape

from tests.sites.feedless.held_out_ninth_newsroom import (
    around,
    day,
    iso,
    menu,
    persian_day,
    popular,
)
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.simulated import Feedless
from tests.sites.stories import Story

BLOCK = '<div class="m-bloc m-bloc--texte"><p>'
MODULE = '<p class="Paragraph_p__uV3kd">'
ARC = '<p class="c-paragraph">'
GRAF = '<p class="graf graf--p graf-after--p">'
INDENTED = '<p style="text-indent: 2em;">'
FONT = '<p cms-style="font-L">　　'


def ps(story: Story, opening: str = "<p>", closing: str = "</p>", *, start: int = 0) -> str:
    """Return the paragraphs of a story."""
    return "".join(f"{opening}{escape(text)}{closing}\n" for text in story.paragraphs[start:])


def episerver(site: Feedless, story: Story) -> str:
    """Optimizely, as Swedish municipalities and local papers set it up."""
    return (
        "<main id='main-content' class='l-main' role='main'><div class='breadcrumb'><a href='/'>Start</a> / "
        "<a href='/nyheter/'>Nyheter</a></div><article class='news-page'>"
        f"<h1 class='news-page__heading'>{escape(story.title)}</h1>"
        f"<p class='preamble'>{escape(story.paragraphs[0])}</p><div class='main-body'>"
        f"{ps(story, start=1)}</div>"
        f"<div class='page-info'><span>Publicerad: <time datetime='{local(story):%Y-%m-%d}'>"
        f"{day(story)}</time>"
        f"</span> <span>Skribent: {escape(story.author)}</span></div></article>"
        f"<section class='related-block'><h2>Fler nyheter</h2>{menu(around(site, story))}</section></main>"
    )


def drupal_node(site: Feedless, story: Story) -> str:
    """A node of Drupal in the markup of its own themes."""
    path = escape(site.path(story))
    return (
        "<main role='main'><div class='layout-content'><div class='region region-content'>"
        f"<article role='article' about='{path}' class='node node--type-article node--view-mode-full'>"
        "<h1 class='page-title'><span class='field field--name-title field--type-string field--label-hidden'>"
        f"{escape(story.title)}</span></h1><footer class='node__meta'><div class='node__submitted'>"
        f"<span class='field field--name-uid'>{escape(story.author)}</span> <span class='field "
        f"field--name-created'><time datetime='{iso(story)}' class='datetime'>{day(story)} - "
        f"{local(story):%H:%M}</time></span></div></footer><div class='node__content clearfix'><div class='"
        "clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden "
        f"field__item'>{ps(story)}</div></div></article></div></div></main>"
    )


def k2_item(site: Feedless, story: Story) -> str:
    """An item of K2 for Joomla."""
    return (
        "<div id='k2Container' class='itemView'><div class='itemHeader'><span class='itemDateCreated'>"
        f"{day(story, '{d} {month} {y}')}</span><h2 class='itemTitle'>{escape(story.title)}</h2>"
        f"<span class='itemAuthor'>Scritto da {escape(story.author)}</span></div>"
        "<div class='itemToolbar'><ul><li><span class='itemTextResizerTitle'>dimensione font</span></li></ul>"
        f"</div><div class='itemBody'><div class='itemIntroText'>"
        f"{ps(story)[: ps(story).index('</p>') + 4]}</div>"
        f"<div class='itemFullText'>{ps(story, start=1)}</div></div><div class='itemRelated'>"
        f"<h3>Articoli correlati</h3>{menu(around(site, story))}</div>"
        "<div class='itemBackToTop'><a class='k2Anchor' href='#startOfPageId'>Torna in alto</a></div></div>"
    )


def typo3_news(_site: Feedless, story: Story) -> str:
    """The single view of the news extension of TYPO3."""
    return (
        "<div id='content'><div class='frame frame-default frame-type-news_newsdetail'><div class='news "
        "news-single'><div class='article' itemscope='itemscope' itemtype='http://schema.org/Article'>"
        f"<div class='header'><h1 itemprop='headline'>{escape(story.title)}</h1></div><div class='footer'><p>"
        f"<span class='news-list-date'><time itemprop='datePublished' datetime='{local(story):%Y-%m-%d}'>"
        f"{local(story):%d.%m.%Y}</time></span></p></div><div class='teaser-text' itemprop='description'>"
        f"<p>{escape(story.paragraphs[0])}</p></div><div class='news-text-wrap' itemprop='articleBody'>"
        f"{ps(story, start=1)}</div><div class='news-backlink-wrap'><a href='/aktuelles/'>Zurück</a></div>"
        "</div></div></div></div>"
    )


def bitrix_detail(site: Feedless, story: Story) -> str:
    """The component news.detail of Bitrix, whose text is broken by line breaks."""
    text = "<br />\n<br />\n".join(escape(part) for part in story.paragraphs)
    return (
        "<div class='workarea'><h1 id='pagetitle'>" + escape(story.title) + "</h1><div class='news-detail'>"
        f"<span class='news-date-time'>{local(story):%d.%m.%Y %H:%M}</span>"
        f"<div class='news-detail-text'>{text}</div><div style='clear:both'></div><br />"
        f"Автор:&nbsp;{escape(story.author)}<br /></div><p><a href='/news/'>Возврат к списку</a></p>"
        f"<div class='news-read-more'><h3>Читайте также</h3>{menu(around(site, story))}</div></div>"
    )


def trs_gov(_site: Feedless, story: Story) -> str:
    """A detail page of TRS, as county governments and their papers have it."""
    return (
        "<div class='container'><div class='location'>当前位置：<a href='/'>首页</a> &gt; 新闻中心"
        f"</div><div class='article'><div class='xl-tit'>{escape(story.title)}</div>"
        f"<div class='xl-info'><span>发布时间：{local(story):%Y-%m-%d %H:%M}</span><span>来源：本网</span>"
        f"<span>作者：{story.author}</span><span>字号：[<a href='#'>大</a> <a href='#'>中</a>]</span></div>"
        f"<div class='TRS_Editor'>{ps(story, '<p>　　')}</div><div class='fujian'></div></div></div>"
    )


def nukeviet_detail(site: Feedless, story: Story) -> str:
    """The module news of NukeViet."""
    return (
        "<div class='col-sm-16 col-md-18'><div class='news_column panel panel-default' itemtype='http://"
        "schema.org/NewsArticle' itemscope><div class='panel-body'><h1 class='title margin-bottom-lg' "
        f"itemprop='headline'>{escape(story.title)}</h1><div class='row margin-bottom-lg'><div "
        f"class='col-md-12'>"
        f"<span class='h5'>{day(story, 'Thứ sáu - {dd}/{mm}/{y} {hm}')}</span></div></div>"
        f"<div class='clearfix'><div class='hometext m-bottom' itemprop='description'>"
        f"{escape(story.paragraphs[0])}</div></div><div id='news-bodyhtml' class='bodytext margin-bottom-lg'>"
        f"{ps(story, start=1)}</div><div class='margin-bottom-lg'><p class='h5 text-right'><strong>Tác giả: "
        f"</strong>{escape(story.author)}</p></div></div></div><div class='panel panel-default'><p "
        f"class='h3'>"
        f"<strong>Những tin cũ hơn</strong></p>{menu(around(site, story, 5), kind='related list-inline')}"
        "</div></div>"
    )


def gnuboard_view(_site: Feedless, story: Story) -> str:
    """A post of a gnuboard that a local paper publishes in."""
    return (
        "<div id='container'><article id='bo_v' style='width:100%'><header><h2 id='bo_v_title'>"
        f"<span class='bo_v_cate'>지역</span><span class='bo_v_tit'> {escape(story.title)}</span></h2>"
        f"</header>"
        "<section id='bo_v_info'><h2>페이지 정보</h2><span class='sound_only'>작성자</span> <strong>"
        f"<span class='sv_member'>{story.author} 기자</span></strong><span class='sound_only'>작성일</span>"
        f"<strong class='if_date'>{local(story):%y-%m-%d %H:%M}</strong><span class='sound_only'>조회</span>"
        f"<strong>{serial(story, 900) % 700}회</strong></section><section id='bo_v_atc'><h2 "
        f"id='bo_v_atc_title'>본문</h2><div id='bo_v_con'>{ps(story)}</div></section>"
        "<section id='bo_vc'><h2>댓글목록</h2><p id='bo_vc_empty'>등록된 댓글이 없습니다.</p></section>"
        "</article></div>"
    )


def movable_type(site: Feedless, story: Story) -> str:
    """An entry of Movable Type in its classic theme."""
    return (
        "<div id='alpha'><div id='alpha-inner'><div class='entry-asset asset hentry entry'>"
        f"<div class='asset-header'><h2 class='asset-name entry-title'>{escape(story.title)}</h2>"
        f"<div class='asset-meta'><span class='byline'>{story.author} (<abbr class='published' "
        f"title='{iso(story)}'>{day(story, '{y}年{m}月{d}日 {hm}')}</abbr>)</span></div></div>"
        f"<div class='asset-content entry-content'><div class='asset-body'>{ps(story, start=0)}</div></div>"
        f"<div class='asset-footer'><h3>関連する記事</h3>{menu(around(site, story, 2))}</div></div></div>"
        f"</div>"
    )


def newspack(_site: Feedless, story: Story) -> str:
    """A single post of the Newspack theme of WordPress."""
    return (
        "<div id='content' class='site-content'><section id='primary' class='content-area'><main id='main' "
        "class='site-main'><article class='post type-post status-publish format-standard hentry'>"
        f"<header class='entry-header'><h1 class='entry-title'>{escape(story.title)}</h1><div class='"
        f"entry-subhead'><div class='entry-meta'><span class='byline'>por <span class='author vcard'>"
        f"{escape(story.author)}</span></span><span class='posted-on'><time class='entry-date published' "
        f"datetime='{iso(story)}'>{day(story, '{d} de {month} de {y}')}</time></span></div></div></header>"
        f"<div class='entry-content'>{ps(story)}<div class='newspack-popup'>Assine o boletim da semana</div>"
        "</div><footer class='entry-footer'><span class='tags-links'><a href='/tag/obras/'>obras</a></span>"
        "</footer></article></main></section></div>"
    )


def haber_detay(site: Feedless, story: Story) -> str:
    """A detail page of the packaged software of Turkish local papers."""
    return (
        "<main class='container-fluid single-container news-detail'><div class='row'><div class='col-lg-8'>"
        f"<article class='card' data-id='{serial(story, 41207)}'><h1 class='h2 fw-bold text-lg-start "
        f"headline' "
        f"itemprop='headline'>{escape(story.title)}</h1><h2 class='lead text-lg-start description' "
        f"itemprop='description'>{escape(story.paragraphs[0])}</h2><div class='news-info'><span class='me-3 "
        f"fs-7'>Yayınlanma: <time datetime='{iso(story)}'>{day(story, '{dd} {month} {y} - {hm}')}</time>"
        f"</span>"
        f"</div><div class='article-text' property='articleBody'>{ps(story, start=1)}"
        f"<p class='text-muted'>Muhabir: {escape(story.author)}</p></div></article></div>"
        f"<div class='col-lg-4 widget-last-news'><strong>İlgili Haberler</strong>{menu(around(site, story))}"
        "</div></div></main>"
    )


def nastooh_item(site: Feedless, story: Story) -> str:
    """An item of the system that most Iranian agencies run on."""
    return (
        "<main id='mainbody'><article class='item' id='item'><div class='item-header'><div class='item-nav'>"
        f"<div class='item-date'><span>{persian_day(story)}</span></div><div class='item-code'>کد خبر: <span>"
        f"{serial(story, 8401209)}</span></div></div><div class='item-title'><h1 class='title' "
        f"itemprop='headline'>{escape(story.title)}</h1></div></div><div class='item-summary'><p "
        f"class='summary "
        f"introtext' itemprop='description'>{escape(story.paragraphs[0])}</p></div><div class='item-body'>"
        f"<div class='item-text' itemprop='articleBody'>{ps(story, start=1)}</div></div>"
        f"<section class='box related'><header><h2>اخبار مرتبط</h2></header>"
        f"{menu(around(site, story))}</section>"
        "</article></main>"
    )


def css_modules(site: Feedless, story: Story) -> str:
    """A React front end whose class names come from CSS modules."""
    return (
        "<main class='Layout_main__k2fJd'><article class='Article_root__1xZqP'><header "
        f"class='ArticleHeader_header__Hs8aV'><h1 class='ArticleHeader_title__9LmPw'>"
        f"{escape(story.title)}</h1>"
        f"<div class='Byline_root__yT5cc'><span class='Byline_author__m1Qvx'>{escape(story.author)}</span>"
        f"<time class='Byline_date__Pp0Wz' dateTime='{iso(story)}'>{local(story):%d/%m/%Y %H:%M}</time></div>"
        f"</header><div class='ArticleBody_body__a7RtE' data-testid='article-body'>"
        f"{ps(story, MODULE)}</div></article><aside class='Rail_rail__0bNcs'>"
        f"{menu(popular(site), kind='Rail_list__7dKwe')}</aside></main>"
    )


def prose(_site: Feedless, story: Story) -> str:
    """A page in Tailwind's utilities with its typography plug-in."""
    return (
        "<main class='mx-auto max-w-3xl px-4 py-10'><article><p class='text-sm text-gray-500'><time "
        f"datetime='{iso(story)}'>{local(story):%Y-%m-%d %H:%M}</time> · {escape(story.author)}</p>"
        f"<h1 class='mt-2 text-4xl font-bold tracking-tight'>{escape(story.title)}</h1>"
        f"<div class='prose prose-lg mt-8'>{ps(story)}</div></article></main>"
    )


def arc_article(site: Feedless, story: Story) -> str:
    """A page of Arc's theme blocks."""
    return (
        "<section role='main' tabindex='-1' class='b-right-rail__main'><div class='c-stack "
        "b-right-rail__stack'>"
        f"<h1 class='b-headline'>{escape(story.title)}</h1><p class='b-subheadline'>{day(story)}</p>"
        f"<div class='b-byline'>Por <span class='b-byline__names'>{escape(story.author)}</span></div>"
        f"<time class='c-date b-date' datetime='{iso(story)}'>"
        f"{day(story, '{d} de {month} de {y} a las {hm}')}"
        f"</time><article class='b-article-body'>{ps(story, ARC)}</article>"
        f"<div class='b-results-list'>{menu(popular(site))}</div></div></section>"
    )


def sharepoint_canvas(_site: Feedless, story: Story) -> str:
    """A news page of SharePoint, as its server renders it for visitors."""
    return (
        "<div id='spPageCanvasContent'><div data-automation-id='pageHeader'><div "
        "data-automation-id='TitleTextId'"
        f" class='title'><h1 role='heading' aria-level='1'>{escape(story.title)}</h1></div><div data-"
        f"automation-id='authorByline'>{escape(story.author)}</div><div data-automation-id='publishedDate'>"
        f"{day(story, '{d} {month} {y}')}</div></div><div class='CanvasZone row' "
        f"data-automation-id='CanvasZone'>"
        "<div class='CanvasSection' data-automation-id='CanvasSection'><div class='ControlZone' "
        "data-automation-"
        f"id='CanvasControl'><div class='rte-webpart' data-automation-id='textBox'>{ps(story)}</div></div>"
        f"</div>"
        "</div></div>"
    )


def graf(_site: Feedless, story: Story) -> str:
    """A story in the paragraphs of Medium's editor."""
    return (
        "<article class='postArticle postArticle--full is-withAccentColors'><div class='uiScale "
        "postMetaLockup'>"
        f"<a class='ds-link' href='/@staff'>{escape(story.author)}</a> <time datetime='{iso(story)}'>"
        f"{day(story, '{month} {d}, {y}')}</time> <span class='readingTime' title='2 min read'></span></div>"
        "<div class='postArticle-content js-postField'><section class='section section--body section--first'>"
        f"<div class='section-inner sectionLayout--insetColumn'><h1 class='graf graf--h3 graf--title'>"
        f"{escape(story.title)}</h1>{ps(story, GRAF)}</div></section></div>"
        "</article>"
    )


def old_table(_site: Feedless, story: Story) -> str:
    """A page of tables with breaks for paragraphs, as ASP.NET sites of offices still have them."""
    text = "<br><br>\n".join(escape(part) for part in story.paragraphs)
    return (
        "<table width='980' cellpadding='0' cellspacing='0' align='center'><tr><td valign='top' width='700'>"
        f"<span id='ctl00_cph_lblBaslik' class='baslik'>{escape(story.title)}</span><br><span "
        f"id='ctl00_cph_lblTarih' class='tarih'>{local(story):%d.%m.%Y}</span><hr><span "
        f"id='ctl00_cph_lblDetay' class='metin'>{text}</span></td></tr></table>"
    )


def hanweb_zoom(_site: Feedless, story: Story) -> str:
    """A page of the system of Hanweb, with the marks of its templates."""
    return (
        "<div class='main w1200'><table id='article' width='100%'><tr><td align='center' class='title'>"
        f"<!--<$[标题名称(html)]>begin-->{escape(story.title)}<!--<$[标题名称(html)]>end--></td></tr><tr><td "
        f"align='center'>发布日期：{local(story):%Y-%m-%d}　来源：{story.author}　浏览次数：<span "
        f"id='hits'></span>"
        "</td></tr><tr><td class='bt_content'><div id='zoom'><!--ZJEG_RSS.content.begin--><!--<$[信息内容]>"
        f"begin-->{ps(story, INDENTED)}<!--<$[信息内容]>end--></div></td></tr></table></div>"
    )


def cn_portal(site: Feedless, story: Story) -> str:
    """An article page of a Chinese portal."""
    return (
        f"<div class='main-content w1240'><div class='path'><a href='/'>首页</a> &gt; 正文</div><h1 "
        f"class='main-title'>{escape(story.title)}</h1><div class='top-bar-wrap'><div class='date-source'>"
        f"<span "
        f"class='date'>{day(story, '{y}年{mm}月{dd}日 {hm}')}</span> <span class='source ent-source'>"
        f"本地新闻</span>"
        f"</div></div><div class='article' id='artibody'>{ps(story, FONT)}<p "
        f"class='show_author'>责任编辑：{story.author}</p></div><div class='right'>"
        f"{menu(popular(site))}</div></div>"
    )


def classic_post(_site: Feedless, story: Story) -> str:
    """A single post of a plain theme of WordPress, with its navigation cut away."""
    return (
        f"<main id='primary' class='site-main'><article id='post-{serial(story, 5630)}' class='post hentry'>"
        f"<header class='entry-header'><h1 class='entry-title'>{escape(story.title)}</h1><div "
        f"class='entry-meta'>"
        f"<span class='posted-on'>Pubblicato il <time class='entry-date published' datetime='{iso(story)}'>"
        f"{day(story)}</time></span> <span class='byline'>di <a class='url fn n' href='/author/giulia/'>"
        f"{escape(story.author)}</a></span></div></header><div class='entry-content'>{ps(story)}"
        "<div class='sharedaddy sd-sharing'><h3>Condividi:</h3></div></div><footer class='entry-footer'>"
        "<a href='/tag/montagna/' rel='tag'>montagna</a></footer></article></main>"
    )


def markdown_post(_site: Feedless, story: Story) -> str:
    """A page that a generator made of Markdown."""
    return (
        "<main><article class='blog-post' itemscope itemtype='http://schema.org/Article'><header><h1 "
        f"itemprop='headline'>{escape(story.title)}</h1><p>{day(story, '{dd} de {month} de {y}')} · "
        f"{escape(story.author)}</p></header><section itemprop='articleBody'>{ps(story)}</section><hr>"
        f"</article>"
        "<div class='bio'><p>Escrito pela redação da Feira Alta.</p></div></main>"
    )


def portal_read(site: Feedless, story: Story) -> str:
    """A page of an Indonesian portal, with its box of the most read in the middle of the text."""
    return (
        "<main class='max-w-7xl mx-auto'><div class='detail__header'><h1 class='detail__title'>"
        f"{escape(story.title)}</h1><div class='detail__author'>{escape(story.author)} - Kotasari "
        f"Kini</div><div "
        f"class='detail__date'>{day(story, '{d} {month} {y} {hm} WIB')}</div></div><div "
        f"class='detail__body-text "
        f"itp_bodycontent'><p><strong>Kotasari</strong> - {escape(story.paragraphs[0])}</p>"
        f"{ps(story, start=1)}"
        f"</div><div class='box-terpopuler'><h3>Terpopuler</h3>{menu(popular(site))}</div></main>"
    )


def bootstrap_news(site: Feedless, story: Story) -> str:
    """A page on Bootstrap 3, as a local station's programmer wrote it."""
    at = local(story)
    return (
        f"<div class='row'><div class='col-md-8'><div class='panel panel-default'><div "
        f"class='panel-heading'><h2>"
        f"{escape(story.title)}</h2></div><div class='panel-body'><p class='text-muted'>"
        f"{day(story, '{d} {month}')} "
        f"{at.year + 543} เวลา {at:%H:%M} น. โดย {escape(story.author)}</p>"
        f"{ps(story, '<div>', '</div><div>&nbsp;</div>')}</div></div></div><div class='col-md-4'><h4>"
        f"ข่าวเด่น</h4>"
        f"{menu(popular(site), kind='list-group', item='list-group-item')}</div></div>"
    )


def agency_story(_site: Feedless, story: Story) -> str:
    """A page of a Taiwanese agency: the place, the day and the agency begin the text in brackets."""
    at = local(story)
    return (
        "<div class='centralContent'><article class='article' data-origin-type='News'><h1><span>"
        f"{escape(story.title)}</span></h1><div class='timeBox'><div class='updatetime'><span>"
        f"{at:%Y/%m/%d %H:%M}"
        f"</span></div></div><div class='paragraph'><p>（雲台社記者{story.author}{at.day}日電）"
        f"{escape(story.paragraphs[0])}</p>{ps(story, start=1)}</div><div class='paragraph'><p>"
        f"（編輯：周雅琴）"
        f"{at:%m%d}{at.year - 1911}</p></div></article></div>"
    )


def craft_entry(site: Feedless, story: Story) -> str:
    """An entry of Craft CMS in the blocks of its matrix field."""
    return (
        f"<main class='o-page o-page--article'><header class='m-entete'><h1 class='m-entete__titre'>"
        f"{escape(story.title)}</h1><p class='m-entete__infos'>Par {escape(story.author)}, le <time "
        f"datetime='"
        f"{iso(story)}'>{day(story, '{d} {month} {y} à {hm}')}</time></p></header><p class='m-chapo'>"
        f"{escape(story.paragraphs[0])}</p><div class='m-blocs'>"
        f"{ps(story, BLOCK, '</p></div>', start=1)}</div><aside><h2>À la une</h2>"
        f"{menu(popular(site, 3))}</aside></main>"
    )


def korean_paper(_site: Feedless, story: Story) -> str:
    """A page of a Korean paper, whose reporter's address ends the text."""
    return (
        "<section class='article_wrap'><header class='article_head'><h3 class='heading'>"
        f"{escape(story.title)}</h3><ul class='infomation'><li>{story.author} 기자</li><li>입력 "
        f"{local(story):%Y.%m.%d %H:%M}</li><li>댓글 0</li></ul></header><div id='article-view-content-div' "
        f"class='article_body' itemprop='articleBody'>{ps(story)}<p>{story.author} 기자 "
        f"news@hwangto.example</p></div>"
        "<p class='copyright'>저작권자 © 황토일보 무단전재 및 재배포 금지</p></section>"
    )


def aem_article(_site: Feedless, story: Story) -> str:
    """A press release in AEM's core components."""
    return (
        "<main class='container responsivegrid'><div class='title'><div class='cmp-title'><h1 "
        f"class='cmp-title__text'>{escape(story.title)}</h1></div></div><div class='text'><div "
        f"class='cmp-text'><p>"
        f"<b>{day(story)}</b></p>{ps(story)}<p>For more information contact {escape(story.author)} in the "
        f"press "
        "office.</p></div></div></main>"
    )
