"""Feedless sites that are held out, the seventh set: lists in HTML of East Asia's and Russia's software."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from tests.sites.feedless.held_out_seventh_desk import (
    LINKED_DATA,
    OPEN_GRAPH,
    desk,
    marked,
    numbers,
    plain_page,
)
from tests.sites.feedless.simulated import Feedless, batches
from tests.sites.stories import Story


def linhu() -> Feedless:
    """A Chinese county's media centre on Boda VSB (博达): 1.htm is the oldest page of a list."""
    made = desk(
        "linhu html zh 46 400",
        title="临湖融媒网",
        address="/info/{{section}}/{{id}}.htm",
        sections=(("1021", "综合新闻"), ("1022", "基层动态")),
        first=6120,
        traps=("/system/resource/code/news/click/dynclicks.jsp", "/system/login.jsp"),
        head="""<META Name="keywords" Content="临湖融媒网,{{sectionname}}"/>
<META Name="description" Content="{{teaser}}"/>""",
        article="""<div class="dqwz">当前位置: <a href="/index.htm">首页</a> &gt;&gt; <a
 href="/xwzx/{{section}}.htm">{{sectionname}}</a> &gt;&gt; 正文</div>
<form name="_newscontent_fromname"><div class="ar_title"><h1>{{title}}</h1></div>
<div class="ar_info"><span>发布时间：{{[%Y年%m月%d日 %H:%M]}}</span> <span>作者：{{by}}</span>
<span>点击：[<script>_showDynClicks("wbnews", 1694498816, {{id}})</script>]</span></div>
<div class="ar_content" id="vsb_content"><div class="v_news_content">{{body}}</div></div>
<p>上一条：<a href="#">没有了</a></p><p>【<a href="javascript:window.close();">关闭</a>】</p></form>""",
        shell="""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><HTML><HEAD>
<TITLE>{{page}}-临湖融媒网</TITLE><META content="text/html; charset=UTF-8" http-equiv="Content-Type">{{head}}
<script src="/system/resource/js/dynclicks.js"></script></HEAD><BODY>
<div class="nav"><ul><li><a href="/index.htm">网站首页</a></li><li><a href="/xwzx/1021.htm">综合新闻</a></li>
<li><a href="/xwzx/1022.htm">基层动态</a></li><li><a href="/jggk.htm">机构概况</a></li>
<li><a href="/xzzx.htm">下载中心</a></li><li><a href="/system/login.jsp">登录</a></li></ul></div>
<div class="main">{{main}}</div><div class="foot"><p>版权所有：临湖县融媒体中心 备案号：0500219</p></div>
</BODY></HTML>""",
    )
    site = made.site
    row = """<li id="line_u9_{{id}}"><a href="{{path}}" target="_blank" title="{{title}}">{{title}}</a>
<span>{{[%Y-%m-%d]}}</span></li>"""
    for number, name in made.sections:
        pages = batches(made.of(number), 8)
        last = len(pages)
        for at, some in enumerate(pages):
            here = f"/xwzx/{number}.htm" if at == 0 else f"/xwzx/{number}/{last - at}.htm"
            around = "".join(
                f'<span class="p_no"><a href="/xwzx/{number}/{last - n}.htm">{n + 1}</a></span>'
                if n != at
                else f'<span class="p_no_d">{n + 1}</span>'
                for n in range(1, last)
            )
            after = (
                f'<span class="p_next p_fun"><a href="/xwzx/{number}/{last - at - 1}.htm">下页</a></span>'
                if at + 1 < last
                else '<span class="p_next_d p_fun_d">下页</span>'
            )
            inner = (
                f"<h2>{name}</h2><ul class='list'>{made.rows(row, some)}</ul><div class='pb_sys_common'>"
                f"<span class='p_t'>共{len(made.of(number))}条</span><span class='p_pages'><span class="
                f"'p_no'><a href='/xwzx/{number}.htm'>1</a></span>{around}{after}</span></div>"
            )
            made.list(here, name, inner)
    site.script(
        "/system/resource/js/dynclicks.js",
        "function _showDynClicks(type, owner, id) { var i = new Image(); i.src = "
        "'/system/resource/code/news/click/dynclicks.jsp?clickid=' + id + '&clicktype=' + type; }",
    )
    made.page("/jggk.htm", "机构概况", plain_page("机构概况\n本中心设采访部、编辑部和技术部，共有三十人。"))
    files = "".join(
        f"<li><a href='/__local/A/{n}/form{n}.pdf'>新闻通讯员登记表（{n}）</a><span>2025-03-0{n}</span></li>"
        for n in range(1, 5)
    )
    for n in range(1, 5):
        site.script(f"/__local/A/{n}/form{n}.pdf", "%PDF-1.4\n%%EOF\n", "application/pdf")
    made.page("/xzzx.htm", "下载中心", f"<h2>下载中心</h2><ul class='list'>{files}</ul>")
    heads = "".join(
        f"<div class='box'><h3>{name}<a href='/xwzx/{number}.htm'>更多&gt;&gt;</a></h3><ul>"
        f"{made.rows(row, made.of(number)[:5])}</ul></div>"
        for number, name in made.sections
    )
    made.page("/", "首页", heads)
    made.page("/index.htm", "首页", heads)
    return site


