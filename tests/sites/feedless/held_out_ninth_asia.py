"""The ninth set's lists of HTML: systems of offices, boards and papers from Turkey to Japan."""

from __future__ import annotations

from html import escape

from tests.sites.feedless.held_out_ninth_articles import (
    gnuboard_view,
    haber_detay,
    movable_type,
    nastooh_item,
    nukeviet_detail,
    trs_gov,
)
from tests.sites.feedless.held_out_ninth_newsroom import (
    Frame,
    day,
    iso,
    menu,
    newsroom,
    persian_day,
    plain_name,
    popular,
    stated,
)
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.simulated import Feedless, batches
from tests.sites.stories import Story


def shuiyunzhou() -> Feedless:
    """A Chinese county's news centre on TRS WCM: static pages, whose pager a script writes."""
    rooms = [
        ("/gywm/", "关于我们"),
        ("/lxwm/", "联系我们"),
        ("/wzdt/", "网站地图"),
        ("/ysbh/", "隐私声明"),
        ("/zwgk/", "政务公开"),
        ("/hdjl/", "互动交流"),
    ]
    sections = [("/xwzx/szyw/", "时政要闻", 3), ("/xwzx/xzdt/", "乡镇动态", 2)]
    names = [(path, name) for path, name, _ in sections]
    frame = Frame(
        "水云洲新闻网",
        "<div class='header'><div class='logo'><a href='/'><img src='/images/logo.png' alt='水云洲新闻网'>"
        "</a></div>"
        "<div class='search'><form name='searchform' action='/search/' target='_blank'><input "
        "name='searchword'>"
        f"</form></div></div><div class='nav'>{menu([('/', '首页'), *names, *rooms[4:]])}</div>",
        f"<div class='footer'>{menu(rooms[:4])}<p>主办：水云洲县融媒体中心　备案号：浙ICP备05000001号　"
        "网站标识码：3309220001</p></div>",
        head="<meta name='SiteName' content='水云洲新闻网'>",
        tail="_",
        room="<div class='container'><div class='xl-tit'>{name}</div><div class='TRS_Editor'>{text}</div>"
        "</div>",
    )
    site = newsroom(
        "shuiyunzhou",
        "html",
        "zh",
        46,
        frame=frame,
        rooms=rooms,
        address=lambda story: (
            f"{sections[story.number % 2][0]}{local(story):%Y%m}/t{local(story):%Y%m%d}_"
            f"{serial(story, 6021844)}.html"
        ),
        article=trs_gov,
        traps=("/search/", "/wcm/count.jsp"),
        head=lambda _site, story: (
            f"<meta name='ArticleTitle' content='{escape(story.title)}'><meta name='PubDate' content='"
            f"{local(story):%Y-%m-%d %H:%M}'><meta name='ContentSource' content='本网'>"
        ),
    )
    site.script(
        "/images/createPage.js",
        "function createPageHTML(_nPageCount,_nCurrIndex,_sPageName,_sPageExt){\n"
        "if(_nPageCount==null||_nPageCount<=1){return;}\nvar nCurrIndex=_nCurrIndex||0;\n"
        'if(nCurrIndex==0){document.write("<span>首页</span>");}else{'
        'document.write("<a href=\'"+_sPageName+"."+_sPageExt+"\'>首页</a>");}\n'
        "for(var i=0;i<_nPageCount;i++){if(nCurrIndex==i){document.write(\"<span class='current'>\"+(i+1)+"
        '"</span>");}else if(i==0){document.write("<a href=\'"+_sPageName+"."+_sPageExt+"\'>1</a>");}else{'
        'document.write("<a href=\'"+_sPageName+"_"+i+"."+_sPageExt+"\'>"+(i+1)+"</a>");}}\n'
        'if(nCurrIndex<_nPageCount-1){document.write("<a '
        'href=\'"+_sPageName+"_"+(nCurrIndex+1)+"."+_sPageExt+'
        '"\'>下一页</a>");}\n}\n',
    )
    for place, (path, name, _) in enumerate(sections):
        pages = batches([story for story in site.stories if story.number % 2 == place], 8 + place * 2)
        for at, stories in enumerate(pages):
            items = "".join(
                f"<li><span class='date'>{local(one):%Y-%m-%d}</span><a "
                f"href='./{site.path(one).removeprefix(path)}' "
                f"target='_blank' title='{escape(one.title)}'>{escape(one.title)}</a></li>"
                for one in stories
            )
            url = f"{path}index_{at}.html" if at else path
            text = frame.page(
                site,
                name,
                f"<div class='container'><div class='location'>当前位置：<a href='/'>首页</a> &gt; "
                f"{name}</div><div "
                f"class='list-right'><ul class='list'>{items}</ul><div class='page'><script src='/images/"
                f'createPage.js\'></script><script>createPageHTML({len(pages)}, {at}, "index", "html");'
                f"</script>"
                "</div></div></div>",
            )
            site.page(url, text)
            if not at:
                site.page(f"{path}index.html", text)
            site.read(url)
    boxes = "".join(
        f"<div class='box'><div class='tit'><h2>{name}</h2><a class='more' href='{path}'>更多&gt;&gt;</a>"
        f"</div><ul>"
        + "".join(
            f"<li><a href='.{site.path(one)}' target='_blank'>{one.title}</a><span>"
            f"[{local(one):%m-%d}]</span></li>"
            for one in site.stories[:12]
            if site.path(one).startswith(path)
        )
        + "</ul></div>"
        for path, name, _ in sections
    )
    site.page("/", frame.page(site, "", f"<div class='container'>{boxes}</div>"))
    return site


