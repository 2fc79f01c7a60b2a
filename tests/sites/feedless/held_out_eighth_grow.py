"""Feedless sites that are held out, the eighth set: callbacks, and lists that grow as a reader scrolls."""

from __future__ import annotations

import base64
import json

from tests.sites.building import Document
from tests.sites.feedless.held_out_eighth_room import LINK_ROW, LINKED, NEAR, OPEN_GRAPH, TALL, room
from tests.sites.feedless.invention import local, millis
from tests.sites.feedless.simulated import Asked, Feedless, as_callback, as_html, as_json, batch, batches
from tests.sites.stories import Story


def nanwan() -> Feedless:
    """A Chinese agency's regional desk like Xinhua's: /nodeart/list by nid, pgnum and cnt, in a callback."""
    made = room(
        "nanwan jsonp zh 48 190",
        title="南湾新闻",
        address="/{{sectionname}}/{{[%Y-%m/%d]}}/c_11{{id}}.htm",
        sections=(("11142121", "politics"), ("11142130", "local")),
        first=2840771,
        traps=("/nodeart/comment", "/passport/login", "/count/pv"),
        robots="User-agent: *\nDisallow: /passport/\nDisallow: /count/\n",
        head='<meta name="pubdate" content="{{[%Y-%m-%d]}}"><meta name="description" content="{{teaser}}">',
        article="""<div class="header domPC"><div class="header-top clearfix"><div class="header-time left"
><span
 class="year"><em>{{[%Y]}}</em></span> <span class="day"><em>{{[%m]}}</em>/<em>{{[%d]}}</em></span> <span
 class="time">{{[%H:%M:%S]}}</span></div><div class="source">来源：南湾新闻</div><div
 class="head-line clearfix"><h1><span
 class="title">{{title}}</span></h1></div></div></div><div class="main clearfix"><div id="detail">{{body}}<p
 class="editor">【责任编辑:{{by}}】</p></div></div>""".replace(
            '<span\n class="title">{{title}}</span>', "{{title}}"
        ),
        frame="""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{{page}}-南湾新闻</title
>{{head}}</head><body>
<div class="nav domPC"><a href="/">首页</a><a href="/politics/index.htm">时政</a><a href="/local/index.htm"
>地方</a><a
 href="/zt/index.htm">专题</a></div>{{main}}<div class="foot">Copyright © 南湾新闻</div></body></html>""",
    )
    site = made.site

    def item(story: Story) -> dict[str, object]:
        return {
            "DocID": made.id(story),
            "Title": story.title,
            "NodeId": int(made.section[story.number]),
            "PubTime": made.clock(story, "%Y-%m-%d %H:%M:%S"),
            "LinkUrl": made.url(story),
            "Abstract": story.teaser,
            "keyword": None,
            "Editor": None,
            "Author": story.author,
            "IsLink": 0,
            "SourceName": "南湾新闻",
            "PicLinks": "",
            "IsMoreImg": 0,
            "imgarray": [],
            "SubTitle": None,
            "Attr": 63,
            "m4v": None,
            "tarray": [],
            "uarray": [],
            "allPics": [],
            "IntroTitle": None,
        }

    def answer(asked: Asked) -> Document:
        query = asked.query
        some = batch(made.of(query.get("nid", "-")), asked.number("pgnum", 1) - 1, asked.number("cnt", 10))
        items = [item(story) for story in some]
        if not items:
            return as_callback(query.get("callback", "callback"), {"status": -1, "data": None, "totalnum": 0})
        n = asked.number("pgnum", 1)
        special = {
            "DocID": n,
            "Title": f"专题：南湾四季 之{n}",
            "IsLink": 1,
            "LinkUrl": site.full(f"/zt/siji{n}/index.htm"),
        }
        value = {
            "status": 0,
            "data": {"list": [*items, items[0] | special]},
            "totalnum": len(made.of(query["nid"])),
        }
        return as_callback(query.get("callback", "callback"), value)

    site.route("/nodeart/list", answer)
    site.script(
        "/static/js/list.js",
        """(function(){var box=document.getElementById("content-list"),pg=1,nid=box.getAttribute("data-nid");
window.more_list=function(){var fn="jQuery1124"+(nid%1e5)+"_"+pg,s=document.createElement("script");
window[fn]=function(d){s.remove();if(d.status!==0){document.querySelector(".more").style.display="none";
return}
d.data.list.forEach(function(o){var e=document.createElement("div");e.className="item";
e.innerHTML='<div class="tit"><a href="'+o.LinkUrl+'" target="_blank">'+o.Title+"</a></div>";box.appendChild(
e)});pg++};
s.src="/nodeart/list?callback="+fn+"&nid="+nid+"&pgnum="+pg+"&cnt=8&attr=63&tp=1&orderby=1&mulatt=1&_="+(
+new Date());
document.body.appendChild(s)};document.querySelector(".more").onclick=more_list;more_list()})();""",
    )
    for nid, slug in made.sections:
        name = "时政" if slug == "politics" else "地方"
        made.page(
            f"/{slug}/index.htm",
            name,
            f"<div id='content-list' data-nid='{nid}'></div><div class='more'>加载更多</div><script"
            " src='/static/js/list.js'"
            "></script>",
        )
        for page in range(1, len(batches(made.of(nid), 8)) + 1):
            site.read(
                f"/nodeart/list?callback=cb&nid={nid}&pgnum={page}&cnt=8&attr=63&tp=1&orderby=1&mulatt=1"
            )
    for n in range(1, 7):
        made.no_article(f"/zt/siji{n}/index.htm", f"专题：南湾四季 之{n}", "本专题汇集图片和视频。")
    made.page(
        "/zt/index.htm", "专题", "".join(f"<a href='/zt/siji{n}/index.htm'>专题{n}</a>" for n in range(1, 7))
    )
    made.page("/", "首页", f"<ul>{made.rows(LINK_ROW, made.of('')[:7])}</ul>")
    return site


