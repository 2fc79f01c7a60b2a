"""Feedless sites that are held out, the fourth set, of the second kind: they are scored and not read."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_parts import MIXED, around, laid, mixed
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.layouts import bundle
from tests.sites.feedless.running import NEAR, running
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, start
from tests.sites.stories import Story


def larch() -> Feedless:
    """A Chinese application's page for telephones: each request is signed by its script."""
    site = start(
        "larch",
        "meadow",
        "zh",
        45,
        title="南湾头条",
        host="h5.nanwan-app.example",
        layout="meta",
        address=lambda story: f"/h5/detail/{serial(story, 6650123)}.html",
    )
    side = around(site, ("同城", "直播"), ("吴思远",), "下载客户端")
    token, key = "a7f3c09d51", "12574478"

    def answer(asked: Asked) -> Document:
        told = asked.query
        data = told.get("data", "")
        if told.get("sign") != mixed(f"{token}&{told.get('t', '')}&{key}&{data}"):
            return as_json({"api": "feed.list", "ret": ["FAIL_SYS_ILLEGAL_ACCESS::非法请求"], "data": {}})
        try:
            cursor = int(str(json.loads(data).get("cursor") or 0))
        except (ValueError, AttributeError):
            return as_json({"api": "feed.list", "ret": ["FAIL_BIZ_PARAM::参数错误"], "data": {}})
        own = [story for story in site.stories if not cursor or millis(story) < cursor][:15]
        rows = [
            {
                "itemId": str(serial(story, 6650123)),
                "itemType": 1,
                "showTitle": story.title,
                "gmtPublish": millis(story),
                "account": {"nick": story.author, "uid": 80 + story.number},
            }
            for story in own
        ]
        more = bool(own) and own[-1] is not site.stories[-1]
        model = {"list": rows, "cursor": millis(own[-1]) if own else 0, "more": more}
        return as_json({"api": "feed.list", "ret": ["SUCCESS::调用成功"], "data": {"model": model}})

    site.route("/gw/feed.list/1.0/", answer)
    code = (
        f"{MIXED}{NEAR}var k=document.querySelector('meta[name=_m_tk]').content.split('_')[0],c=0,"
        "g='12574478';"
        "async function o(){var d=JSON.stringify({cursor:c,size:15}),i=String(Date.now()),u=['','gw',['feed',"
        "'list'].join('.'),'1.0',''].join('/');var r=await fetch(u+'?'+new URLSearchParams({"
        "appKey:g,t:i,sign:"
        "mx([k,i,g,d].join('&')),data:d}));r=(await r.json()).data.model;r.list.forEach(function(e){var l="
        "document.createElement('div');l.className='card';l.innerHTML='<a></a>';l.firstChild.href="
        "['/h5','detail',e.itemId+'.html'].join('/');l.firstChild.textContent=e.showTitle;document."
        "getElementById('feed').appendChild(l)});c=r.cursor;return r.more}near(o);"
    )
    site.script("/assets/app.71fe.js", running(bundle(code, seed=site.name)))
    head = f"<meta name='_m_tk' content='{token}_1795912345678'>"
    scripts = "<script src='/assets/app.71fe.js'></script>"
    laid(site, "/", "南湾头条", "<div id='feed'></div>", side=side, head=head, scripts=scripts)
    return site


