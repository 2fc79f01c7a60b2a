"""Feedless sites that are held out, the eighth set: lists in HTML of offices' and towns' software."""

from __future__ import annotations

from tests.sites.feedless.held_out_eighth_room import OPEN_GRAPH, room
from tests.sites.feedless.simulated import Feedless, batches

RUSSIAN_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
SWEDISH_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
DUTCH_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def dongping() -> Feedless:
    """A Chinese county's news net on DedeCMS, in GB2312: list_3_2.html, and plus/ for what counts."""
    made = room(
        "dongping html zh 44 300 gbk",
        title="东坪在线",
        address="/a/{{section}}/{{[%Y/%m%d]}}/{{id}}.html",
        sections=(("bendi", "本地新闻"), ("minsheng", "民生热线")),
        first=8800,
        traps=("/plus/count.php", "/plus/digg_ajax.php", "/member/login.php"),
        robots="User-agent: *\nDisallow: /plus/ad_js.php\nDisallow: /plus/count.php\nDisallow: /member\n",
        head='<meta name="keywords" content="{{sectionname}}" /><meta name="description" '
        'content="{{teaser}}" />',
        article="""<div class="pleft"><div class="place"><strong>当前位置:</strong> <a href='/'>主页</a> &gt;
<a href='/a/{{section}}/'>{{sectionname}}</a> &gt; </div><div class="viewbox"><div class="title">
<h1>{{title}}</h1></div><div class="info"><small>时间:</small>{{[%Y-%m-%d %H:%M]}}<small>来源:</small>东坪在线
 <small>作者:</small>{{by}} <small>点击:</small><script
 src="/plus/count.php?view=yes&aid={{id}}&mid=1"></script>次</div>
<div class="content">{{body}}</div><div class="newdigg" id="newdigg"><div class="diggbox digg_good"
 onclick="postDigg('goodpost',{{id}})"><p>(0)</p>顶一下</div></div></div></div>""",
        frame="""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><meta
 http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>{{page}}_东坪在线</title
>{{head}}</head>
<body><div class="toplinks"><a href="/member/login.php">会员登录</a> | <a href="/data/sitemap.html"
>网站地图</a>
</div><div id="navMenu"><ul><li><a href='/'><span>主页</span></a></li><li><a href='/a/bendi/'><span>本地新闻
</span></a></li><li><a href='/a/minsheng/'><span>民生热线</span></a></li><li><a href='/a/shangjia/'><span
>商家名录</span></a></li></ul></div>{{main}}<div class="footer"><p class="powered">Powered by <strong>DedeCMS
</strong> 东坪在线 版权所有</p></div></body></html>""",
    )
    row = """<li><a href="{{path}}" class="title">{{title}}</a><span class="info"><small>日期：</small>
{{[%Y-%m-%d %H:%M:%S]}} <small>点击：</small>118 <small>好评：</small>0</span><p class="intro"
>{{teaser}}...</p></li>"""
    for tid, (slug, name) in enumerate(made.sections, 3):
        pages = batches(made.of(slug), 8)
        for at, some in enumerate(pages, 1):
            links = "".join(
                f"<li class='thisclass'>{n}</li>"
                if n == at
                else f"<li><a href='list_{tid}_{n}.html'>{n}</a></li>"
                for n in range(1, len(pages) + 1)
            )
            after = f"<li><a href='list_{tid}_{at + 1}.html'>下一页</a></li>" if at < len(pages) else ""
            main = (
                f"<div class='listbox'><ul class='e2'>{made.rows(row, some)}</ul></div><div"
                " class='dede_pages'>"
                f"<ul class='pagelist'><li>首页</li>{links}{after}<li><span class='pageinfo'>共 <strong>"
                f"{len(pages)}</strong>页<strong>{len(made.of(slug))}</strong>条</span></li></ul></div>"
            )
            made.page(f"/a/{slug}/list_{tid}_{at}.html", name, main)
            if at == 1:
                made.page(f"/a/{slug}/", name, main)
            made.site.read(f"/a/{slug}/list_{tid}_{at}.html")
    shops = "".join(f"<li><a href='/a/shangjia/{n}.html'>东坪商家第{n}号</a></li>" for n in range(1, 7))
    for n in range(1, 7):
        made.no_article(
            f"/a/shangjia/{n}.html", f"东坪商家第{n}号", f"电话：0500-21{n}7。营业时间：九点至十八点。"
        )
    made.page("/a/shangjia/", "商家名录", f"<div class='listbox'><ul class='d1'>{shops}</ul></div>")
    made.page("/data/sitemap.html", "网站地图", "<h3>网站地图</h3><p>本站共有三个栏目。</p>")
    row = '<li><a href="{{path}}">{{title}}</a></li>'
    made.page(
        "/", "首页", f"<dl class='tbox'><dt>最新</dt><dd><ul>{made.rows(row, made.of('')[:9])}</ul></dd></dl>"
    )
    return made.site