def yunling() -> Feedless:
    """A Chinese broadcaster's portal like CCTV's: files local_1.jsonp, whose callback is the channel."""
    made = room(
        "yunling jsonp zh 46 210",
        title="云岭网",
        address="/{{[%Y/%m/%d]}}/ARTI{{hash}}{{[%y%m%d]}}.shtml",
        sections=(("local", "云岭"), ("society", "社会")),
        traps=("/api/comment/total", "/passport/login.do", "/heart/beat"),
        head='<meta name="catalogs" content="PAGE{{section}}"><meta property="og:type" content="article">'
        '<meta name="author" content="{{by}}">',
        article="""<div class="content"><div class="allcontent"><div class="tit"><h1>{{title}}</h1><div
 class="info1">来源 :
 云岭网 | {{[%Y年%m月%d日 %H:%M:%S]}}</div></div><div class="text_area" id="text_area">{{body}}</div><div
 class="zebian"><span>编辑：{{by}}</span> <span>责任编辑：{{by}}</span></div></div></div>""",
        frame="""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{{page}}_云岭网</title
>{{head}}</head><body><div
 class="nav_wrapper"><a href="/">首页</a><a href="/local/">云岭</a><a href="/society/">社会</a><a
 href="/about/index.shtml">关于</a></div>{{main}}<div class="copyright">云岭网 版权所有</div></body></html
>""",
    )
    site = made.site

    def item(story: Story) -> dict[str, object]:
        return {
            "id": made.paths[story.number].rpartition("/")[2].removesuffix(".shtml"),
            "title": story.title,
            "brief": story.teaser,
            "image": f"//p1.img.yunling.example/photo/{made.id(story)}.jpg",
            "url": made.url(story),
            "focus_date": made.clock(story, "%Y-%m-%d %H:%M:%S"),
            "keywords": made.name(story),
            "count": "0",
            "ext_field": "",
        }

    for slug, name in made.sections:
        for at, some in enumerate(batches(made.of(slug), 9), 1):
            rows = [item(story) for story in some]
            film = {
                "id": f"VIDE{slug}{at}",
                "title": f"[视频]云岭一周 第{at}期",
                "url": site.full(f"/v/VIDE{slug}{at}.shtml"),
            }
            rows.insert(3, rows[0] | film)
            made.no_article(
                f"/v/VIDE{slug}{at}.shtml", f"[视频]云岭一周 第{at}期", "点击播放。", "VideoObject"
            )
            value = {"data": {"total": len(made.of(slug)), "list": rows}}
            path = f"/gaiban/cmsdatainterface/page/{slug}_{at}.jsonp"
            site.documents[site.full(path)] = as_callback(slug, value)
            site.read(f"{path}?cb={slug}")
        made.page(
            f"/{slug}/",
            name,
            f"<ul id='newslist' data-channel='{slug}'></ul><a class='more'"
            " href='javascript:;'>加载更多</a><script "
            "src='/gaiban/index.js'></script>",
        )
    site.script(
        "/gaiban/index.js",
        """var _channel=document.getElementById("newslist").getAttribute("data-channel"),_page=1,_shown=0;
function getdata(){var s=document.createElement("script");
s.src="/gaiban/cmsdatainterface/page/"+_channel+"_"+_page+
".jsonp?cb="+_channel;window[_channel]=function(res){var ul=document.getElementById("newslist");
res.data.list.forEach(function(n){var li=document.createElement("li");
li.innerHTML='<h3 class="title"><a href="'+n.url+
'" target="_blank">'+n.title+"</a></h3>";ul.appendChild(li);if(n.id.indexOf("ARTI")===0)_shown++});_page++;
if(_shown>=res.data.total)document.querySelector(".more").style.display="none"};document.head.appendChild(s)}
document.querySelector(".more").onclick=getdata;getdata();""",
    )
    made.no_article("/about/index.shtml", "关于", "云岭网由云岭广播电视台主办。")
    made.page("/", "首页", f"<ul>{made.rows(LINK_ROW, made.of('')[:7])}</ul>")
    return site