def meihe() -> Feedless:
    """A Chinese city's paper on PHPCMS V9 in GBK: everything is a query of index.php."""
    made = desk(
        "meihe html zh 44 260 gbk",
        title="梅河新闻网",
        address="/index.php?m=content&c=index&a=show&catid={{section}}&id={{id}}",
        sections=(("9", "本地要闻"), ("12", "民生"), ("15", "文化")),
        first=40210,
        traps=("/api.php", "/member/index.php"),
        robots="User-agent: *\nDisallow: /caches\nDisallow: /phpcms\nDisallow: /install\nDisallow: "
        "/api.php\n",
        head="""<meta name="keywords" content="{{sectionname}}"><meta name="description" "
             "content="{{teaser}}">""",
        article="""<div class="crumbs"><a href="/">首页</a><span> &gt; </span><a
 href="/index.php?m=content&amp;c=index&amp;a=lists&amp;catid={{section}}">{{sectionname}}</a> &gt; 正文</div>
<div id="Article"><h1>{{title}}</h1><br /><span>{{[%Y-%m-%d %H:%M:%S]}}&nbsp;&nbsp;&nbsp;来源：梅河日报
&nbsp;记者：{{by}}&nbsp;&nbsp;评论：<a href="#comment_iframe" id="comment">0</a></span>
<div class="content">{{body}}</div><div class="vote"><a href="/api.php?op=mood&amp;id={{id}}">赞一个</a></div>
<a href="/member/index.php?m=member&amp;c=index&amp;a=favorite&amp;id={{id}}">收藏</a></div>""",
        shell="""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gbk" /><title>{{page}} - 梅河新闻网</title>
{{head}}
</head><body><div class="header"><p><a href="/member/index.php?m=member&amp;c=index&amp;a=login">登录</a></p>
<ul class="nav-site"><li><a href="/">首页</a></li>
<li><a href="/index.php?m=content&amp;c=index&amp;a=lists&amp;catid=9">本地要闻</a></li>
<li><a href="/index.php?m=content&amp;c=index&amp;a=lists&amp;catid=12">民生</a></li>
<li><a href="/index.php?m=content&amp;c=index&amp;a=lists&amp;catid=15">文化</a></li>
<li><a href="/index.php?m=content&amp;c=index&amp;a=lists&amp;catid=30">图片</a></li></ul></div>
<div class="main">{{main}}</div><div class="footer"><a
 href="/index.php?m=content&amp;c=index&amp;a=lists&amp;catid=2">关于我们</a> |
<a href="/index.php?m=link">友情链接</a> Powered by PHPCMS</div></body></html>""",
    )
    site = made.site
    base = "/index.php?m=content&c=index&a=lists&catid="
    row = (
        '<li><span class="rt">{{[%Y-%m-%d %H:%M:%S]}}</span>·<a href="{{path}}" target="_blank">'
        "{{title}}</a></li>"
    )
    for number, name in made.sections:
        pages = batches(made.of(number), 6)
        for at, some in enumerate(pages, 1):
            link = f"<a href='{base}{number}&page=§'>§</a>".replace("&", "&amp;")
            turn = numbers(len(pages), at, link, "<span>§</span>")
            after = f"{base}{number}&page={min(at + 1, len(pages))}".replace("&", "&amp;")
            inner = (
                f"<div class='col-left'><h3>{name}</h3><ul class='list lh24 f14'>{made.rows(row, some)}</ul>"
                f"<div id='pages' class='text-c'><a class='a1'>{len(made.of(number))}条</a> {turn} "
                f"<a href='{after}' class='a1'>下一页</a></div></div>"
            )
            made.list(f"{base}{number}" + (f"&page={at}" if at > 1 else ""), name, inner)
            made.page(f"{base}{number}&page={at}", name, inner)
    pictures = "".join(
        f"<li><a href='/index.php?m=content&amp;c=index&amp;a=show&amp;catid=30&amp;id={n}'><img "
        f"src='/uploadfile/{n}.jpg' alt='梅河风光'></a><p>梅河风光（{n}）</p></li>"
        for n in range(301, 307)
    )
    made.page(base + "30", "图片", f"<ul class='photo-list picbig'>{pictures}</ul>")
    for n in range(301, 307):
        made.page(
            f"/index.php?m=content&c=index&a=show&catid=30&id={n}",
            f"梅河风光（{n}）",
            f"<div id='Article'><h1>梅河风光（{n}）</h1><img src='/uploadfile/{n}.jpg'></div>",
        )
    made.page(
        base + "2", "关于我们", plain_page("关于我们\n梅河新闻网由梅河日报社主办。\n地址：滨河路九号。")
    )
    made.page("/index.php?m=link", "友情链接", "<h1>友情链接</h1><ul><li>梅河市图书馆</li></ul>")
    lead = "".join(
        f"<div class='box'><h5><a href='{escaped}' class='more'>更多</a>{name}</h5><ul>"
        f"{made.rows(row, made.of(number)[:4])}</ul></div>"
        for number, name in made.sections
        for escaped in [(base + number).replace("&", "&amp;")]
    )
    made.page("/", "首页", lead)
    return site


