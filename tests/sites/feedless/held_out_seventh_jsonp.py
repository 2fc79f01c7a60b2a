"""Feedless sites that are held out, the seventh set: lists in JSONP."""

from __future__ import annotations

from tests.sites.building import Document
from tests.sites.feedless.held_out_seventh_desk import (
    desk,
    marked,
    plain_page,
)
from tests.sites.feedless.invention import local
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.simulated import Asked, Feedless, as_callback, as_json, batch, batches
from tests.sites.stories import Story


def caixun() -> Feedless:
    """A Chinese finance portal as Eastmoney's: getNewsByColumns with a callback of jQuery's."""
    made = desk(
        "caixun jsonp zh 54 60",
        title="财讯网",
        address="/a/{{[%Y%m%d]}}357{{id}}.html",
        sections=(("345", "财经要闻"), ("350", "产业观察")),
        first=9410400,
        traps=("/passport/login", "/api/praise", "/api/quote/tick"),
        head='<meta name="description" content="{{teaser}}" />',
        article="""<div class="newsContent"><div class="topbox"><div class="title"><h1>{{title}}</h1></div>
<div class="infos">
<div class="item">{{[%Y年%m月%d日 %H:%M]}}</div><div class="item">作者：{{by}}</div><div class="item"
>来源：财讯网</div>
</div></div>
<div id="ContentBody" class="txtinfos"><p class="em_media">（文章来源：财讯网）</p>{{body}}</div>
<p class="res-edit">责任编辑：97</p><a href="/api/praise?id={{id}}">点赞</a></div>""",
        shell="""<!DOCTYPE html><html><head><meta charset="utf-8" /><title>{{page}} _ 财讯网</title>
{{head}}</head><body>
<div class="hq-bar"><a href="/quote/sh.html">上证指数 3120.4</a><a href="/quote/sz.html">深证成指 9870.2</a>
</div>
<div class="nav"><a href="/">首页</a><a href="/news/cywjh.html">财经要闻</a><a href="/news/ccyts.html"
>产业观察</a>
<a href="/passport/login">登录</a></div>{{main}}<div class="footer"><a href="/about/">关于我们</a>
<p>郑重声明：本网站所刊载的信息不构成投资建议。</p></div></body></html>""",
    )
    site = made.site

    def entry(story: Story) -> dict[str, object]:
        url = site.url(story)
        return {
            "code": made.fill("{{[%Y%m%d]}}357{{id}}", story),
            "title": story.title,
            "mediaName": "财讯网",
            "summary": story.teaser[:70],
            "image": "",
            "url": url,
            "uniqueUrl": url,
            "showTime": f"{local(story):%Y-%m-%d %H:%M:%S}",
        }

    def answer(asked: Asked) -> Document:
        some, page = made.of(asked.query.get("column", "")), asked.number("page_index", 1)
        size = asked.number("page_size", 9)
        data = {
            "page_index": page,
            "page_size": size,
            "total_hits": len(some),
            "list": [entry(s) for s in batch(some, page - 1, size)],
        }
        value = {
            "code": "1",
            "message": "success",
            "req_trace": asked.query.get("req_trace", ""),
            "data": data,
        }
        name = asked.query.get("callback", "")
        return as_callback(name, value) if name else as_json(value)

    site.route("/comm/web/getNewsByColumns", answer)
    site.script("/js/jquery-1.8.3.min.js", LIBRARY)
    made.script(
        "/newsstatic/build/list.js",
        """$(function () {
  var box = $('#newsListContent'), pager = $('#pagerNoDiv'), column = box.attr('data-column'), size = 9;
  function row(n) {
    return '<li><div class="text"><p class="title"><a href="' + n.uniqueUrl + '" target="_blank">' + n.title +
      '</a></p><p class="info">' + n.summary + '</p><p class="time">' + n.showTime.substr(5,
 11) + '</p></div></li>';
  }
  function load(page) {
    $.ajax({
      url: '/comm/web/getNewsByColumns', dataType: 'jsonp',
      data: { client: 'web', biz: 'web_news_col', column: column, order: 1, needInteractData: 0,
        page_index: page, page_size: size, req_trace: new Date().getTime(),
 fields: 'code,showTime,title,summary,uniqueUrl' }
    }).done(function (r) {
      var html = '', turn = '';
      for (var i = 0; i < r.data.list.length; i++) html += row(r.data.list[i]);
      box.html(html);
      for (var p = 1; p <= Math.ceil(r.data.total_hits / size); p++) {
        turn += p === page ? '<span>' + p + '</span>'
          : '<a href="javascript:;" data-page="' + p + '">' + p + '</a>';
      }
      pager.html(turn);
    });
  }
  pager.on('click', 'a', function () { load(+this.getAttribute('data-page')); return false; });
  load(1);
});""",
    )
    scripts = (
        "<script src='/js/jquery-1.8.3.min.js'></script><script src='/newsstatic/build/list.js'></script>"
    )
    for path, (column, name) in zip(("/news/cywjh.html", "/news/ccyts.html"), made.sections, strict=True):
        made.page(
            path,
            name,
            f"<h2>{name}</h2><ul id='newsListContent' data-column='{column}'></ul><div id='pagerNoDiv'></div>"
            f"{scripts}",
        )
        for page in (1, 2, 3):
            wanted = f"client=web&biz=web_news_col&column={column}&order=1&page_index={page}&page_size=9"
            site.read(f"/comm/web/getNewsByColumns?{wanted}&callback=jQuery37101")
    for code, name in (("sh", "上证指数"), ("sz", "深证成指")):
        made.page(
            f"/quote/{code}.html",
            name,
            f"<h1>{name}</h1><table><tr><td>今开</td><td>3111.0</td></tr></table>",
        )
    made.page("/about/", "关于我们", plain_page("关于我们\n财讯网提供财经资讯。\n客服热线：021-0000-0000"))
    row = "<li><a href='{{url}}'>{{title}}</a></li>"
    made.page("/", "首页", f"<ul class='yaowen'>{made.rows(row, made.stories[:8])}</ul>")
    return site


