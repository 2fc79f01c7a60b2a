"""The ninth set's JSONP: a portal's roll, a Korean paper's sections, a Thai station's list of scripts."""

from __future__ import annotations

import json
from html import escape

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_articles import (
    bootstrap_news,
    cn_portal,
    korean_paper,
)
from tests.sites.feedless.held_out_ninth_newsroom import Frame, cut, menu, newsroom, popular
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.simulated import Asked, Feedless, as_callback


def qinghewan() -> Feedless:
    """A Chinese portal's 滚动新闻: its feed host answers jQuery, guarded by try."""
    rooms = [
        ("/about/", "网站简介"),
        ("/contact/", "联系我们"),
        ("/ad/", "广告服务"),
        ("/copyright/", "版权声明"),
        ("/sitemap/", "网站导航"),
    ]
    frame = Frame(
        "清河湾在线",
        "<div class='top-banner'><a href='http://ads.qinghewan.example/c/7'>推广</a></div><div "
        "class='sec-nav'>"
        + menu([("/", "首页"), ("/roll/", "滚动新闻"), *rooms[:2]], kind="nav-list")
        + "</div>",
        f"<div class='page-footer'>{menu(rooms)}<p>清河湾在线 版权所有　客户服务热线：0571-0000 0000</p>"
        f"</div>",
        head="<script src='/js/jquery-1.11.1.min.js'></script>",
        tail="_",
        room="<div class='w1240'><h1 class='main-title'>{name}</h1>{text}</div>",
    )
    site = newsroom(
        "qinghewan",
        "jsonp",
        "zh",
        48,
        frame=frame,
        rooms=rooms,
        address=lambda story: (
            f"/news/{local(story):%Y-%m-%d}/doc-iq{serial(story, 0x7B31F2):x}{serial(story, 4110):04d}.shtml"
        ),
        article=cn_portal,
        traps=("/interface/login.php", "/comment/count", "/search"),
    )
    site.page("http://ads.qinghewan.example/c/7", "<html><body><h1>年终特惠</h1></body></html>")
    site.script("/js/jquery-1.11.1.min.js", LIBRARY)
    site.script(
        "/js/roll.js",
        """var RollNews = {
  api: 'http://feed.qinghewan.example/api/roll/get', page: 1, num: 12,
  get: function (page) {
    var self = this;
    $.ajax({
      url: self.api, dataType: 'jsonp', jsonp: 'callback',
      data: { pageid: 153, lid: 2509, k: '', num: self.num, page: page, r: Math.random() },
      success: function (res) { self.page = page; self.render(res.result); }
    });
  },
  render: function (result) {
    var html = '';
    $.each(result.data, function (i, d) {
      var t = new Date(d.intime * 1000);
      html += '<li><span class="c_chl">[' + d.media_name + ']</span><span class="c_tit"><a href="' + d.url +
        '" target="_blank">' + d.title + '</a></span><span class="c_time">' + (t.getMonth() + 1) + '-' +
          t.getDate() + '</span></li>';
    });
    $('#d_list').html('<ul>' + html + '</ul>');
    var pages = Math.ceil(result.total / this.num), bar = '';
    for (var p = 1; p <= pages; p++)
      bar += p === this.page ? '<span class="pagebox_num_nonce">' + p + '</span>' :
        '<span class="pagebox_num"><a href="javascript:void(0)" onclick="RollNews.get(' + p +
          ');return false;">' + p + '</a></span>';
    $('.pagebox').html(bar);
  }
};
$(function () { RollNews.get(1); });
""",
    )

    def answer(asked: Asked) -> Document:
        rows = [
            {
                "oid": str(serial(one, 90_341_022)),
                "intime": str(int(one.published.timestamp())),
                "title": one.title,
                "url": site.url(one),
                "wapurl": site.url(one).replace("www.", "m."),
                "media_name": "本地新闻",
                "intro": one.paragraphs[0],
            }
            for one in cut(site.stories, asked, "page", asked.number("num", 10))
        ]
        status = {"code": 0, "msg": "succ"}
        value = {"result": {"status": status, "total": len(site.stories), "lid": 2509, "data": rows}}
        name = asked.query.get("callback", "")
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        wrapped = f"try{{{name}({text});}}catch(e){{}};" if name else text
        return Document(wrapped.encode(), "application/javascript; charset=utf-8")

    site.route("http://feed.qinghewan.example/api/roll/get", answer)
    for page in range(1, 5):
        site.read(
            f"http://feed.qinghewan.example/api/roll/get?pageid=153&lid=2509&k=&num=12&page={page}&callback"
            f"=jQuery37101"
        )
    site.page(
        "/roll/",
        frame.page(
            site,
            "滚动新闻",
            "<div class='w1240'><div class='d_list_tit'>滚动新闻</div><div class='d_list_txt' id='d_list'>"
            "</div><div class='pagebox'>"
            "</div></div>",
            script="<script src='/js/roll.js'></script>",
        ),
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<div class='w1240'><div class='news-hot'>{menu(popular(site, 6))}</div><a href='/roll/'>"
            f"更多滚动</a></div>",
        ),
    )
    return site