def hanbit() -> Feedless:
    """A Korean town's paper on ND Soft's newsroom: articleList.html and articleView.html."""
    made = desk(
        "hanbit html ko 48 330",
        title="한빛신문",
        address="/news/articleView.html?idxno={{id}}",
        sections=(("S1N1", "정치행정"), ("S1N2", "사회"), ("S1N3", "문화")),
        first=73050,
        traps=("/member/login.html", "/news/articleReply.php", "/news/recommend.php"),
        robots="User-agent: *\nDisallow: /admin/\nDisallow: /edit/\nDisallow: /member/\n",
        head=OPEN_GRAPH + '\n<meta property="og:article:author" content="{{by}}">',
        article="""<article id="article-view"><header class="article-view-header"><ul class="breadcrumbs">
<li><a href="/">홈</a></li><li><a href="/news/articleList.html?sc_section_code={{section}}&amp;view_type=sm"
>{{sectionname}}</a></li></ul><h1 class="heading">{{title}}</h1><article class="item"><ul class="infomation">
<li><i class="icon-user-o"></i> {{by}} 기자</li>
<li><i class="icon-clock-o"></i> 입력 {{[%Y.%m.%d %H:%M]}}</li>
<li><i class="icon-comment-o"></i> 댓글 0</li></ul></article></header>
<div id="article-view-content-div" class="article-body" itemprop="articleBody">{{body}}</div>
<div class="writer"><a href="/news/articleList.html?sc_area=I&amp;sc_word={{byline}}">{{by}} 기자 다른기사
 보기</a>
</div>
<div class="copyright">저작권자 © 한빛신문 무단전재 및 재배포 금지</div>
<a href="/news/recommend.php?idxno={{id}}">추천하기</a> <a href="/news/articleReply.php?idxno={{id}}"
>댓글쓰기</a>
</article>""",
        shell="""<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{{page}} - 한빛신문</title>
{{head}}
</head><body><div id="user-wrap"><header id="user-header"><a href="/member/login.html">로그인</a>
<nav id="user-menu"><ul><li><a href="/news/articleList.html?view_type=sm">전체기사</a></li>
<li><a href="/news/articleList.html?sc_section_code=S1N1&amp;view_type=sm">정치행정</a></li>
<li><a href="/news/articleList.html?sc_section_code=S1N2&amp;view_type=sm">사회</a></li>
<li><a href="/news/articleList.html?sc_section_code=S1N3&amp;view_type=sm">문화</a></li>
<li><a href="/video/list.html">영상</a></li></ul></nav></header>
<section id="user-container">{{main}}</section>
<footer id="user-footer"><a href="/com/com-1.html">매체소개</a><a href="/com/jb.html">기사제보</a>
<a href="/com/privacy.html">개인정보처리방침</a><p>발행인 최동욱 | 청소년보호책임자 김서연</p></footer></div>
</body>
</html>
""",
    )
    site = made.site
    row = """<li><a href="{{path}}" class="thumb"><img src="/news/thumbnail/{{id}}.jpg" alt=""></a>
<h4 class="titles"><a href="{{path}}" target="_top">{{title}}</a></h4><p class="lead line-6x2"><a
 href="{{path}}"
>{{teaser}}</a></p><span class="byline"><em>{{sectionname}}</em><em>{{by}} 기자</em><em
>{{[%Y.%m.%d %H:%M]}}</em>
</span></li>"""
    base = "/news/articleList.html?"

    def fill(query: str, name: str, some: Sequence[Story], *, read: bool) -> None:
        pages = batches(some, 12)
        for at, part in enumerate(pages, 1):
            before = base + ("page=§&" if not query else f"page=§&{query}&") + "view_type=sm"
            turn = numbers(
                len(pages),
                at,
                f"<li><a href='{before.replace('&', '&amp;')}'>§</a></li>",
                "<li class='pagination-active'><a href='#' onclick='return false;'>§</a></li>",
            )
            inner = (
                f"<section id='section-list' class='section-body'><h3>{name}</h3><ul class='type2'>"
                f"{made.rows(row, part)}</ul><ul class='pagination'>{turn}</ul></section>"
            )
            plain = base + (f"{query}&" if query else "") + "view_type=sm"
            (made.list if read else made.page)(before.replace("§", str(at)) if at > 1 else plain, name, inner)
            made.page(before.replace("§", str(at)), name, inner)

    fill("", "전체기사", made.stories, read=True)
    for code, name in made.sections:
        fill(f"sc_section_code={code}", name, made.of(code), read=False)
    for person in sorted({story.author for story in made.stories}):
        mine = [story for story in made.stories if story.author == person][:10]
        made.page(
            f"{base}sc_area=I&sc_word={quote(person)}",
            f"{person} 기자",
            f"<ul class='type2'>{made.rows(row, mine)}</ul>",
        )
    films = range(411, 416)
    made.page(
        "/video/list.html",
        "영상",
        "".join(f"<div><a href='/video/view.html?vno={n}'>한빛 영상뉴스 {n}회</a></div>" for n in films),
    )
    for number in films:
        film = f"한빛 영상뉴스 {number}회"
        made.page(
            f"/video/view.html?vno={number}",
            film,
            f"<h1>{film}</h1><video src='/video/{number}.mp4' controls></video><p>조회수 {number}</p>",
            marked("VideoObject", film, uploadDate="2026-11-01", contentUrl=f"/video/{number}.mp4"),
        )
    made.page(
        "/com/com-1.html", "매체소개", plain_page("매체소개\n한빛신문은 1989년 창간한 지역 주간지입니다.")
    )
    made.page("/com/jb.html", "기사제보", plain_page("기사제보\n제보는 편집국으로 보내 주십시오."))
    made.page(
        "/com/privacy.html",
        "개인정보처리방침",
        plain_page("개인정보처리방침\n수집하는 항목은 이름과 전자우편입니다."),
    )
    made.page("/", "한빛신문", f"<div class='auto-article'><ul>{made.rows(row, made.stories[:9])}</ul></div>")
    return site


