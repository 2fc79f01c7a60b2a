"""Feedless sites for development whose lists want a token of their page: Laravel, Rails, WordPress, Django.

A token holds for the visit that it was given to, as one that was written down a day ago holds no longer. The
same token would let a reader subscribe or vote, which no reader of lists does: those are traps. Whoever works
on lists looks at these.
"""

from __future__ import annotations

import json
from hashlib import md5
from html import escape

from tests.sites.building import Document
from tests.sites.feedless.interfaces import iso, strangers
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.layouts import navigation, shell
from tests.sites.feedless.script_state import MENU
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, start

EXPIRED = as_json({"message": "CSRF token mismatch."}, status=419)
FORM_TYPE = "application/x-www-form-urlencoded"


class Visits:
    """The visits of a site's home page; a token holds until three others were given out."""

    def __init__(self, name: str) -> None:
        self._name, self._given = name, list[str]()

    def token(self) -> str:
        """Return the token of a new visit."""
        self._given.append(md5(f"{self._name} {len(self._given)}".encode()).hexdigest())
        return self._given[-1]

    def holds(self, token: str) -> bool:
        """Say whether a token is one of the last three."""
        return token in self._given[-3:]


def items(site: Feedless, page: int, size: int) -> str:
    """Return a page of the list as markup."""
    return "".join(
        f"<article><h3><a href='{site.path(story)}'>{escape(story.title)}</a></h3></article>"
        for story in batch(site.stories, page - 1, size)
    )


def laravel() -> Feedless:
    """A form field `_token` that a meta has, and a session's cookie; the answer is markup in JSON."""
    site = start(
        "dvlaravel",
        "guarded",
        "de",
        42,
        title="Lokalblatt Ebersau",
        address=lambda story: f"/artikel/{serial(story, 500)}/{slugged(story)}",
    )
    strangers(site)
    visits = Visits(site.name)

    def home(_asked: Asked) -> Document:
        token = visits.token()
        code = (
            "var p=1;function mehr(){$.ajax({url:'/artikel/laden',type:'POST',"
            "data:{_token:$('meta[name=\"csrf-token\"]')"
            ".attr('content'),page:p,size:14},success:function(d){$('#l').append(d.html);p++}})}mehr();"
            "$('#m').click(mehr);"
            "$('.abo').click(function(){$.post('/newsletter/subscribe',{_token:$('meta[name=\"csrf-token\"]"
            "').attr('content')})})"
        )
        head = f"<meta name='csrf-token' content='{token}'>"
        inner = f"{navigation(MENU)}<div id='l'></div><button id='m'>Mehr laden</button>"
        page = shell("Lokalblatt Ebersau", inner, language="de", head=head, foot=f"<script>{code}</script>")
        answer = as_html(page)
        return Document(answer.body, answer.content_type, cookie=f"ebersau_session={token}; path=/; HttpOnly")

    def answer(asked: Asked) -> Document:
        token = asked.form.get("_token", "")
        if (
            asked.method != "POST"
            or not visits.holds(token)
            or f"ebersau_session={token}" not in asked.header("Cookie")
        ):
            return EXPIRED
        page = asked.number("page", 1)
        return as_json({"html": items(site, page, 14), "hasMore": page * 14 < len(site.stories)})

    site.route("/", home)
    site.route("/artikel/laden", answer)
    site.trap("/newsletter/subscribe", {"ok": True})
    return site


def rails() -> Feedless:
    """A header X-CSRF-Token from a meta, a body of JSON."""
    site = start(
        "dvrails",
        "guarded",
        "en",
        45,
        title="Millrace Record",
        layout="ld",
        address=lambda story: f"/record/{slugged(story)}",
    )
    others = strangers(site)
    visits = Visits(site.name)

    def home(_asked: Asked) -> Document:
        token = visits.token()
        code = (
            'const t=document.querySelector("meta[name=csrf-token]").content;let n=1;const load=()=>'
            'fetch("/stories/feed.json",'
            '{method:"POST",headers:{"Content-Type":"application/json","X-CSRF-Token":t},'
            "body:JSON.stringify({page:n,per_page:15})})"
            ".then(r=>r.json()).then(d=>{d.stories.forEach(draw);n++});load();const like=i=>"
            "fetch('/stories/like',"
            '{method:"POST",headers:{"X-CSRF-Token":t},body:JSON.stringify({id:i})})'
        )
        head = (
            f"<meta name='csrf-param' content='authenticity_token'><meta name='csrf-token' content='{token}'>"
        )
        inner = f"{navigation(MENU)}<main></main>"
        return as_html(shell("Millrace Record", inner, head=head, foot=f"<script>{code}</script>"))

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or not visits.holds(asked.header("X-CSRF-Token")):
            return EXPIRED
        page, size = asked.number("page", 1), min(30, asked.number("per_page", 10))
        rows = [
            {"title": story.title, "url": site.path(story), "published_at": iso(story)}
            for story in batch(site.stories, page - 1, size)
        ]
        return as_json({"stories": rows, "jobs": others["jobs"], "adverts": others["adverts"]})

    site.route("/", home)
    site.route("/stories/feed.json", answer)
    site.trap("/stories/like", {"likes": 1})
    return site