def kayapinar() -> Feedless:
    """A Turkish town's paper before Laravel's cursorPaginate: next_cursor is JSON in base64."""
    made = room(
        "kayapinar cursor tr 44 260",
        title="Kayapınar Haber",
        address="/haber/{{slug}}-{{id}}",
        sections=(("guncel", "Güncel"), ("spor", "Spor")),
        first=17400,
        traps=("/api/anket/oy", "/giris", "/api/goruntulenme"),
        robots="User-agent: *\nDisallow: /giris\nDisallow: /panel\n",
        head=OPEN_GRAPH,
        article="""<article class="haber"><a href="/kategori/{{section}}">{{sectionname}}</a><h1
>{{title}}</h1><div
 class="haber-bilgi"><span>{{by}}</span> <time datetime="{{iso}}">{{[%d.%m.%Y %H:%M]}}</time></div><div
 class="haber-metni">{{body}}</div></article>""",
        frame="""<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8"><title
>{{page}} | Kayapınar Haber</title>{{head}}"""
        + TALL
        + """</head><body><nav><a href="/">Anasayfa</a><a href="/kategori/guncel">Güncel</a><a
 href="/kategori/spor">Spor</a><a href="/kunye">Künye</a><a href="/giris">Giriş</a></nav>{{main}}</body
></html>""",
    )
    site = made.site

    def cursor(story: Story) -> str:
        told = {"haberler.id": made.id(story), "_pointsToNextItems": True}
        return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")

    def answer(asked: Asked) -> Document:
        slug, told = asked.query.get("kategori", ""), asked.query.get("cursor", "")
        some = made.of(slug)
        at = next((n + 1 for n, story in enumerate(some) if told and cursor(story) == told), 0)
        shown = some[at : at + 8]
        after = cursor(shown[-1]) if at + 8 < len(some) else None
        path = site.full("/api/haberler")
        data = [
            {
                "id": made.id(story),
                "baslik": story.title,
                "ozet": story.teaser,
                "url": made.url(story),
                "yayin_tarihi": f"{story.published:%Y-%m-%dT%H:%M:%S}.000000Z",
            }
            for story in shown
        ]
        return as_json(
            {
                "data": data,
                "path": path,
                "per_page": 8,
                "next_cursor": after,
                "next_page_url": f"{path}?kategori={slug}&cursor={after}" if after else None,
                "prev_cursor": None,
                "prev_page_url": None,
            }
        )

    site.route("/api/haberler", answer)
    site.script(
        "/build/assets/akis-71f3.js",
        NEAR
        + """;(function(){var b=document.getElementById("akis");if(!b)return;var c=null;near(function(){
return fetch("/api/haberler?kategori="+b.dataset.kategori+(c?"&cursor="+c:"")).then(function(r){
return r.json()})
.then(function(d){d.data.forEach(function(h){var e=document.createElement("div");e.className="card";
e.innerHTML='<a href="'+h.url+'">'+h.baslik+"</a>";b.appendChild(e)});c=d.next_cursor;return !!c})})})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/kategori/{slug}",
            name,
            f"<h1>{name}</h1><div id='akis' data-kategori='{slug}'></div><script"
            " src='/build/assets/akis-71f3.js'></script>",
        )
        path = f"/api/haberler?kategori={slug}"
        for some in batches(made.of(slug), 8):
            site.read(path)
            path = f"/api/haberler?kategori={slug}&cursor={cursor(some[-1])}"
    made.no_article("/kunye", "Künye", "Yayın yönetmeni ve iki muhabir. Telefon 555 0180.")
    made.page("/", "Anasayfa", f"<ul>{made.rows(LINK_ROW, made.of('')[:6])}</ul>")
    return site


def eunsan() -> Feedless:
    """A Korean portal's channel like Daum's: searchAfter is the moment of the last item."""
    made = room(
        "eunsan cursor ko 45 220",
        title="은산뉴스",
        address="/v/{{[%Y%m%d%H%M%S]}}{{id}}",
        sections=(("society", "사회"), ("culture", "문화")),
        first=512,
        traps=("/api/comment/count", "/accounts/login", "/api/tiara/track"),
        head='<meta name="article:media_name" content="은산뉴스">' + OPEN_GRAPH,
        article="""<div class="head_view"><em class="info_cp">은산뉴스</em><h1 class="tit_view"
>{{title}}</h1><div
 class="info_view"><span class="txt_info">{{by}}</span> <span class="txt_info">입력 <span
 class="num_date">{{[%Y. %m. %d. %H:%M]}}</span></span></div></div><div class="article_view"><section
 dmcf-sid="{{hash}}">{{body}}</section></div>""",
        frame="""<!doctype html><html lang="ko"><head><meta charset="utf-8"><title
>{{page}} | 은산뉴스</title>{{head}}"""
        + TALL
        + """</head><body><nav class="gnb_comm"><a href="/">홈</a><a href="/society">사회</a><a
 href="/culture">문화</a><a
 href="/info/terms">약관</a><a href="/accounts/login">로그인</a></nav>{{main}}</body></html>""",
    )
    site = made.site

    def answer(asked: Asked) -> Document:
        size, after = asked.number("size", 10), asked.number("searchAfter", 0)
        some = [
            story for story in made.of(asked.query.get("category", "")) if not after or millis(story) < after
        ]
        items: list[dict[str, object]] = [
            {
                "id": made.paths[story.number].removeprefix("/v/"),
                "title": story.title,
                "summary": story.teaser,
                "cpName": "은산뉴스",
                "createDt": millis(story),
                "pcLink": made.url(story),
                "searchAfter": str(millis(story)),
                "type": "ARTICLE",
            }
            for story in some[:size]
        ]
        if items:
            ad: dict[str, object] = {
                "id": "ad-1",
                "title": "겨울 특가 안내",
                "pcLink": site.full("/event/sale"),
                "type": "AD",
            }
            items.insert(4, ad)
        return as_json({"code": 200, "data": {"contents": items, "hasNext": len(some) > size}})

    site.route("/api/harmony/contents", answer)
    site.script(
        "/js/list.bundle.js",
        NEAR
        + """;(function(){var u=document.querySelector(".list_newsheadline2");if(!u)return;var a="";near(
function(){
return fetch("/api/harmony/contents?category="+u.dataset.category+"&size=9"+(a?"&searchAfter="+a:"")).then(
function(r){
return r.json()}).then(function(d){d.data.contents.forEach(function(c){var l=document.createElement("div");
l.className="card";l.innerHTML='<a class="item_newsheadline2" href="'+c.pcLink+'">'+c.title+"</a>";
u.appendChild(l);
if(c.searchAfter)a=c.searchAfter});return d.data.hasNext})})})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/{slug}",
            name,
            f"<h2>{name}</h2><div class='list_newsheadline2' data-category='{slug}'></div><script"
            " src='/js/list.bundle.js'>"
            "</script>",
        )
        path = f"/api/harmony/contents?category={slug}&size=9"
        for some in batches(made.of(slug), 9):
            site.read(path)
            path = f"/api/harmony/contents?category={slug}&size=9&searchAfter={millis(some[-1])}"
    made.no_article("/event/sale", "겨울 특가 안내", "모든 상품 반값. 일요일까지.", "Product")
    made.no_article("/info/terms", "약관", "서비스 이용 약관이다.")
    made.page("/", "홈", f"<ul>{made.rows(LINK_ROW, made.of('')[:6])}</ul>")
    return site