def renhe() -> Feedless:
    """A Chinese city's channel like people.com.cn: index2.html, /n2/2026/1126/c347192-41428301.html."""
    made = room(
        "renhe html zh 48 200 gbk",
        title="仁和频道",
        address="/n2/{{[%Y/%m%d]}}/c{{section}}-41{{id}}.html",
        sections=(("347192", "要闻"), ("347195", "社会")),
        first=428300,
        traps=("/comment/post", "/cms/click.do", "/passport/login"),
        head='<meta name="publishdate" content="{{[%Y-%m-%d]}}"><meta name="source" content="来源：仁和频道">'
        '<meta name="description" content="{{teaser}}">',
        article="""<div class="path w1000"><a href="/" class="clink">仁和频道</a>&gt;&gt;<a
 href="/{{section}}/index.html" class="clink">{{sectionname}}</a></div><div class="layout rm_txt cf"><div
 class="col col-1"><h4 class="pre"></h4><h1>{{title}}</h1><div class="author cf">{{by}}</div>
<div class="channel cf"><div class="col-1-1 fl">{{[%Y年%m月%d日%H:%M]}} | 来源：<a href="/">仁和频道</a></div>
<div class="message"><a href="/passport/login">我要留言</a></div></div><div class="rm_txt_con cf">{{body}}
<div class="edit cf">(责编：{{by}})</div></div><p class="paper_num">分享让更多人看到</p></div></div>""",
        frame="""<!DOCTYPE html><html><head><meta http-equiv="content-type"
 content="text/html;charset=GB2312"/>
<title>{{page}}--仁和频道</title>{{head}}</head><body><nav class="nav"><div class="w1000"><a href="/"
>首页</a> <a href="/347192/index.html">要闻</a> <a href="/347195/index.html">社会</a> <a
 href="/347199/index.html">专题</a></div></nav>{{main}}<div class="footer"><p>仁和频道 版权所有</p></div
></body></html>""",
    )
    row = "<li><a href='{{path}}' target=_blank>{{title}}</a> <em>{{[%Y-%m-%d %H:%M]}}</em></li>"
    for code, name in made.sections:
        pages = batches(made.of(code), 7)
        for at, some in enumerate(pages, 1):
            links = "".join(
                f'<a href="index{n}.html"{" class=common_current_page" if n == at else ""}>{n}</a>'
                for n in range(1, len(pages) + 1)
            )
            after = f'<a href="index{at + 1}.html">下一页</a>' if at < len(pages) else ""
            main = (
                f"<div class='fl w655'><div class='ej_list_box clear'><ul class='list_16 mt10'>"
                f"{made.rows(row, some)}</ul></div><div class='page_n clearfix'>{links}{after}</div></div>"
            )
            made.page(f"/{code}/index{at}.html", name, main)
            made.site.read(f"/{code}/index{at}.html")
            if at == 1:
                made.page(f"/{code}/index.html", name, main)
    topics = "".join(f"<li><a href='/347199/zt{n}/'>专题：走进仁和第{n}季</a></li>" for n in range(1, 6))
    for n in range(1, 6):
        made.no_article(f"/347199/zt{n}/", f"专题：走进仁和第{n}季", "本专题汇集图片和视频。")
    made.page("/347199/index.html", "专题", f"<ul class='list_14'>{topics}</ul>")
    made.page(
        "/", "首页", f"<div class='box'><ul class='list_14'>{made.rows(row, made.of('')[:10])}</ul></div>"
    )
    return made.site