def minhthanh() -> Feedless:
    """A Vietnamese district's site on NukeViet, by `/news/page-2/`."""
    rooms = [
        ("/about/", "Giới thiệu"),
        ("/contact/", "Liên hệ"),
        ("/siteterms/privacy.html", "Chính sách bảo mật"),
        ("/siteterms/terms-and-conditions.html", "Điều khoản sử dụng"),
        ("/users/login/", "Đăng nhập"),
        ("/news/tag/giao-thong/", "giao thông"),
        ("/vanban/", "Văn bản"),
    ]
    frame = Frame(
        "Cổng tin Minh Thành",
        "<noscript><div class='alert alert-danger'>Trình duyệt của bạn đã tắt JavaScript</div></noscript>"
        "<div "
        "class='section-header'><header><div class='logo'><a title='Minh Thành' href='/'>Minh Thành</a>"
        "</div></header>"
        "</div><div class='section-nav'><nav class='second-nav' id='menusite'>"
        + menu([("/", "Trang nhất"), ("/news/", "Tin tức"), *rooms[:2], rooms[6]], kind="nav navbar-nav")
        + "</nav></div><div class='container'>",
        "</div><footer id='footer'>"
        + menu(rooms[:5], kind="menu")
        + "<div class='panel-body'>Số lượt truy cập: <strong>1.204.331</strong></div></footer>",
        head="<meta name='generator' content='NukeViet v4.5'>",
        tail=" - ",
        room="<div class='page panel panel-default'><div class='panel-body'><h1 class='title "
        "margin-bottom-lg'>{name}"
        "</h1><div class='bodytext'>{text}</div></div></div>",
    )
    site = newsroom(
        "minhthanh",
        "html",
        "vi",
        43,
        frame=frame,
        rooms=rooms,
        address=lambda story: (
            f"/news/{('kinh-te', 'xa-hoi')[story.number % 2]}/{plain_name(story)}-{serial(story, 2810)}.html"
        ),
        article=nukeviet_detail,
        traps=("/seek/", "/index.php"),
    )
    pages = batches(site.stories, 10)
    for at, stories in enumerate(pages, 1):
        items = "".join(
            "<div class='news_column panel panel-default'><div class='panel-body featured'><a href='"
            f"{site.path(one)}' title='{escape(one.title)}'><img alt='{escape(one.title)}' src='/assets/news/"
            f"{one.number}.jpg' class='img-thumbnail pull-left imghome'></a><h3><a href='{site.path(one)}' "
            f"title='"
            f"{escape(one.title)}'>{escape(one.title)}</a></h3><div class='text-muted'><ul "
            f"class='list-unstyled "
            f"list-inline'><li><em class='fa fa-clock-o'>&nbsp;</em> {day(one, '{dd}/{mm}/{y} {hm}')}</li>"
            f"<li><em "
            f"class='fa fa-eye'>&nbsp;</em> Đã xem: {one.number * 7 + 31}</li></ul></div>"
            f"{escape(one.paragraphs[0])}"
            "</div></div>"
            for one in stories
        )
        numbers = "".join(
            f"<li class='active'><a href='#'>{one}</a></li>"
            if one == at
            else f"<li><a href='/news/{f'page-{one}/' if one > 1 else ''}'>{one}</a></li>"
            for one in range(1, len(pages) + 1)
        )
        path = "/news/" if at == 1 else f"/news/page-{at}/"
        site.page(
            path,
            frame.page(
                site,
                "Tin tức",
                f"<div class='row'><div class='col-sm-16 col-md-18'>{items}<div class='text-center'><ul "
                f"class='"
                f"pagination'>{numbers}</ul></div></div><div class='col-md-6'><div class='panel "
                f"panel-primary'><div "
                f"class='panel-heading'>Tags</div>{menu(rooms[5:6])}</div></div></div>",
            ),
        )
        site.read(path)
    latest = menu(popular(site, 6), kind="block_tophits list-none")
    site.page(
        "/",
        frame.page(
            site, "", f"<div class='row'><h2>Tin mới</h2>{latest}<a href='/news/'>Xem tiếp...</a></div>"
        ),
    )
    return site


