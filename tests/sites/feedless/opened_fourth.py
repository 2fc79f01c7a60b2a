"""Six sites of the fourth set, once held out; they were opened, and count apart."""

from __future__ import annotations

import json
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_parts import around, laid, leads
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.running import NEAR
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, batches, start
from tests.sites.stories import Story


def hazel() -> Feedless:
    """A Swiss valley's site: its list is in a frame that comes once it is seen, and turns within itself."""
    site = start(
        "hazel",
        "grove",
        "de",
        36,
        title="Talbote Oberlinden",
        layout="ld",
        address=lambda story: f"/artikel/{local(story):%Y-%m}/{slugged(story)}.{serial(story, 41220)}.htm",
    )
    side = around(site, ("Amtsblatt", "Inserate", "Wetter"), ("Jana Petersen",), "Wintermarkt")
    pages = batches(site.stories, 9)
    names = ["box", *(f"box_{n}" for n in range(2, len(pages) + 1))]
    for at, stories in enumerate(pages):
        rows = "".join(
            f"<dt>{local(story):%d.%m.}</dt><dd><a target='_top' href='{site.path(story)}'>"
            f"{escape(story.title)}</a></dd>"
            for story in stories
        )
        older = f"<a class='w' href='{names[at + 1]}.php'>ältere</a>" if at + 1 < len(pages) else ""
        text = f"<!DOCTYPE html><html><body><dl>{rows}</dl>{older}</body></html>"
        site.read(f"/inc/{names[at]}.php")
        site.page(f"/inc/{names[at]}.php", text)
    inner = (
        "<div style='height:1500px' class='stage'></div><iframe class='lz' title='Meldungen' width='600' "
        "height='500' src='about:blank' data-src='/inc/box.php'></iframe>"
    )
    scripts = """<script>new IntersectionObserver(function(s){s.forEach(function(e){var f=e.target;
if(e.isIntersecting&&f.dataset.src){f.src=f.dataset.src;delete f.dataset.src}})},{rootMargin:'80px'}).observe(
document.querySelector('iframe.lz'))</script>"""
    laid(site, "/", "Talbote", inner, side=side, scripts=scripts)
    return site


def gorse() -> Feedless:
    """A Hindi magazine: attributes tell a small library what to ask when the end is seen."""
    site = start(
        "gorse",
        "grove",
        "hi",
        40,
        title="चंदन पत्रिका",
        layout="meta",
        address=lambda story: f"/khabar/{local(story):%d-%b-%Y}/{serial(story, 88120)}".lower(),
    )
    side = around(site, ("राशिफल", "मौसम", "रेसिपी"), ("मीरा जोशी", "अनिल सक्सेना"), "मेला")

    def stamp(story: Story) -> str:
        return f"{int(story.published.timestamp()):x}"

    def rows(before: str) -> str:
        own = [story for story in site.stories if not before or stamp(story) < before][:10]
        items = "".join(
            f"<article><h3><a href='{site.path(story)}'>{escape(story.title)}</a></h3>"
            f"<button hx-post='/api/vote' hx-vals='{{\"id\":{serial(story, 88120)}}}'>♥</button></article>"
            for story in own
        )
        if not own or own[-1] is site.stories[-1]:
            return items
        return (
            f"{items}<div class='aage' hx-get='/fragments/river?cur={stamp(own[-1])}' hx-trigger='revealed' "
            "hx-swap='outerHTML'><i class='spin'></i></div>"
        )

    site.route("/fragments/river", lambda asked: as_html(rows(asked.query.get("cur", ""))))
    site.script(
        "/vendor/hx.min.js",
        """(function(){function go(e,m,u){e.hx=1;
fetch(u,{method:m,headers:{'HX-Request':'true'}}).then(function(r){
return r.text()}).then(function(t){if(m==='GET'){if(e.getAttribute('hx-swap')==='outerHTML'){
e.insertAdjacentHTML('afterend',t);e.remove()}else e.innerHTML=t;scan()}})}
function scan(){document.querySelectorAll('[hx-get]').forEach(function(e){if(e.hx)return;
var t=e.getAttribute('hx-trigger');if(t==='revealed'){
if(e.getBoundingClientRect().top<innerHeight+60)go(e,'GET',e.getAttribute('hx-get'))}
else if(t==='load')go(e,'GET',e.getAttribute('hx-get'))})}
addEventListener('scroll',scan);
document.addEventListener('click',function(v){var e=v.target.closest('[hx-post]');
if(e)go(e,'POST',e.getAttribute('hx-post'))});document.readyState==='loading'?
document.addEventListener('DOMContentLoaded',scan):scan()})();""",
    )
    inner = "<main id='river' hx-get='/fragments/river' hx-trigger='load' hx-swap='innerHTML'></main>"
    laid(site, "/", "चंदन", inner, side=side, scripts="<script src='/vendor/hx.min.js'></script>")
    site.read("/fragments/river")
    for at in (9, 19, 29):
        site.read(f"/fragments/river?cur={stamp(site.stories[at])}")
    return site


