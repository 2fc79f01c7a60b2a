"""Feedless sites that are held out, the eighth set: more lists in JSON, of Prismic and Wagtail."""

from __future__ import annotations

from tests.sites.building import Document
from tests.sites.feedless.held_out_eighth_json import paged_reads, window
from tests.sites.feedless.held_out_eighth_room import LINK_ROW, OPEN_GRAPH, room
from tests.sites.feedless.simulated import Asked, Feedless, as_json
from tests.sites.stories import Story


def izvoarele() -> Feedless:
    """A Romanian monthly before Prismic's API on another host: a ref, a predicate, next_page."""
    made = room(
        "izvoarele json ro 38 520",
        title="Izvoarele Azi",
        address="/stiri/{{slug}}-{{hash}}",
        sections=(("comunitate", "Comunitate"), ("scoala", "Școală")),
        traps=("/api/preview", "/api/exit-preview", "/cont/autentificare"),
        head='<link rel="canonical" href="{{url}}"/>' + OPEN_GRAPH,
        article="""<main class="slice-zone"><section data-slice-type="article_header"><a
 href="/rubrica/{{section}}">{{sectionname}}</a><h1>{{title}}</h1><p>{{by}} — <time dateTime="{{utc}}"
>{{[%d.%m.%Y, %H:%M]}}</time></p></section><section data-slice-type="rich_text">{{body}}</section></main>""",
        frame="""<!DOCTYPE html><html lang="ro"><head><meta charset="utf-8"/><title
>{{page}} · Izvoarele Azi</title>{{head}}
</head><body><nav><a href="/">Acasă</a><a href="/rubrica/comunitate">Comunitate</a><a href="/rubrica/scoala"
>Școală</a><a
 href="/despre">Despre noi</a></nav>{{main}}<footer>Izvoarele Azi</footer></body></html>""",
    )
    site, host = made.site, "http://izvoarele.cdn.prismic.example"

    def result(story: Story) -> dict[str, object]:
        uid = made.paths[story.number].rpartition("/")[2]
        heading = [{"type": "heading1", "text": story.title, "spans": []}]
        return {
            "id": made.fill("Y{{hash}}", story),
            "uid": uid,
            "url": None,
            "type": "article",
            "href": f"{host}/api/v2/documents/search?ref=Z1x&q=%5B%5Bat%28document.id%2C%22{uid}%22%29%5D%5D",
            "tags": [made.section[story.number]],
            "first_publication_date": f"{story.published:%Y-%m-%dT%H:%M:%S}+0000",
            "last_publication_date": "2026-11-27T06:00:00+0000",
            "lang": "ro",
            "alternate_languages": [],
            "data": {"title": heading, "lead": [{"type": "paragraph", "text": story.teaser, "spans": []}]},
        }

    def answer(asked: Asked) -> Document:
        told = asked.query.get("q", "")
        some = made.of(next((slug for slug, _name in made.sections if f'"{slug}"' in told), "-"))
        page, size = asked.number("page", 1), asked.number("pageSize", 20)
        pages = -(-len(some) // size)
        plain = asked.url.replace(f"&page={page}&", f"&page={page + 1}&")
        return as_json(
            {
                "page": page,
                "results_per_page": size,
                "results_size": len(window(some, (page - 1) * size, size)),
                "total_results_size": len(some),
                "total_pages": pages,
                "next_page": plain if page < pages else None,
                "prev_page": None,
                "results": [result(story) for story in window(some, (page - 1) * size, size)],
                "version": "8f1c2d",
                "license": "All Rights Reserved",
            }
        )

    site.route(f"{host}/api/v2/documents/search", answer)
    refs = [{"id": "master", "ref": "Z1xQbREAAC0A", "label": "Master", "isMasterRef": True}]
    site.data(
        f"{host}/api/v2", {"refs": refs, "types": {"article": "Article"}, "tags": ["comunitate", "scoala"]}
    )
    site.script(
        "/_next/static/chunks/pages/rubrica-5a1e.js",
        """(async()=>{const e=document.querySelector("[data-tag]");if(!e)return;const h=
"http://izvoarele.cdn.prismic.example/api/v2";const m=(await(await fetch(h)).json()).refs.find(
r=>r.isMasterRef).ref;
let u=h+"/documents/search?ref="+m+"&page=1&pageSize=8&orderings="+encodeURIComponent(
"[document.first_publication_date desc]")+"&q="+encodeURIComponent('[[at(document.type, "article")]]')+"&q="+
encodeURIComponent('[[at(document.tags, ["'+e.dataset.tag+'"])]]');const b=document.querySelector(
"button.inca");
const l=async()=>{const d=await(await fetch(u)).json();for(const r of d.results){
const a=document.createElement("article");
a.innerHTML='<a href="/stiri/'+r.uid+'">'+r.data.title[0].text+"</a>";e.append(a)}u=d.next_page;b.hidden=!u};
b.onclick=l;await l()})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/rubrica/{slug}",
            name,
            f"<h1>{name}</h1><div data-tag='{slug}'></div><button class='inca' hidden>Încarcă mai"
            " multe</button><script "
            f"src='/_next/static/chunks/pages/rubrica-5a1e.js'></script>",
        )
    ask = (
        f"{host}/api/v2/documents/search?ref=Z1xQbREAAC0A&page={{page}}&pageSize=8&orderings=%5Bdocument.first_"
        "publication_date%20desc%5D&q=%5B%5Bat(document.type%2C%20%22article%22)%5D%5D&q=%5B%5Bat(document.tags%2C%20"
        "%5B%22{section}%22%5D)%5D%5D"
    )
    paged_reads(made, 8, ask)
    made.no_article("/despre", "Despre noi", "Redacția lucrează din 2009. Telefon 555 0190.")
    made.page("/", "Acasă", made.rows('<article><a href="{{path}}">{{title}}</a></article>', made.of("")[:5]))
    return site


def denbyborough() -> Feedless:
    """An English borough before Wagtail's API v2: offset and limit, meta.html_url beside detail_url."""
    made = room(
        "denbyborough json en 44 420",
        title="Denby Borough Council",
        address="/news/{{slug}}/",
        sections=(("12", "News"),),
        first=1730,
        traps=("/account/sign-in/", "/feedback/page-helpful/", "/api/v2/alerts/dismiss/"),
        robots="User-agent: *\nDisallow: /account/\nDisallow: /feedback/\n",
        head='<meta name="description" content="{{teaser}}">',
        article="""<div class="wrapper"><nav class="breadcrumbs"><a href="/">Home</a> <a href="/news/"
>News</a></nav><main
 id="main-content"><h1 class="page-heading">{{title}}</h1><p class="page-meta">Published <time
 datetime="{{[%Y-%m-%d]}}">{{[%d %B %Y]}}</time></p><div class="rich-text">{{body}}</div><p class="contact"
>Media
 enquiries: {{by}}</p><form action="/feedback/page-helpful/" method="post"><button>Yes</button></form></main
></div>""",
        frame="""<!DOCTYPE html><html lang="en-gb"><head><meta charset="utf-8"/><title
>{{page}} - Denby Borough Council</title
>{{head}}</head><body class="template-news"><header><ul><li><a href="/news/">News</a></li><li><a
 href="/bins/">Bins and
 recycling</a></li><li><a href="/council-tax/">Council tax</a></li><li><a href="/account/sign-in/"
>Sign in</a></li></ul
></header>{{main}}<footer>Denby Borough Council, Town Hall</footer></body></html>""",
    )
    site = made.site

    def item(story: Story) -> dict[str, object]:
        number = made.id(story)
        return {
            "id": number,
            "meta": {
                "type": "news.NewsPage",
                "detail_url": site.full(f"/api/v2/pages/{number}/"),
                "html_url": made.url(story),
                "slug": made.fill("{{slug}}", story),
                "first_published_at": f"{story.published:%Y-%m-%dT%H:%M:%S}.218410Z",
            },
            "title": story.title,
            "introduction": story.teaser,
        }

    def answer(asked: Asked) -> Document:
        offset, limit = asked.number("offset", 0), asked.number("limit", 20)
        items = [item(story) for story in window(made.of(""), offset, limit)]
        return as_json({"meta": {"total_count": len(site.stories)}, "items": items})

    site.route("/api/v2/pages/", answer)
    site.script(
        "/static/js/news-listing.3b1f.js",
        """(function(){var list=document.querySelector(".js-news"),more=document.querySelector(".js-more"),
at=0,n=9;
if(!list)return;function load(){fetch(
"/api/v2/pages/?type=news.NewsPage&fields=introduction&order=-first_published_at"
+"&child_of=12&limit="+n+"&offset="+at).then(r=>r.json()).then(function(d){d.items.forEach(function(i){
var li=document.createElement("li");var a=document.createElement("a");a.href=i.meta.html_url;
a.textContent=i.title;
li.appendChild(a);list.appendChild(li)});at+=n;more.hidden=at>=d.meta.total_count})}more.onclick=load;load()}
)();""",
    )
    made.page(
        "/news/",
        "News",
        "<h1>News</h1><ul class='js-news listing'></ul><button class='js-more' hidden>Show"
        " more</button><script "
        "src='/static/js/news-listing.3b1f.js'></script>",
    )
    for offset in range(0, len(site.stories), 9):
        site.read(
            "/api/v2/pages/?type=news.NewsPage&fields=introduction&order=-first_published_at&child_of=12&limit=9"
            f"&offset={offset}"
        )
    made.no_article(
        "/bins/", "Bins and recycling", "Bins are emptied every second week. Check your calendar."
    )
    made.no_article("/council-tax/", "Council tax", "Pay by direct debit or at any post office.")
    made.page("/", "Home", f"<ul>{made.rows(LINK_ROW, made.of('')[:4])}</ul>")
    return site


BUILDERS = (izvoarele, denbyborough)