def pyeonghwa() -> Feedless:
    """A Korean county paper that is a gnuboard5 with two boards: articles and addresses are queries."""
    rooms = [
        ("/bbs/content.php?co_id=company", "회사소개"),
        ("/bbs/content.php?co_id=privacy", "개인정보처리방침"),
        ("/bbs/content.php?co_id=provision", "서비스이용약관"),
        ("/bbs/login.php", "로그인"),
        ("/bbs/register.php", "회원가입"),
        ("/bbs/faq.php", "FAQ"),
    ]
    boards = [("local", "지역소식"), ("culture", "문화")]
    listed = [(f"/bbs/board.php?bo_table={table}", name) for table, name in boards]
    frame = Frame(
        "평화군민신문",
        "<div id='hd'><h1 id='hd_h1'>평화군민신문</h1><div id='skip_to_container'><a href='#container'>"
        "본문 바로가기</a></div>"
        "<div id='hd_wrapper'><div id='logo'><a href='/'>평화군민신문</a></div><fieldset id='hd_sch'><form "
        "name='"
        "fsearchbox' action='/bbs/search.php'><input name='stx'></form></fieldset>"
        f"{menu(rooms[3:], kind='hd_login')}</div><nav id='gnb'>"
        f"{menu(listed, item='gnb_1dli', link='gnb_1da')}</nav></div>",
        f"<div id='ft'><div id='ft_wr'><div id='ft_link'>{menu(rooms[:3])}</div><div id='ft_company'>"
        f"사업자 등록번호 : "
        "123-45-67890 / 발행인 : 이민정</div></div><div id='ft_copy'>Copyright &copy; 평화군민신문</div>"
        "</div>",
        head="<script>var g5_url='http://www.pyeonghwa.example';var g5_bbs_url=g5_url+'/bbs';var "
        "g5_is_member='';</script>",
        tail=" > ",
        room="<article id='ctt'><header><h1>{name}</h1></header><div id='ctt_con'>{text}</div></article>",
    )
    site = newsroom(
        "pyeonghwa",
        "html",
        "ko",
        46,
        frame=frame,
        rooms=rooms,
        address=lambda story: (
            f"/bbs/board.php?bo_table={boards[story.number % 2][0]}&wr_id={serial(story, 900)}"
        ),
        article=gnuboard_view,
        traps=("/bbs/search.php", "/bbs/ajax.autosave.php", "/bbs/write.php"),
    )
    for place, (table, name) in enumerate(boards):
        own = [story for story in site.stories if story.number % 2 == place]
        pages = batches(own, 8)
        for at, stories in enumerate(pages, 1):
            rows = "".join(
                f"<tr class=''><td class='td_num2'>{len(own) - one.number // 2}</td><td class='td_subject'>"
                f"<div class='"
                f"bo_tit'><a href='{escape(site.url(one))}'>{one.title}</a></div></td><td class='td_name "
                f"sv_use'><span "
                f"class='sv_member'>{one.author}</span></td><td class='td_num'>{one.number * 3 + 12}</td>"
                f"<td class='"
                f"td_datetime'>{local(one):%m-%d}</td></tr>"
                for one in stories
            )
            numbers = "".join(
                f"<span class='sound_only'>열린</span><strong class='pg_current'>{one}</strong>"
                if one == at
                else f"<a href='./board.php?bo_table={table}&amp;page={one}' class='pg_page'>{one}<span "
                "class='sound_only'>페이지</span></a>"
                for one in range(1, len(pages) + 1)
            )
            path = f"/bbs/board.php?bo_table={table}" + (f"&page={at}" if at > 1 else "")
            text = frame.page(
                site,
                f"{name} {at} 페이지",
                f"<div id='container'><h2 id='container_title'>{name}</h2><div id='bo_list'><div "
                f"id='bo_list_total'>"
                f"<span>Total {len(own)}건</span> {at} 페이지</div><div class='tbl_head01 tbl_wrap'><table>"
                f"<thead><tr><th>"
                f"번호</th><th>제목</th><th>글쓴이</th><th>조회</th><th>날짜</th></tr></thead><tbody>"
                f"{rows}</tbody></table>"
                f"</div><nav class='pg_wrap'><span class='pg'>{numbers}</span></nav></div></div>",
            )
            site.page(path, text)
            if at == 1:
                site.page(f"{path}&page=1", text)
            site.read(path)
    blocks = ""
    for place, (path, name) in enumerate(listed):
        rows = "".join(
            f"<li class='basic_li'><a href='{escape(site.url(one))}'>{one.title}</a><span class='lt_date'>"
            f"{local(one):%m-%d}</span></li>"
            for one in site.stories[:10]
            if one.number % 2 == place
        )
        blocks += (
            f"<div class='lat'><h2 class='lat_title'><a href='{path}'>{name}</a></h2><ul>{rows}</ul></div>"
        )
    site.page("/", frame.page(site, "", f"<div id='container'><div class='latest_wr'>{blocks}</div></div>"))
    return site