def kamenogorsk() -> Feedless:
    """A Russian town's paper on 1C-Bitrix: ?PAGEN_1=2, ?print=Y, and components that count."""
    made = room(
        "kamenogorsk html ru 45 260",
        title="Каменогорский вестник",
        address="/news/{{section}}/{{id}}/",
        sections=(("obshchestvo", "Общество"), ("ekonomika", "Экономика"), ("sport", "Спорт")),
        first=31900,
        months=RUSSIAN_MONTHS,
        traps=("/bitrix/tools/vote/uf.php", "/auth/", "/bitrix/components/bitrix/iblock.vote/ajax.php"),
        robots="User-agent: *\nDisallow: /bitrix/\nDisallow: /auth/\nDisallow: /*?print=\n",
        head='<meta name="keywords" content="{{sectionname}}" /><meta name="description"'
        ' content="{{teaser}}" />',
        article="""<div class="bx-breadcrumb"><div class="bx-breadcrumb-item"><a href="/">Главная</a></div
><div
 class="bx-breadcrumb-item"><a href="/news/{{section}}/">{{sectionname}}</a></div></div><div
 class="bx-newsdetail"><div class="bx-newsdetail-block" id="bx_1878455859_{{id}}"><h1
 class="bx-newsdetail-title">{{title}}</h1><div class="bx-newsdetail-content">{{body}}</div><div
 class="bx-newsdetail-date"><i class="fa fa-calendar-o"></i> {{[%d.%m.%Y %H:%M]}}</div><div
 class="bx-newsdetail-author"><i class="fa fa-user"></i> <span>Автор:</span> {{by}}</div>
<a href="{{path}}?print=Y" rel="nofollow">Версия для печати</a></div></div>""",
        frame="""<!DOCTYPE html><html xml:lang="ru" lang="ru"><head><meta http-equiv="Content-Type"
 content="text/html;
 charset=UTF-8" /><title>{{page}}</title>{{head}}</head><body class="bx-background-image"><div
 class="bx-wrapper"
><header class="bx-header"><ul class="bx-nav-list"><li><a href="/news/obshchestvo/">Общество</a></li><li><a
 href="/news/ekonomika/">Экономика</a></li><li><a href="/news/sport/">Спорт</a></li><li><a
 href="/vakansii/">Вакансии</a></li><li><a href="/redaktsiya/">Редакция</a></li></ul><a
 href="/auth/?login=yes">Войти</a></header><div class="workarea">{{main}}</div><footer>© Каменогорский
 вестник</footer></div></body></html>""",
    )
    row = """<div class="bx-newslist-container col-sm-6" id="bx_3218110189_{{id}}"><div
 class="bx-newslist-block"><h3
 class="bx-newslist-title"><a href="{{path}}">{{title}}</a></h3><div class="bx-newslist-content"
>{{teaser}}</div><div
 class="bx-newslist-date"><i class="fa fa-calendar-o"></i> {{[%d %B %Y]}}</div><a class="btn" href="{{path}}"
>Подробнее</a></div></div>"""
    for slug, name in made.sections:
        pages = batches(made.of(slug), 6)
        for at, some in enumerate(pages, 1):
            here = f"/news/{slug}/" + (f"?PAGEN_1={at}" if at > 1 else "")
            links = "".join(
                f"<li class='bx-active'><span>{n}</span></li>"
                if n == at
                else "<li><a"
                f" href='/news/{slug}/{f'?PAGEN_1={n}' if n > 1 else ''}'><span>{n}</span></a></li>"
                for n in range(1, len(pages) + 1)
            )
            after = (
                "<li class='bx-pag-next'><a"
                f" href='/news/{slug}/?PAGEN_1={at + 1}'><span>Вперед</span></a></li>"
                if at < len(pages)
                else ""
            )
            made.list(
                here,
                name,
                f"<h1>{name}</h1><div class='bx-newslist'>{made.rows(row, some)}</div><div"
                " class='bx-pagination'><div "
                f"class='bx-pagination-container'><ul>{links}{after}</ul></div></div>",
            )
    jobs = "".join(
        f"<p class='news-item'><a href='/vakansii/{n}/'>Вакансия: водитель, участок {n}</a></p>"
        for n in range(1, 6)
    )
    for n in range(1, 6):
        made.no_article(
            f"/vakansii/{n}/",
            f"Вакансия: водитель, участок {n}",
            "График 5/2. Телефон 555-01-17.",
            "JobPosting",
        )
    made.page("/vakansii/", "Вакансии", f"<div class='news-list'>{jobs}</div>")
    made.no_article("/redaktsiya/", "Редакция", "Адрес: улица Речная, 4. Телефон 555-01-10.")
    short = (
        '<p class="news-item"><span class="news-date-time">{{[%d.%m.%Y]}}</span> <a'
        ' href="{{path}}"><b>{{title}}</b></a></p>'
    )
    made.page(
        "/", "Каменогорский вестник", f"<div class='news-list'>{made.rows(short, made.of('')[:8])}</div>"
    )
    return made.site