def maple() -> Feedless:
    """A Taiwanese bureau: what its pages list is written in code, which a script reads."""
    site = start(
        "maple",
        "meadow",
        "zh-TW",
        40,
        title="白沙鎮公所",
        host="www.baisha-town.example",
        address=lambda story: f"/News_Content.aspx?n=8D2&s={serial(story, 23177):X}",
    )
    side = around(site, ("便民服務", "表單下載"), ("鎮長",), "農特產")
    menu = (("/News.aspx", "最新消息"), ("/tag/1.html", "便民服務"))
    key = (73, 19, 201, 88, 5)

    def sealed(value: Any) -> str:
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return b64encode(bytes(byte ^ key[n % 5] for n, byte in enumerate(plain))).decode()[::-1]

    def listing(path: str, page: int, last: int, stories: Sequence[Story]) -> str:
        rows = [
            [f"{serial(story, 23177):X}", story.title, f"{local(story).year - 1911}{local(story):-%m-%d}"]
            for story in stories
        ]
        inner = (
            f"<div id='grid'></div><div id='pg'></div>"
            f"<textarea hidden id='zv'>{sealed([page, last, rows])}</textarea>"
        )
        scripts = "<script src='/js/grid.min.js'></script>"
        return laid(site, path, "最新消息", inner, menu=menu, side=side, scripts=scripts)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("page", 1), 1), 4)
        return as_html(listing("", page, 4, batch(site.stories, page - 1, 10)))

    site.route("/News.aspx", answer)
    site.script(
        "/js/grid.min.js",
        """!function(){var k=[73,19,201,88,5],
z=document.getElementById('zv').value.split('').reverse().join(''),
b=Uint8Array.from(atob(z),function(c,i){return c.charCodeAt(0)^k[i%5]}),
v=JSON.parse(new TextDecoder().decode(b)),
h='';v[2].forEach(function(r){h+='<li><a href="'+['News_Content','aspx'].join('.')+'?n=8D2&s='+r[0]+'">'+r[1]+
'</a><span>'+r[2]+'</span></li>'});document.getElementById('grid').innerHTML='<ul>'+h+'</ul>';for(h='',i=1;
i<=v[1];i++)h+=i==v[0]?'<b>'+i+'</b>':'<a class="p" href="?page='+i+'">'+i+'</a>';
document.getElementById('pg').innerHTML=h;var i}();""",
    )
    listing("/", 1, 1, site.stories[:5])
    return site


def oak() -> Feedless:
    """A Turkish daily: a graph is asked by POST with a key that the script makes of one in the page."""
    site = start(
        "oak",
        "meadow",
        "tr",
        42,
        title="Yeşilova Postası",
        host="www.yesilova-postasi.example",
        layout="ld",
        address=lambda story: (
            f"/{('gundem', 'ekonomi', 'spor')[story.number % 3]}/{slugged(story)}-{serial(story, 2204411)}"
        ),
    )
    side = around(site, ("Namaz vakitleri", "Burçlar", "Döviz"), ("Selin Aydın",), "İndirim")
    turned = "9f3e77b1c0d24a55"

    def answer(asked: Asked) -> Document:
        if asked.header("Authorization") != f"Bearer {turned[::-1]}":
            return as_json({"errors": [{"message": "Unauthorized", "extensions": {"code": 401}}]}, status=401)
        given = asked.value.get("variables")
        after = str(given.get("c") or "") if isinstance(given, dict) else ""
        at = next((n + 1 for n, s in enumerate(site.stories) if after == f"h:{serial(s, 2204411)}"), 0)
        own = site.stories[at : at + 14]
        edges = [
            {
                "cursor": f"h:{serial(story, 2204411)}",
                "node": {
                    "__typename": "Haber",
                    "legacyId": serial(story, 2204411),
                    "baslik": story.title,
                    "sef": slugged(story),
                    "kategoriNo": story.number % 3,
                    "yayin": story.published.isoformat(),
                },
            }
            for story in own
        ]
        more = bool(own) and own[-1] is not site.stories[-1]
        page = {"endCursor": edges[-1]["cursor"] if edges else None, "hasNextPage": more}
        return as_json({"data": {"akis": {"edges": edges, "pageInfo": page}}})

    site.route("http://api.yesilova-postasi.example/graph", answer)
    code = (
        f"{NEAR}const k=['gundem','ekonomi','spor'],y=[...document.querySelector("
        "'meta[name=ref-key]').content]."
        "reverse().join(''),N='fragment H on Haber{legacyId baslik sef kategoriNo yayin}',"
        "Q='query Akis($c:String,"
        "$n:Int=14){akis(after:$c,first:$n){edges{cursor node{...H}}pageInfo{"
        "endCursor hasNextPage}}}'+N;let c;"
        "async function g(){const r=await fetch(location.origin.replace('//www.',"
        "'//api.')+'/graph',{method:'POST',"
        "headers:{'content-type':'application/json',authorization:'Bearer '+y},body:JSON.stringify("
        "{operationName:"
        "'Akis',query:Q,variables:{c,n:14}})}),a=(await r.json()).data.akis;for(const{"
        "node:e}of a.edges){const l="
        "document.createElement('a');l.href='/'+k[e.kategoriNo]+'/'+e.sef+'-'+e.legacyId;"
        "l.textContent=e.baslik;"
        "document.getElementById('akis').appendChild(document.createElement('li')).append("
        "l)}c=a.pageInfo.endCursor"
        ";return a.pageInfo.hasNextPage}near(g);"
    )
    site.script("/static/js/main.55ab.js", running(bundle(code, seed=site.name)))
    head = f"<meta name='ref-key' content='{turned}'>"
    scripts = "<script src='/static/js/main.55ab.js' defer></script>"
    laid(site, "/", "Yeşilova", "<ul id='akis'></ul>", side=side, head=head, scripts=scripts)
    return site