def kitashio() -> Feedless:
    """A Japanese town magazine on Movable Type: the front page has the newest, monthly archives all."""
    rooms = [
        ("/about.html", "このサイトについて"),
        ("/privacy.html", "プライバシーポリシー"),
        ("/contact/", "お問い合わせ"),
        ("/ad.html", "広告掲載"),
        ("/link.html", "リンク集"),
    ]
    frame = Frame(
        "北潮タウン誌",
        "<div id='container'><div id='container-inner'><div id='header'><div id='header-inner'><div "
        "id='header-content'>"
        "<div id='header-name'><a href='/' accesskey='1'>北潮タウン誌</a></div><div "
        "id='header-description'>海と坂の町の話"
        "</div></div></div></div><div id='content'><div id='content-inner'>",
        f"</div></div><div id='footer'><div id='footer-inner'>{menu(rooms)}<p>Powered by Movable Type</p>"
        f"</div></div>"
        "</div></div>",
        head="<meta name='generator' content='Movable Type 7'>",
        body="<body id='classic-website' class='mt-main-index layout-wt'>",
        tail=" - ",
        room="<div id='alpha'><div class='page-asset asset'><h1 class='asset-name'>{name}</h1><div "
        "class='asset-content'>"
        "{text}</div></div></div>",
    )
    site = newsroom(
        "kitashio",
        "html",
        "ja",
        40,
        frame=frame,
        rooms=rooms,
        minutes=3900,
        address=lambda story: f"/{local(story):%Y/%m}/post-{serial(story, 1180)}.html",
        article=movable_type,
        traps=("/cgi-bin/mt/mt-search.cgi", "/cgi-bin/mt/mt-cp.cgi"),
    )
    months = list(dict.fromkeys(f"{local(story):%Y/%m}" for story in site.stories))

    def entry(path: str, title: str, stamp: str, shown: str, author: str, text: str) -> str:
        return (
            "<div class='entry-asset asset hentry'><div class='asset-header'><h2 class='asset-name "
            "entry-title'><a "
            f"rel='bookmark' href='{path}'>{title}</a></h2><div class='asset-meta'><span class='byline'>"
            f"<span class='"
            f"vcard author'>{author}</span> (<abbr class='published' title='{stamp}'>{shown}</abbr>)</span>"
            f"</div></div>"
            f"<div class='asset-content entry-summary'><p>{text}</p><p class='asset-more-link'>続きを読む: "
            f"<a href='{path}' "
            f"rel='bookmark'>{title}</a></p></div></div>"
        )

    def written(month: str) -> list[Story]:
        return [one for one in site.stories if f"{local(one):%Y/%m}" == month or not month]

    def entries(picked: str, count: int) -> str:
        chosen = written(picked)[:count]
        return "".join(
            entry(
                site.url(one),
                one.title,
                iso(one),
                day(one, "{y}年{m}月{d}日 {hm}"),
                one.author,
                one.paragraphs[0],
            )
            for one in chosen
        )

    archives = menu(
        [
            (
                f"/{month}/",
                f"{month[:4]}年{int(month[5:])}月 ({len(written(month))})",
            )
            for month in months
        ],
        kind="widget-list",
        item="widget-list-item",
    )
    beta = (
        "<div id='beta'><div class='widget-archives widget'><h3 class='widget-header'>アーカイブ</h3>"
        f"{archives}</div></div>"
    )
    for month in months:
        label = f"{month[:4]}年{int(month[5:])}月アーカイブ"
        site.page(
            f"/{month}/",
            frame.page(
                site,
                label,
                f"<div id='alpha'><h1 class='archive-title'>{label}</h1>{entries(month, 99)}</div>{beta}",
            ),
        )
        site.read(f"/{month}/")
    site.page("/", frame.page(site, "", f"<div id='alpha'>{entries('', 8)}</div>{beta}"))
    return site