def minato() -> Feedless:
    """A Japanese port town's news on XOOPS Cube in EUC-JP: its bulletin module, ?start=10."""
    made = desk(
        "minato html ja 40 700 euc-jp",
        title="みなと町だより",
        address="/modules/bulletin/index.php?page=article&storyid={{id}}",
        first=2140,
        traps=("/user.php", "/register.php", "/modules/bulletin/comment_new.php"),
        head="",
        article="""<div class="bulletin"><table width="100%"><tr><td class="itemHead"><h1 class="itemTitle"
>{{title}}</h1>
</td></tr><tr><td class="itemInfo"><span class="itemPoster">投稿者: {{by}}</span>
<span class="itemPostDate">投稿日時: {{[%Y-%m-%d %H:%M]}}</span> (<span class="itemStats">34 ヒット</span>
)</td>
</tr>
<tr><td class="itemBody"><div class="itemText">{{body}}</div></td></tr>
<tr><td class="itemFoot"><span class="itemAdminLink"><a rel="nofollow"
 href="/modules/bulletin/index.php?page=print&amp;storyid={{id}}">印刷用ページ</a></span></td></tr></table>
<p>投稿された内容の著作権はコメントの投稿者に帰属します。</p><a rel="nofollow"
 href="/modules/bulletin/comment_new.php?com_itemid={{id}}">コメントを書く</a></div>""",
        shell="""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html lang="ja"><head>
<meta http-equiv="content-type" content="text/html; charset=EUC-JP" /><title>みなと町だより - {{page}}</title>
{{head}}
<meta name="generator" content="XOOPS" /></head><body><table cellspacing="0"><tr id="header"><td><a href="/"
>みなと町だより</a></td></tr></table><table><tr><td id="leftcolumn"><div class="blockTitle"
>メインメニュー</div>
<div id="mainmenu"><a class="menuTop" href="/">ホーム</a><a class="menuMain" href="/modules/bulletin/"
>ニュース</a>
<a class="menuMain" href="/modules/newbb/">掲示板</a><a class="menuMain" href="/modules/piCal/">行事予定</a>
</div>
<div class="blockTitle">ログイン</div><form action="/user.php" method="post"><input name="uname"><input
 type="password" name="pass"></form><a href="/register.php">新規登録</a></td><td id="centercolumn"
>{{main}}</td>
</tr>
</table><div id="footerbar">Powered by XOOPS Cube</div></body></html>""",
    )
    site = made.site
    row = """<tr class="even"><td><a href="{{path}}">{{title}}</a></td><td>{{by}}</td><td
>{{[%Y-%m-%d]}}</td>"
          "</tr>"""
    pages = batches(made.stories, 10)
    for at, some in enumerate(pages):
        turn = " ".join(
            f"<b>({n + 1})</b>"
            if n == at
            else f"<a href='/modules/bulletin/index.php?start={n * 10}'>{n + 1}</a>"
            for n in range(len(pages))
        )
        if at + 1 < len(pages):
            turn += f" <a href='/modules/bulletin/index.php?start={at * 10 + 10}'><u>&raquo;</u></a>"
        inner = f"<h4>ニュース</h4><table class='outer'>{made.rows(row, some)}</table><div>{turn}</div>"
        made.list(
            f"/modules/bulletin/index.php?start={at * 10}" if at else "/modules/bulletin/", "ニュース", inner
        )
        made.page(f"/modules/bulletin/index.php?start={at * 10}", "ニュース", inner)
    for story in made.stories:
        text = made.fill("<h1>{{title}}</h1>{{body}}<p>このニュースの元記事: {{url}}</p>", story)
        site.page(
            made.fill("/modules/bulletin/index.php?page=print&storyid={{id}}", story),
            "<html><head><meta name='robots' content='noindex'><title>印刷</title>"
            f"{made.fill('<link rel=canonical href={{url}}>', story)}</head><body>{text}</body></html>",
        )
    topics = "".join(
        f"<tr><td><a href='/modules/newbb/viewtopic.php?topic_id={n}&amp;forum=1'>港の思い出を語ろう その{n}"
        "</a></td><td>3</td></tr>"
        for n in range(1, 6)
    )
    made.page("/modules/newbb/", "掲示板", f"<h4>掲示板</h4><table class='outer'>{topics}</table>")
    for number in range(1, 6):
        posts = "".join(
            f"<tr><td>{who}</td><td>昔の港はもっとにぎやかでした。祭りの夜に船がたくさん並んだのを覚えています。</td></tr>"
            for who in ("ゲスト", "hamako", "ゲスト")
        )
        made.page(
            f"/modules/newbb/viewtopic.php?topic_id={number}&forum=1",
            f"港の思い出を語ろう その{number}",
            f"<h4>港の思い出を語ろう その{number}</h4><table class='outer'>{posts}</table>",
        )
    days = "".join(f"<tr><td>12月{n}日</td><td>朝市</td></tr>" for n in (6, 13, 20, 27))
    made.page("/modules/piCal/", "行事予定", f"<h4>行事予定</h4><table>{days}</table>")
    made.page(
        "/",
        "ホーム",
        f"<p>みなと町のホームページへようこそ。</p>"
        f"<table class='outer'>{made.rows(row, made.stories[:8])}</table>"
        "<a href='/modules/bulletin/'>ニュース一覧</a>",
    )
    return site