def hwangto() -> Feedless:
    """A Korean regional paper whose section pages ask another host by `jsonpCallback`, with 더보기."""
    rooms = [
        ("/company/about.html", "신문사 소개"),
        ("/company/ad.html", "광고안내"),
        ("/company/privacy.html", "개인정보처리방침"),
        ("/company/youth.html", "청소년보호정책"),
        ("/company/report.html", "기사제보"),
    ]
    sections = [("A01", "society", "사회"), ("A02", "economy", "경제")]
    frame = Frame(
        "황토일보",
        "<header id='header'><h1 class='logo'><a href='/'>황토일보</a></h1><nav id='gnb'>"
        + menu([(f"/section/{slug}.html", name) for _, slug, name in sections] + rooms[4:], kind="gnb_list")
        + "</nav></header>",
        f"<footer id='footer'>{menu(rooms, kind='fnb')}<address>등록번호 : 전남 아00000 | 발행·편집인 : "
        f"박준호</address></footer>",
        head="<script src='/common/js/jquery-1.12.4.min.js'></script>",
        tail=" - ",
        room="<section class='company'><h2>{name}</h2>{text}</section>",
    )
    site = newsroom(
        "hwangto",
        "jsonp",
        "ko",
        44,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/article/{local(story):%Y%m%d}{serial(story, 880120)}",
        article=korean_paper,
        traps=("/member/login.html", "/ajax/hit.php"),
    )
    api = "http://api.hwangto.example/news/list.do"
    size = 8
    site.script("/common/js/jquery-1.12.4.min.js", LIBRARY)
    site.script(
        "/common/js/section.js",
        """$(function () {
  var pageNo = 0, $list = $('#newsList'), code = $list.attr('data-section');
  function getNews() {
    pageNo++;
    $.ajax({
      type: 'GET', url: 'http://api.hwangto.example/news/list.do', dataType: 'jsonp',
        jsonpCallback: 'newsListCallback',
      data: { sectionCd: code, pageNo: pageNo, pageSize: 8 },
      success: function (json) {
        $.each(json.list, function (idx, item) {
          $list.append('<li class="item"><a href="' + item.linkUrl + '"><strong class="tit">' + item.title +
            '</strong><span class="txt">' + item.summary + '</span></a><span class="date">' + item.regDt +
              '</span></li>');
        });
        if (pageNo >= json.totalPage) $('.btn_more').hide();
      }
    });
  }
  $('.btn_more').click(function () { getNews(); return false; });
  getNews();
});
""",
    )

    def answer(asked: Asked) -> Document:
        place = {"A01": 0, "A02": 1}.get(asked.query.get("sectionCd", ""))
        own = [story for story in site.stories if story.number % 2 == place]
        rows = [
            {
                "artId": f"{local(one):%Y%m%d}{serial(one, 880120)}",
                "title": one.title,
                "summary": one.paragraphs[0],
                "linkUrl": site.path(one),
                "regDt": f"{local(one):%Y.%m.%d %H:%M}",
                "writer": one.author,
            }
            for one in cut(own, asked, "pageNo", asked.number("pageSize", size))
        ]
        value = {"resultCd": "0000", "totalCnt": len(own), "totalPage": -(-len(own) // size), "list": rows}
        return as_callback(asked.query.get("callback", "callback"), value)

    site.route(api, answer)
    for code, slug, name in sections:
        site.page(
            f"/section/{slug}.html",
            frame.page(
                site,
                name,
                f"<section class='section_list'><h2>{name}</h2><ul id='newsList' data-section='{code}'>"
                f"</ul><a href='#' class='"
                "btn_more'>더보기</a></section>",
                script="<script src='/common/js/section.js'></script>",
            ),
        )
        for page in range(1, 4):
            site.read(f"{api}?sectionCd={code}&pageNo={page}&pageSize={size}&callback=newsListCallback")
    site.page(
        "/",
        frame.page(
            site, "", f"<section class='main_top'>{menu(popular(site, 6), item='headline')}</section>"
        ),
    )
    return site


def thabarat() -> Feedless:
    """A Thai local station, whose page adds scripts to itself: each calls `showNews` with the next rows."""
    rooms = [
        ("/about.php", "เกี่ยวกับเรา"),
        ("/contact.php", "ติดต่อเรา"),
        ("/privacy.php", "นโยบายความเป็นส่วนตัว"),
        ("/live.php", "วิทยุออนไลน์"),
        ("/ads.php", "ลงโฆษณา"),
    ]
    frame = Frame(
        "ท่าบารัต เคเบิลทีวี",
        "<div class='container'><div class='row header'><a href='/'>ท่าบารัต เคเบิลทีวี</a></div><div "
        "class='navbar'>"
        + menu([("/", "หน้าแรก"), ("/news.php", "ข่าวทั้งหมด"), *rooms[:2], rooms[3]], kind="nav")
        + "</div>",
        f"<div class='row footer'>{menu(rooms[1:])}<script src='/js/counter.js'></script></div></div>",
        tail=" :: ",
        room="<div class='panel'><h1>{name}</h1>{text}</div>",
    )
    site = newsroom(
        "thabarat",
        "jsonp",
        "th",
        40,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/news_detail.php?id={serial(story, 3310)}",
        article=bootstrap_news,
        traps=("/counter.php", "/admin/login.php"),
    )
    size = 10
    site.script("/js/counter.js", "/* stat */ window._cnt = window._cnt || 0;")
    site.script(
        "/js/newslist.js",
        """var start = 0, per = 10;
function showNews(data) {
  var box = document.getElementById('news-box');
  for (var i = 0; i < data.items.length; i++) {
    var n = data.items[i], div = document.createElement('div');
    div.className = 'media';
    div.innerHTML = '<h4 class="media-heading"><a href="' + n.link + '">' + n.topic + '</a></h4><small>' +
      n.date + '</small>';
    box.appendChild(div);
  }
  start += data.items.length;
  document.getElementById('more').style.display = start < data.total ? '' : 'none';
}
function loadNews() {
  var s = document.createElement('script');
  s.src = '/json/news.php?start=' + start + '&limit=' + per + '&callback=showNews';
  document.getElementsByTagName('head')[0].appendChild(s);
}
document.getElementById('more').onclick = loadNews;
loadNews();
""",
    )

    def answer(asked: Asked) -> Document:
        start, limit = asked.number("start", 0), asked.number("limit", size)
        rows = [
            {
                "id": serial(one, 3310),
                "topic": one.title,
                "link": f"/news_detail.php?id={serial(one, 3310)}",
                "date": f"{local(one):%d/%m/}{local(one).year + 543} {local(one):%H:%M} น.",
            }
            for one in site.stories[start : start + limit]
        ]
        return as_callback(
            asked.query.get("callback", "callback"), {"total": len(site.stories), "items": rows}
        )

    site.route("/json/news.php", answer)
    for start in range(0, len(site.stories), size):
        site.read(f"/json/news.php?start={start}&limit={size}&callback=showNews")
    site.page(
        "/news.php",
        frame.page(
            site,
            "ข่าวทั้งหมด",
            "<div class='panel'><h1>ข่าวทั้งหมด</h1><div id='news-box'></div><button id='more' class='btn'>"
            "โหลดเพิ่ม</button></div>",
            script="<script src='/js/newslist.js'></script>",
        ),
    )
    heads = "".join(
        f"<div class='col-md-4'><a href='{escape(site.url(one))}'><h4>{escape(one.title)}</h4></a></div>"
        for one in site.stories[:6]
    )
    site.page("/", frame.page(site, "", f"<div class='row'>{heads}</div><a href='/news.php'>ข่าวทั้งหมด</a>"))
    return site


BUILDERS = (qinghewan, hwangto, thabarat)