def saltmarsh() -> Feedless:
    """An English coast's weekly on Rails with Unpoly: placeholders that load once they are revealed."""
    made = room(
        "saltmarsh cursor en 40 480",
        title="Saltmarsh Weekly",
        address="/stories/{{id}}-{{slug}}",
        sections=(("stories", "Stories"),),
        first=7110,
        traps=("/session/new", "/stories/likes", "/ahoy/events"),
        robots="User-agent: *\nDisallow: /session/\nDisallow: /ahoy/\n",
        head='<meta name="csrf-token" content="Wm0">' + LINKED,
        article="""<main up-main><article class="story" id="story_{{id}}"><h1 class="story--title"
>{{title}}</h1><p
 class="story--byline">by {{by}} on <time datetime="{{utc}}">{{[%B %d, %Y %H:%M]}}</time></p><div
 class="trix-content">{{body}}</div><a href="/stories/likes?id={{id}}" up-submit>Like</a></article></main>""",
        frame="""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title
>{{page}} – Saltmarsh Weekly</title>{{head}}"""
        + TALL
        + """</head><body><nav up-nav><a href="/" up-follow>Home</a> <a href="/stories" up-follow>Stories</a
> <a
 href="/tide-tables" up-follow>Tide tables</a> <a href="/session/new" up-layer="new">Sign in</a></nav
>{{main}}<script
 src="/assets/unpoly-3.10.js"></script></body></html>""",
    )
    site = made.site
    row = """<div class="card story-row" id="row_{{id}}"><h2><a href="{{path}}" up-follow>{{title}}</a></h2
><p>{{teaser}}</p
></div>"""

    def some_before(told: int) -> list[Story]:
        return [story for story in site.stories if not told or made.id(story) < told]

    def answer(asked: Asked) -> Document:
        some = some_before(asked.number("before", 0))
        after = ""
        if len(some) > 7:
            here = f"/stories?before={made.id(some[6])}"
            after = f"<div class='next-page' id='next-page' up-defer='reveal' up-href='{here}'>Loading…</div>"
        rows = f"{made.rows(row, some[:7])}{after}"
        if asked.header("X-Up-Target"):
            return as_html(f"<div id='next-page'>{rows}</div>")
        return as_html(
            made.whole("Stories", f"<main up-main><h1>Stories</h1><div id='stories'>{rows}</div></main>")
        )

    site.route("/stories", answer)
    site.script(
        "/assets/unpoly-3.10.js",
        NEAR
        + """;(function(){var up={version:"3.10"};window.up=up;if(document.querySelector("[up-defer]"))near(
function(){
var e=document.querySelector("[up-defer=reveal]");if(!e)return Promise.resolve(false);
return fetch(e.getAttribute("up-href"),{headers:{"X-Up-Version":up.version,"X-Up-Target":"#"+e.id}}).then(
function(r){
return r.text()}).then(function(t){var d=document.createElement("div");d.innerHTML=t;
e.replaceWith.apply(e,d.firstElementChild.childNodes);return true})})})();""",
    )
    site.read("/stories")
    for some in batches(site.stories, 7)[:-1]:
        site.read(f"/stories?before={made.id(some[-1])}")
    made.no_article("/tide-tables", "Tide tables", "High water 07:02 and 19:31 at the old sluice.")
    made.page("/", "Home", f"<ul>{made.rows(LINK_ROW, made.of('')[:4])}</ul>")
    return site


