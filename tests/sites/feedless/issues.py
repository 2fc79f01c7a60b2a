"""Feedless sites for development that are magazines: issues, and each issue's articles on its page."""

from __future__ import annotations

from html import escape

from tests.sites.feedless.interfaces import strangers
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.layouts import navigation, shell
from tests.sites.feedless.script_state import MENU
from tests.sites.feedless.simulated import Feedless, as_json, batches, start


def handwritten() -> Feedless:
    """A quarterly written by hand: the home page has the newest issue, a page of issues all, and no dates."""
    site = start(
        "dvquarterly",
        "issues",
        "de",
        40,
        title="Der Kahn",
        layout="meta",
        minutes=9_000,
        address=lambda story: f"/texte/{slugged(story)[:40].strip('-')}-{serial(story, 90)}.htm",
    )
    strangers(site)
    issues = batches(site.stories, 8)
    for number, stories in enumerate(issues):
        own = len(issues) - number + 60
        rows = "".join(
            f"<tr><td>{escape(story.author)}</td><td><a "
            f"href='..{site.path(story)}'>{escape(story.title)}</a></td>"
            f"<td>S. {4 + 3 * n}</td></tr>"
            for n, story in enumerate(stories)
        )
        side = (
            "<a href='../shop/product/99.html'>Das Heft bestellen</a> <a href='../impressum.html'>"
            "Impressum</a>"
        )
        text = f"<h2>Heft {own}</h2><img src='../bild/{own}.jpg'><table>{rows}</table><p>{side}</p>"
        site.page(f"/hefte/heft{own}.htm", shell(f"Heft {own}", navigation(MENU) + text, language="de"))
        site.read(f"/hefte/heft{own}.htm")
    links = "".join(
        f"<a href='heft{n}.htm'><img src='../bild/{n}s.jpg' alt='Heft {n}'></a> " for n in range(65, 60, -1)
    )
    site.page(
        "/hefte/index.htm",
        shell("Alle Hefte", f"{navigation(MENU)}<h2>Alle Hefte</h2><p>{links}</p>", language="de"),
    )
    menu = "<a href='/hefte/heft65.htm'>Aktuelles Heft</a> <a href='/hefte/index.htm'>Alle Hefte</a>"
    site.page(
        "/",
        shell(
            "Der Kahn",
            f"{navigation(MENU)}<p>{menu}</p><p>Vierteljahrsschrift für Fluss und Ufer.</p>",
            language="de",
        ),
    )
    return site


def numbered() -> Feedless:
    """A French monthly: issues by year, each a page with headings; the index lists them as words."""
    site = start(
        "dvmonthly",
        "issues",
        "fr",
        42,
        title="Le Chantier",
        layout="ld",
        minutes=3_000,
        address=lambda story: f"/revue/article/{slugged(story)}",
    )
    strangers(site)
    issues = batches(site.stories, 7)
    names = []
    for number, stories in enumerate(issues):
        own = 214 - number
        names.append(own)
        rows = "".join(
            f"<li><h3><a href='{site.path(story)}'>{escape(story.title)}</a></h3><p>"
            f"par {escape(story.author)}</p></li>"
            for story in stories
        )
        inner = (
            f"<h1>Numéro {own}</h1><ul class='sommaire'>{rows}</ul><p><a href='/jobs/printer-12.html'>"
            "Nous recrutons</a></p>"
        )
        site.page(f"/revue/numero-{own}", shell(f"N° {own}", navigation(MENU) + inner, language="fr"))
        site.read(f"/revue/numero-{own}")
    links = "".join(f"<li><a href='/revue/numero-{own}'>N° {own}</a></li>" for own in names)
    site.page("/revue/numeros", shell("Numéros", f"{navigation(MENU)}<ul>{links}</ul>", language="fr"))
    inner = (
        f"<p><a href='/revue/numeros'>Tous les numéros</a></p><p><a href='/revue/numero-{names[0]}'>Le "
        f"numéro {names[0]}</a></p>"
    )
    site.page("/", shell("Le Chantier", navigation(MENU) + inner, language="fr"))
    return site


def issue_interface() -> Feedless:
    """A review whose issues are data: one address lists the issues, another the articles of one."""
    site = start(
        "dvreview",
        "issues",
        "en",
        40,
        title="The Weir Review",
        layout="meta",
        minutes=6_000,
        address=lambda story: f"/essay/{slugged(story)}",
    )
    issues = batches(site.stories, 8)
    others = strangers(site)
    told = [
        {
            "id": 31 - n,
            "name": f"Issue {31 - n}",
            "cover": f"/covers/{31 - n}.jpg",
            "date": f"{local(stories[0]):%Y-%m-%d}",
        }
        for n, stories in enumerate(issues)
    ]
    site.data("/api/issues", {"issues": told, "shop": others["products"]})
    for n, stories in enumerate(issues):
        rows = [
            {
                "title": story.title,
                "slug": slugged(story),
                "author": story.author,
                "published": f"{local(story):%Y-%m-%dT%H:%M:%S}",
            }
            for story in stories
        ]
        site.documents[site.full(f"/api/issues/{31 - n}/articles")] = as_json(
            {"articles": rows, "jobs": others["jobs"]}
        )
        site.read(f"/api/issues/{31 - n}/articles")
    code = (
        "fetch('/api/issues').then(r=>r.json()).then(d=>{open(d.issues[0].id);d.issues.forEach(i=>tab(i.id,"
        "i.name))});"
        "function open(id){fetch(`/api/issues/${id}/articles`).then(r=>r.json()).then(d=>"
        "d.articles.forEach(a=>{"
        "const e=document.createElement('a');e.href=`/essay/${a.slug}`;e.textContent=a.title;"
        "box.append(e)}))}"
        "function tab(id,name){const b=document.createElement('button');b.textContent=name;b.onclick=()=>"
        "open(id);nav.append(b)}"
    )
    inner = "<div id='nav'></div><div id='box'></div>"
    site.page("/", shell("The Weir Review", navigation(MENU) + inner, foot=f"<script>{code}</script>"))
    return site


BUILDERS = (handwritten, numbered, issue_interface)
