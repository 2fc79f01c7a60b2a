"""Feedless sites that are held out, the seventh set: lists in the state that frameworks put into their "
"pages."""

from __future__ import annotations

import json

from tests.sites.feedless.held_out_seventh_desk import (
    LINKED_DATA,
    OPEN_GRAPH,
    compact,
    desk,
    plain_page,
)
from tests.sites.feedless.invention import local, millis
from tests.sites.feedless.simulated import Feedless, batches
from tests.sites.stories import Story


def thornby() -> Feedless:
    """A British weekly on Next.js and Contentful: __NEXT_DATA__ in each page, which draws its cards."""
    made = desk(
        "thornby state en 48 260",
        title="The Thornby Weekly",
        address="/news/{{section}}/{{slug}}",
        sections=(("town", "Town"), ("planning", "Planning"), ("schools", "Schools")),
        traps=("/api/auth/signin", "/api/subscribe", "/api/reactions"),
        robots="User-agent: *\nDisallow: /api/\n",
        head='<link rel="canonical" href="{{url}}"/>\n' + OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<main class="Article_main__q2xVn"><a class="Article_section__Hs0aE"
 href="/section/{{section}}/1">{{sectionname}}</a>
<h1 class="Article_headline__y9kTb">{{title}}</h1><p class="Article_meta__b7Zrp">By <!-- -->{{by}}<!-- --> ·
<time datetime="{{iso}}">{{[%d %B %Y, %H:%M]}}</time></p><div class="Article_rich__0uJcd">{{body}}</div>
</main>""",
        shell="""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"/><meta name="viewport"
 content="width=device-width"/>
<title>{{page}} | The Thornby Weekly</title>{{head}}<meta name="next-head-count" content="6"/>
<script src="/_next/static/chunks/main-4d2a1c0f9b.js" defer=""></script></head><body><div id="__next"><header
 class="Header_bar__1kT"><a href="/">The Thornby Weekly</a><nav><a href="/section/town/1">Town</a><a
 href="/section/planning/1">Planning</a><a href="/section/schools/1">Schools</a><a href="/directory"
>Directory</a>
<a href="/api/auth/signin">Sign in</a></nav></header>{{main}}<footer><a href="/about">About us</a></footer>
</div></body></html>""",
    )
    site = made.site

    def entry(story: Story) -> dict[str, object]:
        code = made.fill("{{hash}}", story)
        fields = {
            "title": story.title,
            "slug": made.fill("{{slug}}", story),
            "section": made.fill("{{section}}", story),
            "publishedDate": local(story).isoformat(),
            "standfirst": story.teaser[:100],
            "hero": {"sys": {"type": "Link", "linkType": "Asset", "id": f"a{code}"}},
        }
        return {
            "metadata": {"tags": []},
            "sys": {"id": code, "type": "Entry", "revision": 2},
            "fields": fields,
        }

    def state(page: str, props: dict[str, object], query: dict[str, str]) -> str:
        value = {
            "props": {"pageProps": props, "__N_SSG": True},
            "page": page,
            "query": query,
            "buildId": "kQ8vX2n1",
            "isFallback": False,
        }
        return f"<script id='__NEXT_DATA__' type='application/json'>{compact(value)}</script>"

    promoted = {
        "sys": {"id": "promo"},
        "fields": {"title": "Win a weekend by the sea", "slug": "win-a-weekend", "section": "competitions"},
    }
    empty = "<main class='List_main__v3C'><div class='List_skeleton__t0Q'></div></main>"
    for slug, name in made.sections:
        pages = batches(made.of(slug), 8)
        for at, some in enumerate(pages, 1):
            props: dict[str, object] = {
                "section": {"slug": slug, "name": name},
                "articles": [entry(story) for story in some],
                "promotions": [promoted],
                "pagination": {"page": at, "totalPages": len(pages)},
            }
            query = {"slug": slug, "page": str(at)}
            made.list(f"/section/{slug}/{at}", name, empty + state("/section/[slug]/[page]", props, query))
    made.script(
        "/_next/static/chunks/main-4d2a1c0f9b.js",
        """(()=>{const el=document.getElementById("__NEXT_DATA__");if(!el)return;
const p=JSON.parse(el.textContent).props.pageProps,
m=document.querySelector("main");const card=({
fields:f})=>`<article class="Card_card__9Lw"><a href="/${f.section==="competitions"
?"":"news/"}${f.section}/${f.slug}"><h2>${f.title}</h2></a></article>`;m.innerHTML=(p.section?`<h1>${p.section.name}</h1>`:"")+
p.articles.map(card).join("")+(p.promotions||[]).map(card).join("");const g=p.pagination;if(
g&&g.page<g.totalPages)
m.insertAdjacentHTML("beforeend",
`<a class="Pager_older__x1" href="/section/${p.section.slug}/${g.page+1}">Older</a>`)})();""",
    )
    made.page(
        "/competitions/win-a-weekend",
        "Win a weekend by the sea",
        plain_page(
            "Win a weekend by the sea\nAnswer one question and send us a card.\nTerms and conditions apply."
        ),
        '<meta name="robots" content="noindex">',
    )
    made.page("/directory", "Directory", plain_page("Directory\nPlumbers.\nRoofers.\nTaxis."))
    made.page(
        "/about", "About us", plain_page("About us\nThe Thornby Weekly has come out on Thursdays since 1881.")
    )
    made.page("/", "Home", empty + state("/", {"articles": [entry(s) for s in made.stories[:6]]}, {}))
    return site


def lagoalta() -> Feedless:
    """An Italian lake's paper on Nuxt 2: window.__NUXT__ is a function's result, with its arguments."""
    made = desk(
        "lagoalta state it 45 330",
        title="Lago Alta Oggi",
        address="/{{section}}/{{slug}}",
        sections=(("cronaca", "Cronaca"), ("cultura", "Cultura"), ("economia", "Economia")),
        traps=("/api/login", "/api/sondaggi/vota", "/api/visite"),
        head='<link data-n-head="ssr" rel="canonical" href="{{url}}">\n' + LINKED_DATA,
        article="""<main data-v-5a1b><div class="occhiello" data-v-5a1b>{{sectionname}}</div><h1
 data-v-5a1b class="titolo">{{title}}</h1>
<div class="firma" data-v-5a1b>di {{by}} — {{[%d/%m/%Y, %H:%M]}}</div><div class="testo" data-v-5a1b
>{{body}}</div></main>""",
        shell="""<!doctype html><html data-n-head-ssr lang="it"
 data-n-head="%7B%22lang%22:%7B%22ssr%22:%22it%22%7D%7D"><head>
<meta data-n-head="ssr" charset="utf-8"><title>{{page}} - Lago Alta Oggi</title>{{head}}</head><body><div
 data-server-rendered="true" id="__nuxt"><div id="__layout"><div><header><a href="/">Lago Alta Oggi</a><nav>
<a href="/cronaca"
 class="nuxt-link">Cronaca</a><a href="/cultura" class="nuxt-link">Cultura</a><a href="/economia"
 class="nuxt-link">Economia</a>
<a href="/necrologi" class="nuxt-link">Necrologi</a></nav></header>{{main}}<footer><a href="/contatti"
>Contatti</a></footer>
</div></div></div></body></html>""",
    )
    site = made.site

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("/", "\\u002F")

    def state(stories: list[Story], section: str) -> str:
        people = sorted({story.author for story in stories})
        names = dict(zip(people, "defghijk", strict=False))
        items = ",".join(
            f"{{id:{made.number(s)},titolo:{text(s.title)},permalink:{text(made.where[s.number])},"
            f"sommario:{text(s.teaser[:90])},firma:{names[s.author]},data:{text(local(s).isoformat())},video:a,aperto:b}}"
            for s in stories
        )
        data = f"data:[{{sezione:{text(section)},articoli:[{items}],pubblicita:c}}]"
        value = f'{{layout:"default",{data},fetch:{{}},error:c,serverRendered:b,'
        value += f"routePath:{text('/' + section)},config:{{}}}}"
        values = ",".join(["false", "true", "null", *map(text, people)])
        parameters = ",".join(["a", "b", "c", *names.values()])
        return f"<script>window.__NUXT__=(function({parameters}){{return {value}}}({values}));</script>"

    empty = "<main><div class='elenco'></div><button class='altri'>Mostra altri</button></main>"
    code = "<script src='/_nuxt/8c2e1fa.js' defer></script>"
    for slug, name in made.sections:
        made.list(f"/{slug}", name, empty + state(made.of(slug), slug) + code)
    made.script(
        "/_nuxt/8c2e1fa.js",
        """(window.webpackJsonp=window.webpackJsonp||[]).push([[4],{}]);(function(){
var n=window.__NUXT__.data[0],i=0,
b=document.querySelector(".altri"),e=document.querySelector(".elenco");function t(){n.articoli.slice(i,
i+6).forEach(function(t){
e.insertAdjacentHTML("beforeend",
'<div class="scheda"><a href="'+t.permalink+'" class="nuxt-link"><h2>'+t.titolo+"</h2></a><p>"+
t.firma+"</p></div>")});i+=6;if(i>=n.articoli.length)b.style.display="none"}b.addEventListener("click",t);t(
)})();""",
    )
    deaths = {"rosa-b": "Rosa B., di anni 91", "ettore-c": "Ettore C., di anni 88"}
    made.page(
        "/necrologi",
        "Necrologi",
        "".join(f"<p><a href='/necrologi/{s}'>{n}</a></p>" for s, n in deaths.items()),
    )
    for slug, name in deaths.items():
        made.page(
            f"/necrologi/{slug}", name, plain_page(f"{name}\nI familiari ringraziano quanti parteciperanno.")
        )
    made.page("/contatti", "Contatti", plain_page("Contatti\nRedazione: via del Porto 3."))
    made.page("/", "Prima pagina", empty + state([*made.stories[:6]], "") + code)
    return site


def minamihama() -> Feedless:
    """A Japanese portal as Yahoo's: window.__PRELOADED_STATE__, topics of a category page by page."""
    made = desk(
        "minamihama state ja 48 150",
        title="みなみはまニュース",
        address="/articles/{{hash}}",
        sections=(("local", "地域"), ("life", "くらし")),
        traps=("/login", "/comment/post", "/api/vote"),
        head=LINKED_DATA,
        article="""<div id="contentsWrap"><article class="sc-54nboa-0 liQlRE"><header><h1
 class="sc-uzx6gd-1 lljVgU">{{title}}</h1>
<div class="sc-uzx6gd-2 gYaZcn"><p><time>{{[%m/%d]}}({{[%H:%M]}}) {{[%H:%M]}}</time> 配信</p></div></header>
<div
 class="article_body highLightSearchTarget">{{body}}</div><footer>みなみはま新聞社 {{by}}<time
 datetime="{{iso}}"
>
</time></footer>
<a href="/comment/post?id={{hash}}">コメントを書く</a></article></div>""",
        shell="""<!doctype html><html lang="ja"><head><meta charSet="utf-8"/><title
>{{page}} - みなみはまニュース</title>{{head}}</head>
<body><div id="wrapper"><header id="msthd"><a href="/">みなみはまニュース</a><nav><a href="/categories/local"
>地域</a>
<a
 href="/categories/life">くらし</a><a href="/weather">天気</a><a href="/login">ログイン</a></nav></header>
{{main}}
<footer><a href="/help">ヘルプ</a></footer></div></body></html>""",
    )
    site = made.site

    def topic(story: Story) -> dict[str, object]:
        return {
            "contentId": made.fill("{{hash}}", story),
            "title": story.title,
            "articleUrl": site.url(story),
            "createTime": local(story).isoformat(),
            "mediaName": "みなみはま新聞社",
            "commentCount": 12,
            "thumbnail": {"url": f"https://newsatcl.minamihama-img.example/{made.number(story)}.jpg"},
        }

    def state(value: dict[str, object]) -> str:
        extra = {
            "common": {"isLogin": False, "ult": {"pageType": "list"}},
            "weather": {"area": "南浜", "max": 14},
        }
        return (
            "<main id='uamods-topics'></main><script>window.__PRELOADED_STATE__ = "
            f"{compact({**extra, **value})}</script><script src='/assets/bundle.client.js'></script>"
        )

    for slug, name in made.sections:
        pages = batches(made.of(slug), 8)
        for at, some in enumerate(pages, 1):
            paging = {
                "page": at,
                "hasNext": at < len(pages),
                "totalPage": len(pages),
                "base": f"/categories/{slug}",
            }
            topics = {"categoryName": name, "list": [topic(story) for story in some], "pagination": paging}
            made.list(
                f"/categories/{slug}" + (f"?page={at}" if at > 1 else ""), name, state({"topicsList": topics})
            )
    made.script(
        "/assets/bundle.client.js",
        """(()=>{"use strict";const s=window.__PRELOADED_STATE__,t=s.topicsList,
m=document.getElementById("uamods-topics");
m.innerHTML="<ul class='newsFeed_list'>"+t.list.map(
a=>`<li class="newsFeed_item"><a class="newsFeed_item_link"
 href="${a.articleUrl}"><div class="newsFeed_item_title">${a.title}</div><time>${a.createTime.slice(5,
16)}</time></a></li>`)
.join("")+"</ul>";const p=t.pagination;if(p&&p.hasNext)m.innerHTML+=`<a class="pagination_item-next"
 href="${p.base}?page=${p.page+1}">次へ</a>`})();""",
    )
    made.page("/weather", "天気", plain_page("天気\nあすの南浜は晴れのちくもり、最高気温は十四度です。"))
    made.page("/help", "ヘルプ", plain_page("ヘルプ\nお問い合わせは窓口まで。"))
    made.page("/", "トップ", state({"topicsList": {"list": [topic(s) for s in made.stories[:8]]}}))
    return site


def wislok() -> Feedless:
    """A Polish commune's portal on SvelteKit: kit.start is given an object of JavaScript."""
    made = desk(
        "wislok state pl 40 640",
        title="Wisłok24",
        address="/aktualnosci/{{id}}/{{slug}}",
        first=1820,
        traps=("/konto/logowanie", "/api/ankieta", "/api/licznik"),
        head=OPEN_GRAPH,
        article="""<main class="svelte-1x8k"><article><h1 class="svelte-1x8k">{{title}}</h1><p class="data
 svelte-1x8k">
<time datetime="{{iso}}">{{[%d.%m.%Y, %H:%M]}}</time> · {{by}}</p><div class="tresc svelte-1x8k"
>{{body}}</div></article></main>""",
        shell="""<!doctype html><html lang="pl"><head><meta charset="utf-8" /><title
>{{page}} – Wisłok24</title>{{head}}</head>
<body data-sveltekit-preload-data="hover"><div style="display: contents"><header class="svelte-7hq"><a
 href="/">Wisłok24</a>
<nav><a href="/aktualnosci">Aktualności</a><a href="/ogloszenia">Ogłoszenia</a><a href="/konto/logowanie"
>Zaloguj</a></nav>
</header>{{main}}<footer><a href="/redakcja">Redakcja</a></footer></div></body></html>""",
    )
    site = made.site

    def post(story: Story) -> str:
        text = json.dumps({"tytul": story.title, "slug": made.fill("{{slug}}", story)}, ensure_ascii=False)
        text = text.replace('"tytul": ', "tytul:").replace(', "slug": ', ",slug:").strip("{}")
        lead = json.dumps(story.teaser[:80], ensure_ascii=False)
        return f"{{id:{made.number(story)},{text},lead:{lead},data:new Date({millis(story)})}}"

    def state(stories: list[Story], page: int, pages: int) -> str:
        data = f"wpisy:[{','.join(map(post, stories))}],strona:{page},stron:{pages}"
        return f"""<main class="svelte-1x8k"><div id="wpisy"></div></main><script>{{
	__sveltekit_1f9c = {{ base: new URL(".", location).pathname.slice(0, -1) }};
	const element = document.currentScript.parentElement;
	import("/_app/immutable/entry/app.Dk3.js").then((kit) => {{
		kit.start(element, {{
			node_ids: [0, 3],
			data: [{{type:"data",data:{{menu:[{{nazwa:"Ogłoszenia",adres:"/ogloszenia"}}]}},uses:{{}}}},
				{{type:"data",data:{{{data}}},uses:{{search_params:["strona"]}}}}],
			form: null,
			error: null
		}});
	}});
}}</script>"""

    made.script(
        "/_app/immutable/entry/app.Dk3.js",
        """export function start(element,{data}){const d=data[1].data,box=document.querySelector('#wpisy');
box.innerHTML=d.wpisy.map(w=>`<a class="wpis svelte-9q" href="/aktualnosci/${w.id}/${w.slug}">
<h2>${w.tytul}</h2>
<time>${w.data.toLocaleDateString('pl')}</time></a>`).join('');
if(d.strona<d.stron)box.insertAdjacentHTML('beforeend',
`<a class="dalej" href="/aktualnosci?strona=${d.strona+1}">Starsze</a>`)}""",
    )
    pages = batches(made.stories, 10)
    for at, some in enumerate(pages, 1):
        path = "/aktualnosci" + (f"?strona={at}" if at > 1 else "")
        made.list(path, "Aktualności", state([*some], at, len(pages)))
    adverts = {41: "Sprzedam rower", 42: "Oddam kocięta", 43: "Korepetycje z fizyki"}
    made.page(
        "/ogloszenia",
        "Ogłoszenia",
        "".join(f"<li><a href='/ogloszenia/{n}'>{t}</a></li>" for n, t in adverts.items()),
    )
    for number, name in adverts.items():
        made.page(
            f"/ogloszenia/{number}", name, plain_page(f"{name}\nKontakt po południu, telefon w redakcji.")
        )
    made.page("/redakcja", "Redakcja", plain_page("Redakcja\nRynek 2, parter."))
    made.page("/", "Start", state([*made.stories[:5]], 9, 9))
    return site


BUILDERS = (thornby, lagoalta, minamihama, wislok)