def elder() -> Feedless:
    """A French magazine: its list is what a hired index finds, by POST to another host."""
    site = start(
        "elder",
        "grove",
        "fr",
        42,
        title="Le Courrier de Valdorne",
        layout="ld",
        address=lambda story: f"/a/{slugged(story)}-{serial(story, 91400)}",
    )
    side = around(site, ("Jeux", "Agenda", "Boutique"), ("Lucie Fournel", "Julien Prat"), "Soldes")
    menu = (("/toute-l-info/", "Toute l’info"),)
    key = "7c1f0e2b9d8a46f5b3e1c0a9d8f7e6b5"

    def found(query: dict[str, Any]) -> dict[str, Any]:
        given = dict(part.split("=", 1) for part in str(query.get("params", "")).split("&") if "=" in part)
        page = int(given.get("page", "0")) if given.get("page", "0").isdigit() else 0
        hits: list[dict[str, Any]] = [
            {
                "objectID": f"art-{serial(story, 91400)}",
                "kind": "article",
                "titre": story.title,
                "chemin": site.path(story),
                "publie": int(story.published.timestamp()),
                "signature": [{"nom": story.author, "chemin": "/author/1.html"}],
            }
            for story in batch(site.stories, page, 14)
        ]
        if "article" not in given.get("filters", ""):
            hits = [{"objectID": "p-1", "kind": "page", "titre": "Agenda", "chemin": "/tag/2.html"}, *hits]
        return {"hits": hits, "nbHits": 42, "page": page, "nbPages": 3, "hitsPerPage": 14, "exhaustive": True}

    def answer(asked: Asked) -> Document:
        try:
            told = json.loads(asked.body or "{}")
        except ValueError:
            told = {}
        if asked.query.get("x-algolia-api-key") != key:
            return as_json({"message": "Invalid Application-ID or API key", "status": 403}, status=403)
        queries = told.get("requests") if isinstance(told, dict) else None
        if asked.method != "POST" or not isinstance(queries, list):
            return as_json({"message": "lexical error: invalid string", "status": 400}, status=400)
        return as_json({"results": [found(query) for query in queries if isinstance(query, dict)]})

    host = "k2x9q7lmna-dsn.indices.example"
    site.route(f"http://{host}/1/indexes/*/queries", answer)
    config = {"appId": "K2X9Q7LMNA", "apiKey": key, "host": host, "index": "prod_contenus_publie_desc"}
    site.script(
        "/build/liste.2f1a.js",
        """(()=>{const c=window.__indexe,o=document.getElementById('hits'),
b=document.getElementById('plus');let n=0;
async function q(){const u='http://'+c.host+'/1/indexes/*/queries?x-algolia-application-id='+c.appId+
'&x-algolia-api-key='+c.apiKey;const r=await fetch(u,{method:'POST',headers:{'content-type':
'application/x-www-form-urlencoded'},body:JSON.stringify({requests:[{indexName:c.index,
params:'query=&hitsPerPage=14&filters=kind:article&page='+n}]})});const d=(await r.json()).results[0];
d.hits.forEach(h=>{const a=document.createElement('a');a.href=h.chemin;a.textContent=h.titre;
o.appendChild(document.createElement('li')).append(a)});n++;b.hidden=n>=d.nbPages}b.onclick=q;q()})();""",
    )
    inner = "<h1>Toute l’info</h1><ol id='hits'></ol><button id='plus' hidden>Afficher plus</button>"
    scripts = (
        f"<script>window.__indexe={json.dumps(config)}</script><script src='/build/liste.2f1a.js'></script>"
    )
    laid(site, "/toute-l-info/", "Toute l’info", inner, menu=menu, side=side, scripts=scripts)
    laid(site, "/", "Le Courrier", f"<div class='une'>{leads(site, 3)}</div>", menu=menu, side=side)
    for page in range(3):
        params = f"query=&hitsPerPage=14&filters=kind:article&page={page}"
        body = json.dumps({"requests": [{"indexName": config["index"], "params": params}]})
        address = (
            f"http://{host}/1/indexes/*/queries?x-algolia-application-id=K2X9Q7LMNA&x-algolia-api-key={key}"
        )
        site.read(address, "POST", body, "application/x-www-form-urlencoded")
    return site