def oudekerke() -> Feedless:
    """A Dutch weekly on Joomla: ?start=8, category blog with intro texts, com_users and a print window."""
    made = room(
        "oudekerke html nl 42 420",
        title="Oudekerkse Courant",
        address="/{{section}}/{{id}}-{{slug}}",
        sections=(("gemeente", "Gemeente"), ("verenigingen", "Verenigingen")),
        first=2950,
        months=DUTCH_MONTHS,
        traps=("/component/users/", "/component/mailto/", "/component/banners/click/3"),
        robots="User-agent: *\nDisallow: /administrator/\nDisallow: /cache/\nDisallow: /component/mailto/\n",
        head='<meta name="author" content="{{by}}" /><meta name="description" content="{{teaser}}" />'
        '<meta name="generator" content="Joomla! - Open Source Content Management" />',
        article="""<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta
 itemprop="inLanguage" content="nl-NL"><div class="page-header"><h1 itemprop="headline">{{title}}</h1></div
><dl
 class="article-info text-muted"><dt class="article-info-term">Details</dt><dd class="createdby"
 itemprop="author">Geschreven door: <span itemprop="name">{{by}}</span></dd><dd class="category-name"
>Categorie: <a
 href="/{{section}}">{{sectionname}}</a></dd><dd class="published"><time datetime="{{iso}}"
 itemprop="datePublished">Gepubliceerd: {{[%d %B %Y]}}</time></dd><dd class="hits">Hits: 214</dd></dl><div
 itemprop="articleBody">{{body}}</div><a href="{{path}}?tmpl=component&amp;print=1&amp;layout=default"
 rel="nofollow">Afdrukken</a> <a href="/component/mailto/?tmpl=component&amp;link={{hash}}">E-mail</a></div
>""",
        frame="""<!DOCTYPE html><html lang="nl-nl" dir="ltr"><head><meta charset="utf-8"><title
>{{page}}</title>{{head}}
<script src="/media/jui/js/jquery.min.js" defer></script></head><body class="site com_content view-category"
><ul
 class="nav menu mod-list"><li class="item-101"><a href="/">Home</a></li><li><a href="/gemeente">Gemeente</a
></li><li
><a href="/verenigingen">Verenigingen</a></li><li><a href="/agenda">Agenda</a></li><li><a
 href="/colofon">Colofon</a></li></ul><main id="content">{{main}}</main><aside><div class="moduletable"><form
 action="/component/users/?task=user.login" method="post" id="login-form"><input name="username"><button
>Inloggen
</button></form></div></aside><footer>© Oudekerkse Courant</footer></body></html>""",
    )
    made.site.script("/media/jui/js/jquery.min.js", "/*! jQuery */window.jQuery=function(){};")
    row = """<div class="com-content-category-blog__item blog-item" itemprop="blogPost" itemscope><div
 class="item-content"><div class="page-header"><h2 itemprop="name"><a href="{{path}}" itemprop="url"
>{{title}}</a></h2
></div><dl class="article-info"><dd class="published"><time datetime="{{iso}}">{{[%d %B %Y]}}</time></dd
></dl><p
>{{teaser}}</p><p class="readmore"><a class="btn" href="{{path}}" aria-label="Lees meer">Lees meer …</a></p
></div
></div>"""
    for slug, name in made.sections:
        pages = batches(made.of(slug), 6)
        for at, some in enumerate(pages):
            links = "".join(
                f"<li class='active page-item'><span class='page-link'>{n + 1}</span></li>"
                if n == at
                else f"<li class='page-item'><a href='/{slug}{f'?start={n * 6}' if n else ''}'"
                f" class='page-link'>{n + 1}</a></li>"
                for n in range(len(pages))
            )
            made.list(
                f"/{slug}" + (f"?start={at * 6}" if at else ""),
                name,
                f"<div class='com-content-category-blog blog'><h1>{name}</h1><div"
                f" class='blog-items'>{made.rows(row, some)}"
                f"</div><div class='w-100'><p class='counter'>Pagina {at + 1} van {len(pages)}</p><nav "
                "class='pagination__wrapper'><ul class='pagination ms-0"
                f" mb-4'>{links}</ul></nav></div></div>",
            )
    dates = "".join(
        f"<li><a href='/agenda/event/{n}'>Buurtmarkt nummer {n}</a> zaterdag</li>" for n in range(1, 7)
    )
    for n in range(1, 7):
        made.no_article(
            f"/agenda/event/{n}", f"Buurtmarkt nummer {n}", "Zaterdag van tien tot vier uur.", "Event"
        )
    made.page("/agenda", "Agenda", f"<h1>Agenda</h1><ul class='jevents'>{dates}</ul>")
    made.no_article("/colofon", "Colofon", "Uitgave van de Stichting Oudekerkse Courant. Telefoon 555 0110.")
    made.page("/", "Home", f"<div class='blog-featured'>{made.rows(row, made.of('')[:5])}</div>")
    return made.site