def tikhaya() -> Feedless:
    """A Russian valley's paper on Tilda: getfeed of another host tells nextslice, articles are tposts."""
    made = room(
        "tikhaya cursor ru 40 450",
        title="Тихая долина",
        address="/news/tpost/{{hash}}-{{slug}}{{id}}",
        sections=(("news", "Новости"),),
        first=3300,
        traps=("/members/login", "/stat/event", "/forms/submit"),
        head='<link rel="canonical" href="{{url}}">' + OPEN_GRAPH,
        article="""<div id="allrecords" class="t-records"><div class="t-feed__post-popup"><div
 id="feed-cover"></div><div
 class="t-feed__post-popup__date-parts-wrapper"><span class="t-feed__post-popup__date"
>{{[%d.%m.%Y %H:%M]}}</span></div
><h1 class="js-feed-post-title t-feed__post-popup__title t-title">{{title}}</h1><div id="feed-text"
 class="t-feed__post-popup__text t-text">{{body}}</div><div class="t-feed__post-popup__author">{{by}}</div
></div></div>""",
        frame="""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8" /><title>{{page}}</title
>{{head}}"""
        + TALL
        + """</head><body class="t-body"><div id="t-header"><ul class="t-menu__list"><li><a
 class="t-menu__link-item"
 href="/">Главная</a></li><li><a class="t-menu__link-item" href="/news">Новости</a></li><li><a
 class="t-menu__link-item"
 href="/afisha">Афиша</a></li><li><a class="t-menu__link-item" href="/contacts">Контакты</a></li></ul></div
>{{main}}<div
 class="t-tildalabel">Made on Tilda</div></body></html>""",
    )
    site, host = made.site, "http://feeds.tikhaya-cdn.example"

    def post(story: Story) -> dict[str, object]:
        return {
            "uid": made.fill("{{hash}}", story),
            "title": story.title,
            "descr": story.teaser,
            "date": f"{local(story):%Y-%m-%d %H:%M}",
            "url": made.url(story),
            "authorname": story.author,
            "image": "",
            "thumb": "",
            "parts": [],
            "postparts": "",
            "directlink": "",
            "sort": str(made.id(story)),
        }

    def answer(asked: Asked) -> Document:
        at, size = asked.number("slice", 1), asked.number("size", 9)
        if asked.query.get("feeduid") != "621389741452":
            return as_json({"total": "0", "posts": []})
        value = {
            "total": str(len(site.stories)),
            "posts": [post(story) for story in batch(site.stories, at - 1, size)],
        }
        return as_json(value | ({"nextslice": at + 1} if at * size < len(site.stories) else {}))

    site.route(f"{host}/api/getfeed/", answer)
    site.script(
        f"{host}/js/tilda-feed-1.1.min.js",
        NEAR
        + """;function t_feed_init(rec,opts){var box=document.querySelector(
"#rec"+rec+" .js-feed-container"),slice=0;
near(function(){
var u="http://feeds.tikhaya-cdn.example/api/getfeed/?feeduid="+opts.feeduid+"&recid="+rec+"&c="+Date.now()
+"&size="+opts.amountOfPosts+(
slice?"&slice="+slice:"")+"&sort%5Bdate%5D=desc&filters%5Bdate%5D=&getparts=true";
return fetch(u).then(function(r){return r.json()}).then(function(d){d.posts.forEach(function(p){
var e=document.createElement("div");e.className="js-feed-post t-feed__post card";
e.innerHTML='<a class="t-feed__link js-feed-post-link" href="'+p.url+'">'+p.title+"</a>";box.appendChild(e)});
slice=d.nextslice;return !!slice})})}""",
    )
    made.page(
        "/news",
        "Новости",
        "<div id='rec455120331' class='r t-rec' data-record-type='897'><div class='t897'><div class='js-feed "
        "t-feed t-feed_col' data-feed-grid-type=''><div class='js-feed-container"
        " t-feed__container'></div></div></div>"
        "<script"
        f" src='{host}/js/tilda-feed-1.1.min.js'></script><script>t_feed_init('455120331',{{\"feeduid\":"
        '"621389741452","previewmode":"yes","amountOfPosts":"8","reverse":"desc","dateFormat":"4"});</script></div>',
    )
    ask = f"{host}/api/getfeed/?feeduid=621389741452&recid=455120331&c=1&size=8"
    for n in range(1, len(batches(site.stories, 8)) + 1):
        site.read(
            ask + (f"&slice={n}" if n > 1 else "") + "&sort%5Bdate%5D=desc&filters%5Bdate%5D=&getparts=true"
        )
    evenings = "".join(
        f"<div class='t-card'><a href='/afisha/vecher-{n}'>Вечер музыки {n}</a></div>" for n in range(1, 5)
    )
    for n in range(1, 5):
        made.no_article(f"/afisha/vecher-{n}", f"Вечер музыки {n}", "Дом культуры, начало в 18:00.", "Event")
    made.page("/afisha", "Афиша", evenings)
    made.no_article("/contacts", "Контакты", "Улица Лесная, 3. Телефон 555-01-90.")
    made.page("/", "Тихая долина", f"<ul>{made.rows(LINK_ROW, made.of('')[:4])}</ul>")
    return site


BUILDERS = (nanwan, yunling, kayapinar, eunsan, saltmarsh, tikhaya)