def nettle() -> Feedless:
    """A Brazilian broadcaster: an element of its own draws the list within itself and makes addresses."""
    site = start(
        "nettle",
        "meadow",
        "pt",
        40,
        title="TV Ribeira",
        layout="ld",
        address=lambda story: f"/n/{thirty_six(serial(story, 4400123))}-{slugged(story)}",
    )
    side = around(site, ("Programação", "Ao vivo"), ("Carla Souto", "Jorge Pires"), "Feirão")
    for page in range(4):
        rows = [
            [serial(story, 4400123), story.title, int(story.published.timestamp())]
            for story in batch(site.stories, page, 10)
        ]
        site.data(f"/svc/rio/{thirty_six(11 * 7919)}/p{page}.json", {"i": rows, "u": page == 3})
    site.script(
        "/wc/rio.mjs",
        """const s=t=>t.toLowerCase().normalize('NFKD').replace(/[^\\x00-\\x7f]/g,'').replace(/[^a-z0-9]+/g,
'-')
.replace(/^-/,'').slice(0,90).replace(/-$/,'');
customElements.define('rio-noticias',class extends HTMLElement{
connectedCallback(){this.n=0;const r=this.attachShadow({mode:'open'});
r.innerHTML='<style>li{min-height:90px}</style><ul></ul><button>Carregar mais</button>';
r.querySelector('button').onclick=()=>this.mais();this.mais()}
async mais(){const c=(+this.getAttribute('canal')*7919).toString(36);
const d=await(await fetch('/'+['svc','rio',c,'p'+this.n+++'.json'].join('/'))).json();
for(const[i,t]of d.i){const a=document.createElement('a');a.href='/n/'+i.toString(36)+'-'+s(t);
a.textContent=t;
this.shadowRoot.querySelector('ul').appendChild(document.createElement('li')).append(a)}
this.shadowRoot.querySelector('button').hidden=d.u}});""",
    )
    inner = "<rio-noticias canal='11'></rio-noticias>"
    scripts = "<script type='module' src='/wc/rio.mjs'></script>"
    laid(site, "/", "TV Ribeira", inner, side=side, scripts=scripts)
    return site