def ribeirao() -> Feedless:
    """A Brazilian institute on Plone: b_start:int in the query, summaries, events in the same folder."""
    made = room(
        "ribeirao html pt 40 600",
        title="Instituto Ribeirão",
        address="/assuntos/{{section}}/{{slug}}-{{id}}",
        sections=(("noticias", "Notícias"), ("campus", "Campus")),
        first=900,
        traps=("/login", "/sendto_form", "/@@contact-info"),
        robots="User-agent: *\nDisallow: /sendto_form\nDisallow: /login\nDisallow: /*/@@search\n",
        head='<meta name="DC.date.created" content="{{iso}}" /><meta name="description"'
        ' content="{{teaser}}" />'
        '<meta name="generator" content="Plone - http://plone.org" />',
        article="""<div id="portal-breadcrumbs"><a href="/">Página Inicial</a> › <a
 href="/assuntos/{{section}}"
>{{sectionname}}</a></div><article id="content"><h1 class="documentFirstHeading">{{title}}</h1><div
 class="documentByLine" id="plone-document-byline"><span class="documentAuthor">por {{by}}</span> — <span
 class="documentPublished"><span>publicado</span> {{[%d/%m/%Y %Hh%M]}}</span></div><div id="content-core"><div
 id="parent-fieldname-text">{{body}}</div></div><div id="document-action-sendto"><a
 href="/sendto_form?path={{hash}}">Enviar</a></div><div id="category">registrado em: <a
 href="/tags/obras" rel="tag">obras</a></div></article>""",
        frame="""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="pt-br"><head><meta
 charset="utf-8"/><title
>{{page}} — Instituto Ribeirão</title>{{head}}</head><body class="template-summary_view portaltype-folder"
><div
 id="portal-header"><a href="/login">Acessar</a></div><ul id="portal-globalnav"><li><a
 href="/assuntos/noticias"
>Notícias</a></li><li><a href="/assuntos/campus">Campus</a></li><li><a href="/eventos">Eventos</a></li><li><a
 href="/acessibilidade">Acessibilidade</a></li></ul><div id="portal-columns">{{main}}</div><div
 id="portal-colophon">Desenvolvido com Plone</div></body></html>""",
    )
    row = """<article class="entry"><header><span class="summary"><a href="{{path}}"
 class="contenttype-news-item
 state-published url">{{title}}</a></span><div class="documentByLine"><span>publicado</span
> {{[%d/%m/%Y]}} <span
>última modificação</span> {{[%d/%m/%Y %Hh%M]}}</div></header><p><span class="description">{{teaser}}</span
></p><div
 class="readmore"><a href="{{path}}">Leia mais…</a></div></article>"""
    for slug, name in made.sections:
        base, pages = f"/assuntos/{slug}", batches(made.of(slug), 5)
        for at, some in enumerate(pages):
            links = "".join(
                f"<li class='active'><span>{n + 1}</span></li>"
                if n == at
                else f"<li><a href='{base}?b_start:int={n * 5}'>{n + 1}</a></li>"
                for n in range(len(pages))
            )
            after = (
                f"<li class='next'><a href='{base}?b_start:int={at * 5 + 5}'>Próximo »</a></li>"
                if at + 1 < len(pages)
                else ""
            )
            main = (
                f"<div id='content'><h1 class='documentFirstHeading'>{name}</h1><div"
                " id='content-core'><div class="
                f"'entries'>{made.rows(row, some)}</div><nav"
                f" class='pagination'><ul>{links}{after}</ul></nav></div></div>"
            )
            made.page(f"{base}?b_start:int={at * 5}", name, main)
            if at == 0:
                made.page(base, name, main)
            made.site.read(f"{base}?b_start:int={at * 5}")
    events = "".join(
        f"<article class='entry'><a class='contenttype-event' href='/eventos/feira-{n}'>Feira de livros"
        f" {n}</a></article>"
        for n in range(1, 6)
    )
    for n in range(1, 6):
        made.no_article(
            f"/eventos/feira-{n}",
            f"Feira de livros {n}",
            "Quando: 12/12/2026, das 9h às 17h. Onde: pátio.",
            "Event",
        )
    made.page("/eventos", "Eventos", f"<div class='entries'>{events}</div>")
    made.no_article("/acessibilidade", "Acessibilidade", "Use as teclas de atalho para ir ao conteúdo.")
    made.page("/tags/obras", "obras", "<h1>obras</h1><p>Nenhum item.</p>")
    tile = '<div class="tile-content"><h2><a href="{{path}}">{{title}}</a></h2></div>'
    made.page("/", "Página Inicial", f"<div class='cover'>{made.rows(tile, made.of('')[:6])}</div>")
    return made.site