def aradag() -> Feedless:
    """A Turkish local paper on the packaged software that most of them rent: categories by `?page=`."""
    rooms = [
        ("/kunye", "Künye"),
        ("/iletisim", "İletişim"),
        ("/gizlilik-sozlesmesi", "Gizlilik Sözleşmesi"),
        ("/nobetci-eczaneler", "Nöbetçi Eczaneler"),
        ("/hava-durumu", "Hava Durumu"),
        ("/namaz-vakitleri", "Namaz Vakitleri"),
        ("/yazarlar", "Yazarlar"),
        ("/foto-galeri", "Foto Galeri"),
    ]
    sections = [("/gundem", "Gündem"), ("/spor", "Spor")]
    frame = Frame(
        "Aradağ Postası",
        "<div class='top-bar'><span>Dolar 41,20</span><span>Euro 48,02</span></div><header "
        "class='header-4'><nav class='"
        "main-menu navbar navbar-expand-lg'><a class='navbar-brand' href='/'>Aradağ Postası</a>"
        + menu([*sections, *rooms[6:]], kind="nav fw-semibold", item="nav-item", link="nav-link text-white")
        + "</nav></header>",
        f"<footer><div class='container'>{menu(rooms[:6], kind='nav')}</div><div class='copyright'>"
        f"Copyright © 2026. Her hakkı "
        "saklıdır.</div></footer>",
        tail=" - ",
        room="<main class='single'><h1 class='h2'>{name}</h1><div class='card-body'>{text}</div></main>",
    )
    site = newsroom(
        "aradag",
        "html",
        "tr",
        48,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/haber/{serial(story, 41207)}/{plain_name(story)}.html",
        article=haber_detay,
        traps=("/arama", "/service/json/bot.json"),
        head=stated,
    )
    for place, (path, name) in enumerate(sections):
        pages = batches([story for story in site.stories if story.number % 2 == place], 8)
        for at, stories in enumerate(pages, 1):
            cards = "".join(
                f"<div class='col-12 col-lg-4'><div class='card h-100 border-0'><a href='{site.path(one)}' "
                f"title='"
                f"{escape(one.title)}'><img class='img-fluid' loading='lazy' alt='{escape(one.title)}' "
                f"src='/uploads/"
                f"{one.number}.webp'></a><div class='card-body'><span class='badge bg-danger'>{name}</span>"
                f"<a class='title "
                f"d-block' href='{site.path(one)}'>{escape(one.title)}</a><span class='text-muted'>"
                f"{day(one, '{dd} {month} {y}')}</span></div></div></div>"
                for one in stories
            )
            numbers = "".join(
                f"<li class='page-item active'><span class='page-link'>{one}</span></li>"
                if one == at
                else f"<li class='page-item'><a class='page-link' href='{site.root}{path}?page={one}'>"
                f"{one}</a></li>"
                for one in range(1, len(pages) + 1)
            )
            url = path if at == 1 else f"{path}?page={at}"
            text = frame.page(
                site,
                f"{name} Haberleri",
                f"<main class='category'><h1 class='visually-hidden'>{name}</h1><div class='row g-3'>"
                f"{cards}</div><nav><ul "
                f"class='pagination'>{numbers}</ul></nav></main>",
            )
            site.page(url, text)
            if at == 1:
                site.page(f"{path}?page=1", text)
            site.read(url)
    slides = "".join(
        f"<div class='swiper-slide'><a href='{site.path(one)}' title='{escape(one.title)}'><span "
        f"class='headline-title'>"
        f"{escape(one.title)}</span></a></div>"
        for one in site.stories[:9]
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<main><div class='headline-block swiper'><div class='swiper-wrapper'>{slides}</div></div>"
            f"<div class='ad'><a href='"
            "http://reklam.aradag.example/tik/9'>Reklam</a></div></main>",
        ),
    )
    site.page(
        "http://reklam.aradag.example/tik/9", "<html><body><h1>Büyük indirim başladı</h1></body></html>"
    )
    return site