def wangyang() -> Feedless:
    """A Chinese portal as NetEase's, in GBK: cm_guonei.js, cm_guonei_02.js and so on call data_callback."""
    made = desk(
        "wangyang jsonp zh 50 70 gbk",
        title="望洋网",
        address="/{{[%y/%m%d/%H]}}/{{hash}}.html",
        sections=(("guonei", "国内"), ("shehui", "社会")),
        first=6620,
        traps=("/reg/login.jsp", "/api/tie/vote", "/stat/pv.gif"),
        head="""<meta name="author" content="望洋网">
<meta property="article:published_time" content="{{iso}}">""",
        article="""<div class="post_main"><h1 class="post_title">{{title}}</h1><div class="post_info"
>{{[%Y-%m-%d %H:%M:%S]}}
　来源: <a href="/">望洋网</a> <a href="/reg/login.jsp">举报</a></div><div class="post_body">{{body}}</div>
<div class="post_author">本文来源：望洋网　责任编辑：{{by}}_NN2140</div></div>""",
        shell="""<!DOCTYPE HTML><html><head><meta charset="gbk"><title>{{page}}_望洋网</title>{{head}}</head>
<body>
<div class="ntes_nav"><a href="/">望洋首页</a><a href="/domestic/">国内</a><a href="/shehui/">社会</a><a
 href="/photo/">图集</a>
<a href="/reg/login.jsp">登录</a></div>{{main}}<div class="N-nav-bottom"><a href="/gongsi/">公司简介</a></div>
</body></html>""",
    )
    site = made.site

    def entry(story: Story, number: int) -> dict[str, object]:
        if number == 3:  # a set of pictures among the news, as there
            name = "图集：清晨的江面"
            return {
                "title": name,
                "docurl": site.full("/photo/0001.html"),
                "newstype": "photoset",
                "time": "11/20/2026 08:00:00",
            }
        return {
            "title": story.title,
            "digest": "",
            "docurl": site.url(story),
            "commenturl": site.full(made.fill("/comment/{{hash}}.html", story)),
            "tienum": 12,
            "tlink": site.url(story),
            "label": made.fill("{{sectionname}}", story),
            "keywords": [{"akey_link": site.full("/keywords/q/1.html"), "keyname": "改造"}],
            "time": f"{local(story):%m/%d/%Y %H:%M:%S}",
            "newstype": "article",
        }

    for slug, _name in made.sections:
        for at, some in enumerate(batches(made.of(slug), 9), 1):
            entries = [entry(story, 0) for story in some]
            entries.insert(3, entry(some[0], 3))
            path = f"/special/00804KVA/cm_{slug}" + (f"_{at:02d}" if at > 1 else "") + ".js"
            answer = as_callback("data_callback", entries, "gbk")
            site.documents[site.full(path)] = answer
            site.read(f"{path}?callback=data_callback")
    for story in made.stories:
        site.put(
            site.full(made.fill("/comment/{{hash}}.html", story)),
            made.whole(
                "跟贴", f"<h2>跟贴</h2><p>文明上网，理性发言。</p><a href='{site.url(story)}'>原文</a>"
            ),
        )
    made.page("/keywords/q/1.html", "改造", "<h2>改造</h2><p>有关内容整理中。</p>")
    made.script(
        "/js/newsdata_list.js",
        """(function (w, d) {
  var box = d.querySelector('.ndi_main'), more = d.querySelector('.load_more_btn'), name = box.getAttribute(
'data-name');
  var page = 1, last = +box.getAttribute('data-pages');
  w.data_callback = function (all) {
    all.forEach(function (one) {
      var item = d.createElement('div');
      item.className = 'data_row news_' + one.newstype;
      item.innerHTML = '<h3><a href="' + one.docurl + '">' + one.title +
        '</a></h3><div class="news_tag"><span>' +
        one.time + '</span>' + (one.commenturl ? '<a href="' + one.commenturl + '">跟贴</a>' : '') + '</div>';
      box.appendChild(item);
    });
    if (page > last) more.style.display = 'none';
  };
  function load() {
    var s = d.createElement('script');
    s.charset = 'gbk';
    s.src = '/special/00804KVA/cm_' + name + (page > 1 ? '_' + ('0' + page).slice(
-2) : '') + '.js?callback=data_callback';
    page++;
    d.body.appendChild(s);
  }
  more.onclick = function () { load(); return false; };
  load();
})(window, document);""",
    )
    for path, (slug, name) in zip(("/domestic/", "/shehui/"), made.sections, strict=True):
        made.page(
            path,
            name,
            f"<h2>{name}</h2><div class='ndi_main' data-name='{slug}' data-pages='3'></div><a href='#' "
            "class='load_more_btn'"
            ">加载更多新闻</a><script charset='gbk' src='/js/newsdata_list.js'></script>",
        )
    made.page("/photo/", "图集", "<a href='/photo/0001.html'>图集：清晨的江面</a>")
    made.page(
        "/photo/0001.html",
        "图集：清晨的江面",
        "<h1>图集：清晨的江面</h1><img src='/p/1.jpg' alt=''><img src='/p/2.jpg' alt=''>",
    )
    made.page("/gongsi/", "公司简介", plain_page("公司简介\n望洋网成立于一九九八年。"))
    row = "<li><a href='{{url}}'>{{title}}</a></li>"
    made.page("/", "首页", f"<ul>{made.rows(row, made.stories[:7])}</ul>")
    return site