def wordpress() -> Feedless:
    """WordPress by admin-ajax.php: the nonce stands in the data of a script, and is other each day."""
    site = start(
        "dvnonce",
        "guarded",
        "fr",
        40,
        title="Les Nouvelles de l’Anse",
        layout="meta",
        address=lambda story: f"/{local(story):%Y/%m}/{slugged(story)}/",
    )
    strangers(site)
    visits = Visits(site.name)

    def home(_asked: Asked) -> Document:
        told = json.dumps({"ajaxurl": "/wp-admin/admin-ajax.php", "nonce": visits.token()[:10], "max": 4})
        code = (
            f"var fil = {told};var page=1;jQuery('.plus').on('click',function(){{jQuery.post(fil.ajaxurl,"
            "{action:'load_more_posts',nonce:fil.nonce,page:page},function(r){jQuery('#fil').append(r);"
            "page++})})"
        )
        inner = f"{navigation(MENU)}<div id='fil'></div><a class='plus'>Plus d’articles</a>"
        foot = f"<script>{code}</script>"
        return as_html(shell("Les Nouvelles de l’Anse", inner, language="fr", foot=foot))

    def answer(asked: Asked) -> Document:
        form = asked.form
        known = any(visits.holds(one) for one in visits._given if one[:10] == form.get("nonce"))
        if form.get("action") != "load_more_posts" or not known:
            return as_html("-1") if form.get("action") != "load_more_posts" else Document(b"-1", status=403)
        return as_html(items(site, asked.number("page", 1), 10))

    site.route("/", home)
    site.route("/wp-admin/admin-ajax.php", answer)
    return site


def django() -> Feedless:
    """A hidden field csrfmiddlewaretoken and the cookie that belongs to it; offsets."""
    site = start(
        "dvdjango",
        "guarded",
        "es",
        42,
        title="El Faro de Ensenada",
        address=lambda story: f"/nota/{serial(story, 6600)}/",
    )
    others = strangers(site)
    visits = Visits(site.name)

    def home(_asked: Asked) -> Document:
        token = visits.token()
        code = (
            "let desde=0;async function mas(){const f=new FormData();f.append('csrfmiddlewaretoken',"
            "document.querySelector"
            "('[name=csrfmiddlewaretoken]').value);f.append('offset',desde);f.append('limit',14);const "
            "r=await fetch('/notas/lista/',"
            "{method:'POST',body:f});(await r.json()).notas.forEach(n=>pinta(n.url,n.titulo));desde+=14}mas()"
        )
        inner = (
            f"{navigation(MENU)}<form><input type='hidden' name='csrfmiddlewaretoken' value='{token}'>"
            "</form><main></main>"
        )
        answer = as_html(shell("El Faro de Ensenada", inner, language="es", foot=f"<script>{code}</script>"))
        return Document(answer.body, answer.content_type, cookie=f"csrftoken={token}; Path=/; SameSite=Lax")

    def answer(asked: Asked) -> Document:
        token = asked.form.get("csrfmiddlewaretoken", "")
        if (
            asked.method != "POST"
            or not visits.holds(token)
            or f"csrftoken={token}" not in asked.header("Cookie")
        ):
            return (
                as_html("<h1>Forbidden</h1><p>CSRF verification failed.</p>")
                if asked.method != "POST"
                else EXPIRED
            )
        at, size = asked.number("offset", 0), min(50, asked.number("limit", 10))
        rows = [
            {"titulo": story.title, "url": site.path(story), "fecha": iso(story)}
            for story in site.stories[at : at + size]
        ]
        return as_json({"notas": rows, "total": len(site.stories), "productos": others["products"]})

    site.route("/", home)
    site.route("/notas/lista/", answer)
    return site


BUILDERS = (laravel, rails, wordpress, django)