def nasimrud() -> Feedless:
    """An Iranian provincial agency on Nastooh: its archive turns by `pi=`, its dates are solar."""
    rooms = [
        ("/page/aboutus", "درباره ما"),
        ("/page/contactus", "تماس با ما"),
        ("/links", "پیوندها"),
        ("/newsletter", "خبرنامه"),
        ("/page/ads", "تبلیغات"),
        ("/service/economy", "اقتصاد"),
    ]
    frame = Frame(
        "نسیم‌رود",
        "<header id='masthead' role='banner'><div id='logo'><a href='/' title='نسیم‌رود'>نسیم‌رود</a></div>"
        "<nav class='navbar "
        "navbar-default' id='menu'>"
        + menu(
            [("/", "صفحه اصلی"), ("/archive", "آرشیو"), *rooms[:2], rooms[5]],
            kind="nav navbar-nav",
            item="dropdown",
        )
        + "</nav></header>",
        f"<footer id='footer'>{menu(rooms[:5], kind='footer-menu')}<p>تمامی حقوق محفوظ است. طراحی و "
        f"تولید: نستوه</p></footer>",
        body="<body class='rtl fa'>",
        tail=" - ",
        room="<main id='mainbody'><section class='box static-page'><h1>{name}</h1><div class='item-text'>"
        "{text}</div></section></main>",
    )
    site = newsroom(
        "nasimrud",
        "html",
        "fa",
        50,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/news/{serial(story, 8401209)}",
        article=nastooh_item,
        traps=("/search", "/stat/counter"),
    )

    def item(path: str, title: str, intro: str, shown: str) -> str:
        return (
            f"<li class='news'><figure><a href='{path}' target='_blank'><img src='/d/thumb.jpg' alt=''></a>"
            f"</figure><div "
            f"class='desc'><h3><a href='{path}' target='_blank'>{title}</a></h3><p>{intro}</p><time><a "
            f"href='{path}' "
            f"title='{shown}'>{shown}</a></time></div></li>"
        )

    pages = batches(site.stories, 13)
    for at, stories in enumerate(pages, 1):
        items = "".join(
            item(site.path(one), escape(one.title), escape(one.paragraphs[0]), persian_day(one))
            for one in stories
        )
        numbers = "".join(
            f"<li class='active'><span>{one}</span></li>"
            if one == at
            else f"<li><a href='/archive?pi={one}&amp;ms=0'>{one}</a></li>"
            for one in range(1, len(pages) + 1)
        )
        path = "/archive" if at == 1 else f"/archive?pi={at}&ms=0"
        text = frame.page(
            site,
            "آرشیو اخبار",
            f"<main id='mainbody'><section class='box list list-bordered'><header><h2>آرشیو اخبار</h2>"
            f"</header><div><ul>{items}"
            f"</ul></div><footer><ul class='pagination'>{numbers}</ul></footer></section></main>",
        )
        site.page(path, text)
        if at == 1:
            site.page("/archive?pi=1&ms=0", text)
        site.read(path)
    front = "".join(
        item(site.path(one), escape(one.title), escape(one.paragraphs[0]), persian_day(one))
        for one in site.stories[:6]
    )
    site.page(
        "/",
        frame.page(site, "", f"<main id='mainbody'><section class='box'><ul>{front}</ul></section></main>"),
    )
    return site


BUILDERS = (shuiyunzhou, minhthanh, pyeonghwa, kitashio, aradag, nasimrud)