def thirty_six(number: int) -> str:
    """Return a number as scripts write it to the base of 36."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def sorrel() -> Feedless:
    """A Russian aggregator of its own news: its script was made unreadable, its answers are short."""
    site = start(
        "sorrel",
        "meadow",
        "ru",
        45,
        title="Сосновка.Сейчас",
        layout="meta",
        address=lambda story: f"/a{serial(story, 1200345) ^ 0x5F3A}",
    )
    side = around(site, ("Курс валют", "Афиша"), ("Ольга Ларина",), "Скидки")

    def answer(asked: Asked) -> Document:
        at = asked.number("o", 0)
        if asked.method != "POST" or asked.number("k", 0) != (at * 31 + 7) % 997:
            return as_json({"e": 1}, status=400)
        rows = [
            {"a": serial(story, 1200345), "b": story.title[::-1], "c": int(story.published.timestamp()) // 60}
            for story in site.stories[max(at, 0) : max(at, 0) + 15]
        ]
        return as_json({"z": rows, "m": int(at + 15 < 45)})

    site.route("/x/q7", answer)
    words = [
        "L3gvcTc=",
        "UE9TVA==",
        "anNvbg==",
        "cmV2ZXJzZQ==",
        "c3BsaXQ=",
        "am9pbg==",
        "aW5uZXJIVE1M",
        "cHVzaA==",
    ]
    turned = words[3:] + words[:3]
    code = (
        f"var _0x3a1f={json.dumps(turned)};(function(_0x1,_0x2){{while(--_0x2)_0x1['push'](_0x1['shift']());"
        "}(_0x3a1f,0x6));var _0x5c=function(_0x1){return atob(_0x3a1f[_0x1-0x0])};"
        f"{NEAR}var _0x9=0x0;near(function(){{var _0x7=_0x9;return fetch(_0x5c('0x0'),"
        f"{{'method':_0x5c('0x1'),"
        "'headers':{'Content-Type':'application/x-www-form-urlencoded'},'body':'o='+_0x7+'&k='+("
        "_0x7*0x1f+0x7)%0x3e5"
        "})['then'](function(_0x4){return _0x4[_0x5c('0x2')]()})['then'](function(_0x4){for("
        "var _0x6 of _0x4['z']){"
        "var _0x8=document['createElement']('li'),_0xa=[..._0x6['b']][_0x5c('0x3')]()[_0x5c('0x5')]('');"
        "_0x8[_0x5c('0x6')]='<a\\x20href=\\x22/a'+(_0x6['a']^0x5f3a)+'\\x22>'+_0xa+'</a>';"
        "document['getElementById']"
        "('s')['appendChild'](_0x8)}_0x9+=0xf;return!!_0x4['m']})});"
    )
    site.script("/s/4d1.js", code)
    laid(site, "/", "Сосновка", "<ol id='s'></ol>", side=side, scripts="<script src='/s/4d1.js'></script>")
    return site


def tansy() -> Feedless:
    """An agency in English: its wire is leafed through by days, back from the newest."""
    site = start(
        "tansy",
        "meadow",
        "en",
        44,
        title="Harbour Wire",
        layout="ld",
        minutes=520,
        address=lambda story: f"/wire/{quote(slugged(story))}-{serial(story, 90011):x}",
    )
    side = around(site, ("Photos", "Services"), ("Nora Whitfield",), "Subscribe")
    days: dict[str, list[dict[str, Any]]] = {}
    for story in site.stories:
        row = {
            "n": serial(story, 90011),
            "hl": story.title,
            "sl": slugged(story),
            "at": f"{local(story):%H:%M}",
        }
        days.setdefault(f"{local(story):%Y-%j}", []).append(row)
    dates = sorted(days, reverse=True)
    assert all(int(later[-3:]) - int(older[-3:]) <= 2 for later, older in pairwise(dates))
    last = int(dates[-1][-3:])
    for number in range(last, int(dates[0][-3:]) + 1):
        rows = days.get(f"2026-{number:03}", [])
        site.data(f"/w/26/{thirty_six(number * 37)}", {"ok": True, "rows": rows, "first": number == last})
    scripts = """<script type="module">
const at = document.querySelector('#wire'), back = document.querySelector('#back');
let day = new Date(at.dataset.newest + 'T00:00:00Z');
async function turn(step) {
  day = new Date(+day - step * 864e5);
  const doy = Math.round((day - Date.UTC(day.getUTCFullYear(), 0, 0)) / 864e5);
  const path = '/w/' + String(day.getUTCFullYear()).slice(2) + '/' + (doy * 37).toString(36);
  const told = await (await fetch(path)).json();
  document.querySelector('#day').textContent = day.toISOString().slice(0, 10);
  at.replaceChildren(...told.rows.map(row => {
    const item = document.createElement('li'), link = document.createElement('a');
    link.href = '/wire/' + row.sl + '-' + row.n.toString(16);
    link.textContent = row.hl;
    item.append(row.at, ' ', link);
    return item;
  }));
  back.disabled = told.first;
}
back.onclick = () => turn(1);
turn(0);
</script>"""
    newest = f"{local(site.stories[0]):%Y-%m-%d}"
    inner = (
        f"<p><button id='back'>Previous day</button> <b id='day'></b></p>"
        f"<ul id='wire' data-newest='{newest}'></ul>"
    )
    laid(site, "/", "Harbour Wire", inner, side=side, scripts=scripts)
    return site


BUILDERS = (hazel, gorse, elder, nettle, sorrel, tansy)
