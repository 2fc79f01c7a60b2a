"""Feedless sites that are held out, the eighth set: lists in JSON of content systems without a head."""

from __future__ import annotations

from tests.sites.building import Document
from tests.sites.feedless.held_out_eighth_room import LINK_ROW, LINKED, OPEN_GRAPH, Room, room
from tests.sites.feedless.invention import local
from tests.sites.feedless.simulated import Asked, Feedless, as_json
from tests.sites.stories import Story


def window(stories: list[Story], start: int, size: int) -> list[Story]:
    """Return so many of the stories from a place on."""
    return stories[max(start, 0) : max(start, 0) + max(size, 0)]


def borgolaghi() -> Feedless:
    """An Italian lake's paper before Ghost's Content API: page and limit, meta.pagination.next."""
    made = room(
        "borgolaghi json it 44 300",
        title="Il Lago",
        address="/{{slug}}/",
        sections=(("cronaca", "Cronaca"), ("ambiente", "Ambiente"), ("economia", "Economia")),
        traps=("/members/api/session/", "/ghost/api/admin/session/", "/members/api/comments/counts/"),
        robots="User-agent: *\nDisallow: /ghost/\nDisallow: /p/\nDisallow: /members/api/\n",
        head='<link rel="canonical" href="{{url}}"/>' + OPEN_GRAPH + LINKED,
        article="""<article class="gh-article post tag-{{section}}"><header
 class="gh-article-header gh-canvas"><a
 class="gh-article-tag" href="/tag/{{section}}/">{{sectionname}}</a><h1 class="gh-article-title"
>{{title}}</h1><div
 class="gh-article-meta"><h4 class="gh-article-author-name">{{by}}</h4><time class="gh-article-meta-date"
 datetime="{{[%Y-%m-%d]}}">{{[%d/%m/%Y]}}</time></div></header><section class="gh-content gh-canvas"
>{{body}}</section>
<div class="gh-subscribe"><a href="#/portal/signup">Abbonati</a></div></article>""",
        frame="""<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"/><title>{{page}}</title
>{{head}}<meta
 name="generator" content="Ghost 5.89"/></head><body class="gh-body"><div class="gh-site"><header id="gh-head"
><a class="gh-head-logo" href="/">Il Lago</a><nav class="gh-head-menu"><ul class="nav"><li><a
 href="/tag/cronaca/"
>Cronaca</a></li><li><a href="/tag/ambiente/">Ambiente</a></li><li><a href="/tag/economia/">Economia</a></li
><li><a
 href="/chi-siamo/">Chi siamo</a></li></ul></nav></header><main>{{main}}</main><footer class="gh-foot"
>© Il Lago</footer
></div></body></html>""",
    )
    site = made.site

    def post(story: Story) -> dict[str, object]:
        return {
            "id": made.fill("{{hash}}{{hash}}6374", story),
            "uuid": made.fill("{{uuid}}", story),
            "title": story.title,
            "slug": made.fill("{{slug}}", story),
            "feature_image": f"/content/images/2026/11/{made.id(story)}.jpg",
            "featured": False,
            "published_at": f"{local(story):%Y-%m-%dT%H:%M:%S}.000+01:00",
            "url": made.url(story),
            "excerpt": story.teaser,
            "reading_time": 2,
            "visibility": "public",
            "primary_author": {"id": "1", "name": story.author, "url": site.full("/author/redazione/")},
            "primary_tag": {
                "name": made.name(story),
                "url": site.full(f"/tag/{made.section[story.number]}/"),
            },
        }

    def answer(asked: Asked) -> Document:
        some = made.of(asked.query.get("filter", "").removeprefix("tag:"))
        page, limit = asked.number("page", 1), asked.number("limit", 15)
        pages = -(-len(some) // limit)
        about = {
            "page": page,
            "limit": limit,
            "pages": pages,
            "total": len(some),
            "next": page + 1 if page < pages else None,
            "prev": page - 1 if page > 1 else None,
        }
        posts = [post(story) for story in window(some, (page - 1) * limit, limit)]
        return as_json({"posts": posts, "meta": {"pagination": about}})

    base = "/ghost/api/content/posts/?key=22444f78447824223cefc48062&limit=7&include=tags,authors"
    site.route("/ghost/api/content/posts/", answer)
    site.data(
        "/ghost/api/content/tags/",
        {
            "tags": [
                {"slug": slug, "name": name, "url": site.full(f"/tag/{slug}/")}
                for slug, name in made.sections
            ]
        },
    )
    site.script(
        "/assets/built/lista.js",
        """(function(){var box=document.querySelector(".gh-feed"),btn=document.querySelector(".gh-loadmore"),
page=1;
if(!box)return;
var api="/ghost/api/content/posts/?key=22444f78447824223cefc48062&limit=7&include=tags,authors";
function load(){fetch(api+"&filter=tag:"+box.dataset.tag+"&page="+page).then(function(r){return r.json()})
.then(function(d){d.posts.forEach(function(p){var a=document.createElement("article");
a.className="gh-card post";
a.innerHTML='<a class="gh-card-link" href="'+p.url+'"><h3 class="gh-card-title">'+p.title+"</h3></a>";
box.appendChild(a)});page=d.meta.pagination.next;btn.style.display=page?"":"none"})}
btn.addEventListener("click",load);load()})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/tag/{slug}/",
            name,
            f"<h1 class='gh-article-title'>{name}</h1><div class='gh-feed' data-tag='{slug}'></div><button "
            f"class='gh-loadmore'>Carica altri</button><script src='/assets/built/lista.js?v=9a1'></script>",
        )
        for page in range(1, -(-len(made.of(slug)) // 7) + 1):
            site.read(f"{base}&filter=tag:{slug}&page={page}")
    made.no_article("/author/redazione/", "Redazione", "La redazione scrive dal lago dal 1998.")
    made.no_article("/chi-siamo/", "Chi siamo", "Il Lago esce ogni giorno. Telefono 555 0140.")
    card = '<article class="gh-card"><a href="{{path}}"><h3>{{title}}</h3></a></article>'
    made.page("/", "Il Lago", f"<div class='gh-latest'>{made.rows(card, made.of('')[:6])}</div>")
    return site


def brachfeld() -> Feedless:
    """A German county's paper on Payload: where[ressort.slug][equals], docs and hasNextPage."""
    made = room(
        "brachfeld json de 42 330",
        title="Brachfelder Kreisblatt",
        address="/artikel/{{slug}}",
        sections=(("stadt", "Stadt"), ("kreis", "Kreis")),
        traps=("/api/users/login", "/api/users/me", "/api/form-submissions"),
        robots="User-agent: *\nDisallow: /admin\nDisallow: /next/preview\n",
        head='<meta name="description" content="{{teaser}}"/>' + LINKED,
        article="""<article class="pt-16 pb-16"><div class="hero"><div class="uppercase text-sm"><a
 href="/ressort/{{section}}">{{sectionname}}</a></div><h1 class="mb-6 text-3xl">{{title}}</h1><div
 class="flex"><p
 class="text-sm">Autor</p><p>{{by}}</p><p class="text-sm">Veröffentlicht</p><time datetime="{{utc}}"
>{{[%d.%m.%Y, %H:%M]}} Uhr</time></div></div><div class="payload-richtext prose">{{body}}</div></article>""",
        frame="""<!DOCTYPE html><html lang="de"><head><meta charSet="utf-8"/><title
>{{page}} | Brachfelder Kreisblatt</title
>{{head}}</head><body><header class="container"><nav class="flex gap-3"><a href="/">Start</a><a
 href="/ressort/stadt">Stadt</a><a href="/ressort/kreis">Kreis</a><a href="/termine">Termine</a><a
 href="/impressum">Impressum</a></nav></header>{{main}}<footer class="border-t"
>Brachfelder Kreisblatt</footer></body
></html>""",
    )
    site = made.site

    def doc(story: Story) -> dict[str, object]:
        section = made.section[story.number]
        return {
            "id": made.id(story),
            "title": story.title,
            "slug": made.fill("{{slug}}", story),
            "ressort": {"id": len(section), "title": made.name(story), "slug": section},
            "populatedAuthors": [{"id": "7", "name": story.author}],
            "heroImage": {"id": 88, "url": f"/api/media/file/{made.id(story)}.webp", "alt": "Symbolbild"},
            "meta": {"title": story.title, "description": story.teaser},
            "publishedAt": made.fill("{{utc}}", story),
            "_status": "published",
            "updatedAt": "2026-11-27T06:00:00.000Z",
        }

    def answer(asked: Asked) -> Document:
        some = made.of(asked.query.get("where[ressort.slug][equals]", ""))
        page, limit = asked.number("page", 1), asked.number("limit", 10)
        pages = -(-len(some) // limit)
        return as_json(
            {
                "docs": [doc(story) for story in window(some, (page - 1) * limit, limit)],
                "hasNextPage": page < pages,
                "hasPrevPage": page > 1,
                "limit": limit,
                "nextPage": page + 1 if page < pages else None,
                "page": page,
                "pagingCounter": (page - 1) * limit + 1,
                "prevPage": page - 1 if page > 1 else None,
                "totalDocs": len(some),
                "totalPages": pages,
            }
        )

    site.route("/api/posts", answer)
    for n in range(1, 6):
        made.no_article(
            f"/termine/konzert-{n}", f"Orgelkonzert {n}", "Sonntag, 17 Uhr, Marienkirche.", "Event"
        )
    events = [
        {"id": n, "title": f"Orgelkonzert {n}", "slug": f"konzert-{n}", "date": "2026-12-06"}
        for n in range(1, 6)
    ]
    site.data("/api/events", {"docs": events, "totalDocs": 5, "page": 1, "hasNextPage": False})
    site.script(
        "/_next/static/chunks/ressort-71c2.js",
        """(()=>{"use strict";const e=document.getElementById("liste");if(!e)return;const t=e.dataset.typ,b=
document.getElementById("weiter");let n=1;const r=async()=>{const i=new URLSearchParams({depth:"1",limit:"8",
sort:
"-publishedAt",page:String(n)});t==="posts"&&i.set("where[ressort.slug][equals]",e.dataset.ressort);
const o=await(await
fetch(`/api/${t}?${i}`)).json();for(const s of o.docs){const a=document.createElement("li");a.innerHTML=
`<h3><a href="/${t==="posts"?"artikel":"termine"}/${s.slug}">${s.title}</a></h3>`;e.append(a)}n=o.nextPage;
b.hidden=!o.hasNextPage};b.onclick=r;r()})();""",
    )
    button = (
        "<button id='weiter' hidden>Weitere laden</button><script"
        " src='/_next/static/chunks/ressort-71c2.js'></script>"
    )
    for slug, name in made.sections:
        made.page(
            f"/ressort/{slug}",
            name,
            f"<h1>{name}</h1><ul id='liste' data-typ='posts' data-ressort='{slug}'></ul>{button}",
        )
        for page in range(1, -(-len(made.of(slug)) // 8) + 1):
            site.read(
                f"/api/posts?depth=1&limit=8&sort=-publishedAt&page={page}&where%5Bressort.slug%5D%5Bequals%5D={slug}"
            )
    made.page("/termine", "Termine", f"<h1>Termine</h1><ul id='liste' data-typ='events'></ul>{button}")
    made.no_article("/impressum", "Impressum", "Kreisblatt-Verlag, Markt 3. Telefon 555 0150.")
    made.page("/", "Start", f"<ul>{made.rows(LINK_ROW, made.of('')[:5])}</ul>")
    return site


def kalamitsi() -> Feedless:
    """A Greek region's portal before Solr: start and rows, numFound, documents among the articles."""
    made = room(
        "kalamitsi json el 40 380",
        title="Καλαμίτσι Σήμερα",
        address="/arthro/{{id}}/",
        sections=(("dimos", "Δήμος"), ("oikonomia", "Οικονομία")),
        first=77100,
        traps=("/solr/portal/update", "/account/login", "/stats/hit"),
        robots="User-agent: *\nDisallow: /account/\nDisallow: /stats/\n",
        head=OPEN_GRAPH,
        article="""<div class="breadcrumb"><a href="/{{section}}/">{{sectionname}}</a></div><div
 class="article-single"><h1
>{{title}}</h1><div class="article-info"><span class="date">{{[%d/%m/%Y, %H:%M]}}</span> <span
 class="author">{{by}}</span
></div><div class="article-text">{{body}}</div></div>""",
        frame="""<!DOCTYPE html><html lang="el"><head><meta charset="utf-8"><title
>{{page}} - Καλαμίτσι Σήμερα</title>{{head}}
</head><body><header><nav class="main-nav"><a href="/">Αρχική</a><a href="/dimos/">Δήμος</a><a
 href="/oikonomia/">Οικονομία</a><a href="/epikoinonia/">Επικοινωνία</a><a href="/account/login">Σύνδεση</a
></nav
></header>{{main}}<footer>© Καλαμίτσι Σήμερα</footer></body></html>""",
    )
    site = made.site

    def doc(story: Story) -> dict[str, object]:
        return {
            "id": f"article-{made.id(story)}",
            "type_s": "article",
            "title_txt_el": story.title,
            "lead_txt_el": story.teaser,
            "url_s": made.paths[story.number],
            "published_dt": f"{story.published:%Y-%m-%dT%H:%M:%S}Z",
            "category_s": made.section[story.number],
        }

    for n in range(1, 5):
        site.script(f"/media/docs/apofasi-{n}.pdf", "%PDF-1.4\n%%EOF\n", "application/pdf")

    def answer(asked: Asked) -> Document:
        some = made.of(asked.query.get("fq", "").removeprefix("category_s:"))
        start, rows = asked.number("start", 0), asked.number("rows", 10)
        docs = [doc(story) for story in window(some, start, rows)]
        if docs:
            n = start // max(rows, 1) % 4 + 1
            url = f"/media/docs/apofasi-{n}.pdf"
            docs.append(
                {"id": f"doc-{n}", "type_s": "document", "title_txt_el": f"Απόφαση {n}", "url_s": url}
            )
        header = {"status": 0, "QTime": 3, "params": dict(asked.query)}
        found = {"numFound": len(some), "start": start, "numFoundExact": True, "docs": docs}
        return as_json({"responseHeader": header, "response": found, "facet_counts": {"facet_fields": {}}})

    site.route("/solr/portal/select", answer)
    site.script(
        "/static/js/archive.js",
        """var Archive={start:0,rows:9,load:function(){var box=document.getElementById("results"),self=this;
var url="/solr/portal/select?q=*:*&fq=category_s:"+box.getAttribute(
"data-category")+"&sort=published_dt+desc&start="
+self.start+"&rows="+self.rows+"&wt=json";var x=new XMLHttpRequest();x.open("GET",url);x.onload=function(){
var r=JSON.parse(x.responseText).response;r.docs.forEach(function(d){var e=document.createElement("div");
e.className="result "+d.type_s;e.innerHTML='<a href="'+d.url_s+'">'+d.title_txt_el+"</a>";box.appendChild(e)}
);
self.start+=self.rows;document.getElementById("more").style.display=self.start<r.numFound?"":"none"};x.send(
)}};
document.getElementById("more").onclick=function(){Archive.load()};Archive.load();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/{slug}/",
            name,
            f"<h2>{name}</h2><div id='results' data-category='{slug}'></div><a id='more'"
            " href='javascript:void(0)'>"
            f"Περισσότερα</a><script src='/static/js/archive.js'></script>",
        )
        for start in range(0, len(made.of(slug)), 9):
            site.read(
                f"/solr/portal/select?q=*:*&fq=category_s:{slug}&sort=published_dt+desc&start={start}&rows=9&wt=json"
            )
    made.no_article("/epikoinonia/", "Επικοινωνία", "Τηλέφωνο 555 0160. Ώρες γραφείου εννέα με τρεις.")
    row = '<h3><a href="{{path}}">{{title}}</a></h3>'
    made.page("/", "Αρχική", f"<section class='top'>{made.rows(row, made.of('')[:6])}</section>")
    return site


def fuentelarga() -> Feedless:
    """A Spanish town's daily before Spring Data: page from 0, size, content, last and totalPages."""
    made = room(
        "fuentelarga json es 45 260",
        title="Diario de Fuentelarga",
        address="/noticia/{{id}}/{{slug}}",
        sections=(("LOCAL", "Local"), ("DEPORTES", "Deportes"), ("CULTURA", "Cultura")),
        first=52040,
        traps=("/api/v1/auth/login", "/api/v1/noticias/votos", "/api/v1/visitas"),
        robots="User-agent: *\nDisallow: /api/v1/auth/\n",
        head='<meta name="description" content="{{teaser}}">' + OPEN_GRAPH,
        article="""<app-noticia><article class="noticia"><p class="antetitulo">{{sectionname}}</p><h1
>{{title}}</h1><p
 class="firma">{{by}} · <time datetime="{{[%Y-%m-%dT%H:%M]}}">{{[%d/%m/%Y %H:%M]}}</time></p><div
 class="cuerpo">{{body}}</div></article></app-noticia>""",
        frame="""<!doctype html><html lang="es"><head><meta charset="utf-8"><title
>{{page}} - Diario de Fuentelarga</title
>{{head}}</head><body><nav class="navbar"><a href="/">Portada</a><a href="/seccion/LOCAL">Local</a><a
 href="/seccion/DEPORTES">Deportes</a><a href="/seccion/CULTURA">Cultura</a><a href="/aviso-legal"
>Aviso legal</a></nav
>{{main}}<footer>Diario de Fuentelarga</footer></body></html>""",
    )
    site = made.site

    def row(story: Story) -> dict[str, object]:
        return {
            "id": made.id(story),
            "titulo": story.title,
            "slug": made.fill("{{slug}}", story),
            "entradilla": story.teaser,
            "seccion": made.section[story.number],
            "fechaPublicacion": f"{local(story):%Y-%m-%dT%H:%M:%S}",
            "autor": {"id": 3, "nombre": story.author},
            "patrocinada": False,
        }

    def answer(asked: Asked) -> Document:
        some = made.of(asked.query.get("seccion", ""))
        page, size = asked.number("page", 0), asked.number("size", 20)
        content, pages = window(some, page * size, size), -(-len(some) // size)
        sort = {"empty": False, "sorted": True, "unsorted": False}
        return as_json(
            {
                "content": [row(story) for story in content],
                "pageable": {"pageNumber": page, "pageSize": size, "sort": sort, "offset": page * size},
                "last": page + 1 >= pages,
                "totalPages": pages,
                "totalElements": len(some),
                "size": size,
                "number": page,
                "sort": sort,
                "first": page == 0,
                "numberOfElements": len(content),
                "empty": not content,
            }
        )

    site.route("/api/v1/noticias", answer)
    site.script(
        "/main.8d21c0.js",
        """(function(){var l=document.querySelector("app-lista ul");if(!l)return;var p=0,s=l.dataset.seccion,
b=
document.querySelector("button.mas");function c(){return fetch("/api/v1/noticias?seccion="+s+"&page="+p+
"&size=7&sort=fechaPublicacion,desc",{headers:{Accept:"application/json"}}).then(function(r){return r.json()})
.then(function(d){d.content.forEach(function(n){var i=document.createElement("li");
i.innerHTML="<a href='/noticia/"
+n.id+"/"+n.slug+"'>"+n.titulo+"</a>";l.appendChild(i)});p=d.number+1;b.disabled=d.last;b.hidden=d.last})}
b.addEventListener("click",c);c()})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/seccion/{slug}",
            name,
            f"<h1>{name}</h1><app-lista><ul data-seccion='{slug}'></ul></app-lista><button class='mas'>Ver"
            " más</button>"
            f"<script src='/main.8d21c0.js'></script>",
        )
        for page in range(-(-len(made.of(slug)) // 7)):
            site.read(f"/api/v1/noticias?seccion={slug}&page={page}&size=7&sort=fechaPublicacion,desc")
    made.no_article("/aviso-legal", "Aviso legal", "Editado por Fuentelarga Medios. Teléfono 555 0170.")
    made.page("/", "Portada", f"<ul class='portada'>{made.rows(LINK_ROW, made.of('')[:6])}</ul>")
    return site


def paged_reads(made: Room, size: int, address: str) -> None:
    """Say that a reader asks for each page of each section; the address names {section} and {page}."""
    for slug, _name in made.sections:
        for page in range(1, -(-len(made.of(slug)) // size) + 1):
            made.site.read(address.format(section=slug, page=page))


def montreval() -> Feedless:
    """A French department's site before API Platform: hydra:member, and hydra:next in hydra:view."""
    made = room(
        "montreval json fr 42 310",
        title="Montreval Infos",
        address="/article/{{slug}}",
        sections=(("politique", "Politique"), ("transports", "Transports")),
        first=15020,
        traps=("/api/login_check", "/api/token/refresh", "/api/vues"),
        robots="User-agent: *\nDisallow: /api/login_check\nDisallow: /connexion\n",
        head='<link rel="canonical" href="{{url}}">' + LINKED,
        article="""<article class="article"><p class="article__rubrique"><a href="/rubrique/{{section}}"
>{{sectionname}}</a></p
><h1 class="article__titre">{{title}}</h1><p class="article__meta">Par {{by}}, publié le
 <time datetime="{{iso}}">{{[%d/%m/%Y à %Hh%M]}}</time></p><div class="article__texte">{{body}}</div
></article>""",
        frame="""<!DOCTYPE html><html lang="fr"><head><meta charset="UTF-8"><title
>{{page}} | Montreval Infos</title>{{head}}
</head><body><header><nav><a href="/">Accueil</a><a href="/rubrique/politique">Politique</a><a
 href="/rubrique/transports">Transports</a><a href="/mentions">Mentions légales</a></nav></header
>{{main}}<footer
>Montreval Infos</footer></body></html>""",
    )
    site = made.site

    def member(story: Story) -> dict[str, object]:
        return {
            "@id": f"/api/articles/{made.id(story)}",
            "@type": "Article",
            "id": made.id(story),
            "titre": story.title,
            "slug": made.fill("{{slug}}", story),
            "chapo": story.teaser,
            "publieLe": local(story).isoformat(timespec="seconds"),
            "rubrique": {"@id": "/api/rubriques/4", "@type": "Rubrique", "nom": made.name(story)},
            "auteur": f"/api/auteurs/{story.number % 4 + 1}",
        }

    def answer(asked: Asked) -> Document:
        slug, page = asked.query.get("rubrique.slug", ""), asked.number("page", 1)
        some, base = made.of(slug), f"/api/articles?rubrique.slug={slug}&page="
        last = -(-len(some) // 8)
        view = {"@id": f"{base}{page}", "@type": "hydra:PartialCollectionView", "hydra:first": f"{base}1"}
        view |= {"hydra:last": f"{base}{last}"} | ({"hydra:next": f"{base}{page + 1}"} if page < last else {})
        value = {
            "@context": "/api/contexts/Article",
            "@id": "/api/articles",
            "@type": "hydra:Collection",
            "hydra:totalItems": len(some),
            "hydra:member": [member(story) for story in window(some, (page - 1) * 8, 8)],
            "hydra:view": view,
        }
        return as_json(value, "application/ld+json; charset=utf-8")

    site.route("/api/articles", answer)
    site.script(
        "/build/app.2f7c.js",
        """(()=>{const z=document.querySelector("[data-rubrique]");if(!z)return;
const b=document.querySelector(".plus");
let u="/api/articles?rubrique.slug="+z.dataset.rubrique+"&page=1";async function charge(){
const r=await fetch(u,
{headers:{Accept:"application/ld+json"}});const d=await r.json();for(const a of d["hydra:member"]){const e=
document.createElement("div");e.className="vignette";
e.innerHTML=`<h2><a href="/article/${a.slug}">${a.titre}</a></h2>`;
z.append(e)}u=d["hydra:view"]["hydra:next"];b.hidden=!u}b.onclick=charge;charge()})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/rubrique/{slug}",
            name,
            f"<h1>{name}</h1><div data-rubrique='{slug}'></div><button class='plus' hidden>Voir"
            " plus</button><script "
            f"src='/build/app.2f7c.js'></script>",
        )
    paged_reads(made, 8, "/api/articles?rubrique.slug={section}&page={page}")
    made.no_article("/mentions", "Mentions légales", "Éditeur : Montreval Infos. Téléphone 555 0180.")
    made.page("/", "Accueil", made.rows('<h2><a href="{{path}}">{{title}}</a></h2>', made.of("")[:5]))
    return site


BUILDERS = (borgolaghi, brachfeld, kalamitsi, fuentelarga, montreval)