def poplar() -> Feedless:
    """An Indonesian portal: a button sends the state of a part of the page and gets it drawn anew."""
    site = start(
        "poplar",
        "meadow",
        "id",
        40,
        title="Kabar Muara",
        layout="meta",
        address=lambda story: f"/baca/{local(story):%Y/%m/%d}/{serial(story, 55810)}/{slugged(story)}",
    )
    side = around(site, ("Jadwal", "Harga emas", "Resep"), ("Rina Kusuma", "Agus Saputra"), "Diskon")

    def snapshot(count: int) -> str:
        data = {"jumlah": count, "kanal": [None, {"s": "arr"}]}
        memo = {"id": "Xq81LmPz", "name": "daftar-berita", "path": "/", "method": "GET", "locale": "id"}
        return json.dumps(
            {"data": data, "memo": memo, "checksum": mixed(f"rahasia{count}") * 8}, separators=(",", ":")
        )

    def drawn(count: int) -> str:
        rows = "".join(
            f"<li wire:key='b-{serial(story, 55810)}'><a href='{site.path(story)}' wire:navigate>"
            f"{escape(story.title)}</a></li>"
            for story in site.stories[:count]
        )
        more = "<button wire:click='muatLagi'>Muat lebih banyak</button>" if count < 40 else ""
        return f"<ul>{rows}</ul>{more}"

    def answer(asked: Asked) -> Document:
        parts = asked.value.get("components")
        if asked.method != "POST" or asked.value.get("_token") != "pXw81kQz0vTn4Lc2" or not parts:
            return Document(b"<h1>419 Page Expired</h1>", status=419)
        try:
            count = json.loads(parts[0]["snapshot"])["data"]["jumlah"]
            method = parts[0]["calls"][0]["method"]
        except (ValueError, LookupError, TypeError):
            return Document(b"<h1>500</h1>", status=500)
        if parts[0]["snapshot"] != snapshot(count) or method != "muatLagi":
            return Document(b"<h1>500 Corrupt component payload</h1>", status=500)
        count = min(count + 10, 40)
        html = f"<div wire:id='Xq81LmPz'>{drawn(count)}</div>"
        return as_json(
            {"components": [{"snapshot": snapshot(count), "effects": {"html": html}}], "assets": []}
        )

    site.route("/livewire/update", answer)
    site.script(
        "/livewire/livewire.min.js",
        """(()=>{const r=document.querySelector('[wire\\\\:id]'),
k=document.querySelector('[data-csrf]').getAttribute('data-csrf'),
u=document.querySelector('[data-update-uri]');
r.addEventListener('click',async e=>{const b=e.target.closest('[wire\\\\:click]');if(!b)return;
const a=await fetch(u.getAttribute('data-update-uri'),{method:'POST',headers:{
'Content-type':'application/json',
'X-Livewire':''},body:JSON.stringify({_token:k,components:[{snapshot:r.getAttribute('wire:snapshot'),
updates:{},
calls:[{path:'',method:b.getAttribute('wire:click'),params:[]}]}]})});const c=(await a.json()).components[0];
const t=document.createElement('template');t.innerHTML=c.effects.html;
r.setAttribute('wire:snapshot',c.snapshot);
r.innerHTML=t.content.firstElementChild.innerHTML})})();""",
    )
    inner = f"<div wire:snapshot='{escape(snapshot(10))}' wire:id='Xq81LmPz'>{drawn(10)}</div>"
    scripts = (
        "<script src='/livewire/livewire.min.js?id=df3a17f2' data-csrf='pXw81kQz0vTn4Lc2' "
        "data-update-uri='/livewire/update'></script>"
    )
    laid(site, "/", "Kabar Muara", inner, side=side, scripts=scripts)
    return site


BUILDERS = (larch, maple, oak, poplar)