def hangang() -> Feedless:
    """A Korean broadcaster's news pages: a callback with dots in its name, and a list for each desk."""
    made = desk(
        "hangang jsonp ko 42 180",
        title="한강방송 뉴스",
        address="/replay/{{[%Y]}}/article/{{id}}_36515.html",
        sections=(("politics", "정치"), ("society", "사회"), ("culture", "문화")),
        first=6440100,
        traps=("/member/sso.jsp", "/api/recommend.jsp", "/api/log.jsp"),
        article="""<section class="wrap_article"><h1 class="art_title">{{title}}</h1><div class="sub_title">
<span class="input">
입력 <time datetime="{{iso}}">{{[%Y-%m-%d %H:%M]}}</time></span><span class="writer">{{by}} 기자</span></div>
<div class="news_txt" itemprop="articleBody">{{body}}</div><a href="/api/recommend.jsp?aid={{id}}">좋아요</a>
</section>""",
        shell="""<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{{page}} | 한강방송
 뉴스</title>
{{head}}</head><body>
<header id="header"><a href="/">한강방송 뉴스</a><nav class="lnb"><a href="/news/politics.html">정치</a><a
 href="/news/society.html">사회</a><a href="/news/culture.html">문화</a><a href="/vod/">다시보기</a>
<a href="/member/sso.jsp">로그인</a></nav></header><section id="content">{{main}}</section>
<footer><a href="/info/company.html">회사소개</a></footer></body></html>""",
    )
    site = made.site

    def entry(story: Story) -> dict[str, object]:
        return {
            "AId": str(made.number(story)),
            "Title": story.title,
            "Link": site.url(story),
            "Image": f"//img.hangang-img.example/{made.number(story)}.jpg",
            "StartDate": f"{local(story):%Y-%m-%d %H:%M}",
            "Author": story.author,
            "IsVod": "N",
        }

    def answer(asked: Asked) -> Document:
        page, size = asked.number("page", 1), asked.number("rows", 7)
        some = made.of(asked.query.get("cid", ""))
        value = {
            "CurPage": page,
            "TotalPage": -(-len(some) // size),
            "Data": [entry(s) for s in batch(some, page - 1, size)],
        }
        return as_callback(asked.query.get("callback", "callback"), value)

    site.route("/api/news_list.jsp", answer)
    made.script(
        "/js/news.list.js",
        """var NewsList = { page: 0, total: 1, el: document.getElementById('newsList'),
  btn: document.getElementById('btnMore'),
  render: function (res) {
    NewsList.page = res.CurPage; NewsList.total = res.TotalPage;
    res.Data.forEach(function (d) {
      NewsList.el.insertAdjacentHTML('beforeend',
 '<li class="item"><a href="' + d.Link + '"><span class="tit">' + d.Title +
        '</span><span class="date">' + d.StartDate + '</span></a></li>');
    });
    if (NewsList.page >= NewsList.total) NewsList.btn.style.display = 'none';
  },
  load: function () {
    var s = document.createElement('script');
    s.src = '/api/news_list.jsp?cid=' + NewsList.el.getAttribute('data-cid') + '&rows=7&page=' + (
NewsList.page + 1) +
      '&callback=NewsList.render';
    document.getElementsByTagName('head')[0].appendChild(s);
  } };
NewsList.btn.onclick = NewsList.load;
NewsList.load();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/news/{slug}.html",
            name,
            f"<h2>{name}</h2><ul id='newsList' data-cid='{slug}'></ul><button id='btnMore' type='button'>"
            "더보기</button>"
            "<script src='/js/news.list.js'></script>",
        )
        for page in (1, 2):
            site.read(f"/api/news_list.jsp?cid={slug}&rows=7&page={page}&callback=NewsList.render")
    films = "".join(
        f"<li><a href='/vod/newsdesk_{n}.html'>저녁 뉴스 다시보기 {n}일</a></li>" for n in range(21, 27)
    )
    made.page("/vod/", "다시보기", f"<ul>{films}</ul>")
    for day in range(21, 27):
        name = f"저녁 뉴스 다시보기 {day}일"
        made.page(
            f"/vod/newsdesk_{day}.html",
            name,
            f"<h1>{name}</h1><video controls></video><p>그날의 저녁 뉴스를 다시 볼 수 있습니다.</p>",
            marked("VideoObject", name, uploadDate=f"2026-11-{day}"),
        )
    made.page("/info/company.html", "회사소개", plain_page("회사소개\n한강방송은 1991년에 개국했습니다."))
    row = "<li><a href='{{url}}'>{{title}}</a></li>"
    made.page("/", "뉴스", f"<ul class='headline'>{made.rows(row, made.stories[:6])}</ul>")
    return site


BUILDERS = (caixun, wangyang, hangang)