def norrsund() -> Feedless:
    """A Swedish commune on Umbraco: a news folder by years and months, ?page=2, a cookie banner."""
    made = room(
        "norrsund html sv 40 500",
        title="Norrsunds kommun",
        address="/aktuellt/{{[%Y/%B]}}/{{slug}}/",
        sections=(("aktuellt", "Aktuellt"),),
        months=SWEDISH_MONTHS,
        traps=("/umbraco/surface/feedback/vote", "/umbraco/api/pageview/register", "/mina-sidor/login"),
        robots="User-agent: *\nDisallow: /umbraco/\nDisallow: /mina-sidor/\n",
        head='<link rel="canonical" href="{{url}}" />' + OPEN_GRAPH,
        article="""<ol class="breadcrumb"><li><a href="/">Start</a></li><li><a href="/aktuellt/">Aktuellt</a
></li></ol><article
 class="news-article"><h1 class="heading--xl">{{title}}</h1><p class="news-article__meta">Publicerad <time
 datetime="{{iso}}">{{[%d %B %Y kl. %H.%M]}}</time></p><div class="umb-block-list">{{body}}</div><p
 class="news-article__contact">Kontakt: {{by}}</p><div class="feedback"><form method="post"
 action="/umbraco/surface/feedback/vote"><button name="v" value="1">Ja</button></form></div></article>""",
        frame="""<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8" /><title
>{{page}} - Norrsunds kommun</title>{{head}}
</head><body><div class="cookie-banner"><p>Vi använder kakor.</p><button>Godkänn</button></div><header><nav
 class="mainnav"><ul><li><a href="/aktuellt/">Aktuellt</a></li><li><a href="/evenemang/">Evenemang</a></li
><li><a
 href="/bygga-och-bo/">Bygga och bo</a></li><li><a href="/mina-sidor/login">Mina sidor</a></li></ul></nav
></header><main
>{{main}}</main><footer><p>Norrsunds kommun, växel 0555-01 00</p></footer></body></html>""",
    )
    row = """<li class="news-list__item"><a class="news-list__link" href="{{path}}"><h2
 class="news-list__heading"
>{{title}}</h2></a><span class="news-list__date">{{[%Y-%m-%d]}}</span><p class="news-list__preamble"
>{{teaser}}</p></li>"""
    pages = batches(made.of(""), 8)
    for at, some in enumerate(pages, 1):
        links = "".join(
            f"<li><a class='pager__link{' pager__link--current' if n == at else ''}'"
            f" href='/aktuellt/?page={n}'>{n}</a></li>"
            for n in range(1, len(pages) + 1)
        )
        after = (
            f"<li><a rel='next' class='pager__next' href='/aktuellt/?page={at + 1}'>Nästa</a></li>"
            if at < len(pages)
            else ""
        )
        main = (
            f"<h1>Aktuellt</h1><ul class='news-list'>{made.rows(row, some)}</ul><nav"
            f" class='pager'><ul>{links}{after}</ul></nav>"
        )
        made.page(f"/aktuellt/?page={at}", "Aktuellt", main)
        if at == 1:
            made.page("/aktuellt/", "Aktuellt", main)
        made.site.read(f"/aktuellt/?page={at}")
    dates = "".join(
        f"<li><a href='/evenemang/julmarknad-{n}/'>Julmarknad {n}</a> 1{n} december</li>" for n in range(1, 6)
    )
    for n in range(1, 6):
        made.no_article(
            f"/evenemang/julmarknad-{n}/", f"Julmarknad {n}", "Torget, klockan elva till fem.", "Event"
        )
    made.page("/evenemang/", "Evenemang", f"<h1>Evenemang</h1><ul class='event-list'>{dates}</ul>")
    made.no_article("/bygga-och-bo/", "Bygga och bo", "Här finns blanketter för bygglov och vatten.")
    made.page("/", "Start", f"<h2>Aktuellt</h2><ul class='puffar'>{made.rows(row, made.of('')[:4])}</ul>")
    return made.site


BUILDERS = (dongping, renhe, kamenogorsk, oudekerke, ribeirao, norrsund)