def sosnovka() -> Feedless:
    """A Russian town's portal on DataLife Engine: /rubric/page/2/, /rubric/number-name.html."""
    made = desk(
        "sosnovka html ru 45 210",
        title="Сосновка Онлайн",
        address="/{{section}}/{{id}}-{{latin}}.html",
        sections=(("obschestvo", "Общество"), ("proisshestviya", "Происшествия"), ("kultura", "Культура")),
        first=31870,
        traps=("/engine/ajax/rating.php", "/engine/ajax/poll.php", "/index.php", "/engine/download.php"),
        robots="User-agent: *\nDisallow: /engine/\nDisallow: /*subaction=userinfo\nDisallow: /user/\n",
        head=OPEN_GRAPH + '\n<meta name="generator" content="DataLife Engine (http://dle-news.ru)">',
        article="""<div id='dle-content'><div class="speedbar"><a href="/">Сосновка Онлайн</a> » <a
 href="/{{section}}/">{{sectionname}}</a> » {{title}}</div><article class="box story fullstory">
<h1 class="title">{{title}}</h1><div class="meta"><a href="/{{section}}/">{{sectionname}}</a>
<time datetime="{{iso}}">{{[%d-%m-%Y, %H:%M]}}</time> <span>Просмотров: 118</span></div>
<div class="text">{{body}}</div><div class="rate"><a href="#" onclick="doRate('plus', '{{id}}'); return
 false;">+</a>
<a href="/engine/ajax/rating.php?go_rate=1&amp;news_id={{id}}">Нравится</a></div>
<a href="/index.php?do=register">Зарегистрируйтесь, чтобы оставить комментарий</a></article></div>""",
        shell="""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{{page}} » Сосновка
 Онлайн</title>{{head}}
</head><body><header><a href="/" class="logotype">Сосновка Онлайн</a><nav><a href="/obschestvo/">Общество</a>
<a href="/proisshestviya/">Происшествия</a><a href="/kultura/">Культура</a><a href="/afisha/">Афиша</a>
<a href="/reklama.html">Реклама на сайте</a></nav><a href="/index.php?do=lostpassword">Забыли пароль?</a>
</header>
<main>{{main}}</main><aside><h4>Опрос</h4><form action="/engine/ajax/poll.php" method="post"><label><input
 type="radio" name="dle_vote">Да</label></form><div class="tags"><a href="/tags/most/">мост</a> <a
 href="/tags/shkola/">школа</a></div></aside><footer><a href="/o-nas.html">О нас</a></footer></body></html>
""",
    )
    site = made.site
    row = """<article class="box story shortstory"><h2 class="title"><a href="{{url}}">{{title}}</a></h2>
<div class="text">{{teaser}}</div><div class="meta"><a class="btn" href="{{url}}"><b>Подробнее</b></a>
<time class="date" datetime="{{[%Y-%m-%d]}}">{{[%d-%m-%Y, %H:%M]}}</time></div></article>"""

    def fill(base: str, name: str, some: Sequence[Story], *, read: bool) -> None:
        pages = batches(some, 10)
        for at, part in enumerate(pages, 1):
            turn = numbers(len(pages), at, f"<a href='{base}page/§/'>§</a> ", "<span>§</span> ")
            turn = turn.replace(f"{base}page/1/", base)
            after = f"<a href='{base}page/{at + 1}/'>Вперед</a>" if at < len(pages) else "<span>Вперед</span>"
            inner = (
                f"<div id='dle-content'>{made.rows(row, part)}<div class='navigation'>{turn}</div>"
                f"<span class='page_next'>{after}</span></div>"
            )
            (made.list if read else made.page)(f"{base}page/{at}/" if at > 1 else base, name, inner)

    fill("/", "Новости", made.stories, read=True)
    for slug, name in made.sections:
        fill(f"/{slug}/", name, made.of(slug), read=False)
    for tag in ("most", "shkola"):
        made.page(
            f"/tags/{tag}/", "Метка", f"<div id='dle-content'>{made.rows(row, made.stories[3:9])}</div>"
        )
    events = ("Концерт духового оркестра", "Ярмарка мёда", "Вечер романса")
    shows = "".join(
        f"<h2><a href='/afisha/{n}-sobytie.html'>{name}</a></h2>" for n, name in enumerate(events, 71)
    )
    made.page("/afisha/", "Афиша", f"<h1>Афиша</h1>{shows}")
    for number, name in enumerate(events, 71):
        made.page(
            f"/afisha/{number}-sobytie.html",
            name,
            f"<h1>{name}</h1><p>Начало в 18:00, дом культуры, вход 200 рублей.</p><p>Касса открыта с "
            "полудня.</p>",
            marked("Event", name, startDate=f"2026-12-{number - 60}T18:00:00+03:00"),
        )
    made.page(
        "/reklama.html", "Реклама", plain_page("Реклама на сайте\nБаннер в шапке стоит 900 рублей в день.")
    )
    made.page(
        "/o-nas.html",
        "О нас",
        plain_page("О нас\nСосновка Онлайн работает с 2009 года.\nРедакция: ул. Лесная, 4."),
    )
    return site


def mzalendo() -> Feedless:
    """A Kenyan county's paper on Drupal with a Views pager, which counts pages from 0, and print pages."""
    made = desk(
        "mzalendo html en 42 300",
        title="Mzalendo County News",
        address="/{{section}}/{{slug}}",
        sections=(("counties", "Counties"), ("business", "Business"), ("opinion", "Opinion")),
        first=8800,
        traps=("/user/login", "/user/register", "/comment/reply/node", "/flag/flag/bookmark"),
        robots="User-agent: *\nDisallow: /core/\nDisallow: /admin/\nDisallow: /comment/reply/\n"
        "Disallow: /node/add/\nDisallow: /search/\nDisallow: /user/login\nDisallow: /user/register\n",
        head='<link rel="canonical" href="{{url}}">\n<link rel="shortlink" href="/node/{{id}}">\n'
        + LINKED_DATA,
        article="""<article role="article" about="{{path}}" class="node node--type-article
 node--view-mode-full">
<h1 class="page-title">{{title}}</h1>
<footer class="node__meta"><div class="node__submitted">Submitted by <span lang="" typeof="schema:Person"
>{{by}}</span>
on <span class="field field--name-created">{{[%a, %m/%d/%Y - %H:%M]}}</span></div></footer>
<div class="node__content"><div class="field field--name-body field--type-text-with-summary">{{body}}</div>
<ul class="links inline"><li><a href="/comment/reply/node?nid={{id}}">Add new comment</a></li>
<li><a href="/node/{{id}}/printable/print" rel="nofollow">Printer-friendly version</a></li>
<li><a href="/flag/flag/bookmark?node={{id}}">Bookmark this</a></li></ul></div></article>""",
        shell="""<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title
>{{page}} | Mzalendo County News
</title>{{head}}<meta name="Generator" content="Drupal 10 (https://www.drupal.org)"></head>
<body class="path-frontpage"><a href="#main-content" class="visually-hidden focusable">Skip to main
 content</a>
<nav role="navigation" aria-labelledby="block-main-menu"><ul class="menu"><li><a href="/">Home</a></li>
<li><a href="/counties">Counties</a></li><li><a href="/business">Business</a></li><li><a href="/opinion"
>Opinion</a>
</li><li><a href="/tenders">Tenders</a></li><li><a href="/jobs">Jobs</a></li></ul></nav>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="region region-content">{{main}}</div>
</main>
<nav class="block-menu navigation menu--account"><ul><li><a href="/user/login">Log in</a></li></ul></nav>
<footer><a href="/contact">Contact</a> <a href="/about-us">About us</a></footer></body></html>""",
    )
    site = made.site
    row = """<div class="views-row"><article role="article" about="{{path}}" class="node
 node--view-mode-teaser">
<h2 class="node__title"><a href="{{path}}" rel="bookmark"><span>{{title}}</span></a></h2><div
 class="node__content">
<div class="field field--name-body">{{teaser}}</div><ul class="links inline"><li class="node-readmore"><a
 href="{{path}}" rel="tag" title="{{title}}" hreflang="en">Read more<span class="visually-hidden"> about
 {{title}}
</span></a></li></ul></div></article></div>"""
    for slug, name in made.sections:
        pages = batches(made.of(slug), 5)
        for at, some in enumerate(pages):
            turn = "".join(
                f"<li class='pager__item{' is-active' if n == at else ''}'><a href='?page={n}' title='Go to "
                "page "
                f"{n + 1}'><span class='visually-hidden'>Page</span> {n + 1}</a></li>"
                for n in range(len(pages))
            )
            if at + 1 < len(pages):
                turn += (
                    f"<li class='pager__item pager__item--next'><a href='?page={at + 1}' rel='next'><span "
                    "class='visually-hidden'>Next page</span><span aria-hidden='true'>Next ›</span></a></li>"
                    f"<li class='pager__item pager__item--last'><a href='?page={len(pages) - 1}'>Last »</a>"
                    "</li>"
                )
            inner = (
                f"<h1 class='page-title'>{name}</h1><div class='view view-{slug}'><div class='view-content'>"
                f"{made.rows(row, some)}</div><nav class='pager'><ul class='pager__items'>{turn}</ul></nav>"
                "</div>"
            )
            made.list(f"/{slug}?page={at}" if at else f"/{slug}", name, inner)
        made.page(f"/{slug}?page=0", name, f"<div class='view-content'>{made.rows(row, pages[0])}</div>")
    for story in made.stories:
        text = made.fill("<h1>{{title}}</h1>{{body}}<p>Source URL: {{url}}</p>", story)
        lines = made.fill(
            '<link rel="canonical" href="{{url}}"><meta name="robots" content="noindex, nofollow">', story
        )
        site.page(
            made.fill("/node/{{id}}/printable/print", story),
            f"<!DOCTYPE html><html><head><title>{story.title}</title>{lines}</head>"
            f"<body>{text}</body></html>",
        )
    posts = ("Sub-editor", "Court reporter", "Sales executive")
    jobs = "".join(
        f"<div class='views-row'><a href='/jobs/{n}'>{name}</a></div>" for n, name in enumerate(posts, 51)
    )
    made.page("/jobs", "Jobs", f"<h1 class='page-title'>Jobs</h1>{jobs}")
    for number, name in enumerate(posts, 51):
        made.page(
            f"/jobs/{number}",
            name,
            f"<h1 class='page-title'>{name}</h1><p>We are looking for a {name.lower()} for our office in "
            "Nakuru.</p>"
            "<p>You have three years of experience and write clean copy. Apply by 15 December.</p>",
            marked("JobPosting", name, title=name, validThrough="2026-12-15"),
        )
    tenders = "".join(
        f"<li><a href='/sites/default/files/tender-{n}.pdf'>Tender {n}</a></li>" for n in range(7, 11)
    )
    for number in range(7, 11):
        site.script(f"/sites/default/files/tender-{number}.pdf", "%PDF-1.4\n%%EOF\n", "application/pdf")
    made.page("/tenders", "Tenders", f"<h1 class='page-title'>Tenders</h1><ul>{tenders}</ul>")
    made.page("/contact", "Contact", plain_page("Contact\nCall the newsroom on 0200 000 000."))
    made.page("/about-us", "About us", plain_page("About us\nWe have reported from the counties since 1996."))
    made.page("/", "Home", f"<div class='view-content'>{made.rows(row, made.stories[:6])}</div>")
    return site


BUILDERS = (linhu, meihe, hanbit, minato, sosnovka, mzalendo)
