"""Feedless sites by software whose interfaces are well known: WordPress, Ghost, Discourse, Drupal."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, navigation, shell
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch, start
from tests.sites.stories import Story


def wordpress() -> Feedless:
    """WordPress behind a theme that shows nothing without scripts; the feed is switched off."""
    site = start(
        "wordpress",
        "software",
        "de",
        34,
        title="Seefelder Anzeiger",
        host="www.seefelder-anzeiger.example",
        layout="meta",
        address=lambda story: f"/{local(story):%Y/%m}/{slugged(story)}/",
    )

    def answer(asked: Asked) -> Document:
        page, size = asked.number("page", 1), min(100, asked.number("per_page", 10))
        stories = batch(site.stories, page - 1, size)
        if not stories:
            refused = {
                "code": "rest_post_invalid_page_number",
                "message": "Ungültig.",
                "data": {"status": 400},
            }
            return as_json(refused, status=400)
        return as_json([_post(site, story) for story in stories])

    site.route("/wp-json/wp/v2/posts", answer)
    kinds = {"post": {"rest_base": "posts"}, "page": {"rest_base": "pages"}}
    site.data("/wp-json/wp/v2/types", kinds)
    pages = [{"id": 2, "slug": "about", "link": site.full("/about.html"), "title": {"rendered": "Über uns"}}]
    site.data("/wp-json/wp/v2/pages", pages)
    routes = {"/wp/v2/posts": {"methods": ["GET"]}, "/wp/v2/pages": {"methods": ["GET"]}}
    site.data("/wp-json/", {"name": "Seefelder Anzeiger", "namespaces": ["wp/v2"], "routes": routes})
    people = [{"id": n, "name": f"Autor {n}", "link": site.full(f"/author/a{n}/")} for n in range(8)]
    site.data("/wp-json/wp/v2/users", people)
    head = (
        f"<link rel='https://api.w.org/' href='{site.full('/wp-json/')}'>"
        "<meta name='generator' content='WordPress 6.8.3'>"
        "<link rel='stylesheet' href='/wp-content/themes/blank-spa/style.css?ver=1.4'>"
    )
    code = 'wp.apiFetch({path:"/wp/v2/posts?per_page=12&_embed&page="+e})'
    site.script("/wp-content/themes/blank-spa/dist/main.js", bundle(code, seed=site.name, size=10))
    script = "/wp-content/themes/blank-spa/dist/main.js?ver=1.4"
    empty_shell(site, "Seefelder Anzeiger", script, root="<div id='page'></div>", head=head)
    for page in range(1, 4):
        site.read(f"/wp-json/wp/v2/posts?per_page=12&_embed&page={page}")
    return site


def _post(site: Feedless, story: Story) -> dict[str, Any]:
    return {
        "id": serial(story, 4120),
        "date": f"{local(story):%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{story.published:%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": site.full(f"/?p={serial(story, 4120)}")},
        "slug": slugged(story),
        "status": "publish",
        "type": "post",
        "link": site.url(story),
        "title": {"rendered": escape(story.title)},
        "excerpt": {"rendered": f"<p>{escape(story.teaser)}</p>\n", "protected": False},
        "author": 1 + story.number % 8,
        "_links": {"self": [{"href": site.full(f"/wp-json/wp/v2/posts/{serial(story, 4120)}")}]},
    }


def ghost() -> Feedless:
    """Ghost without its theme's list: the key of the Content API stands beside the search script."""
    site = start(
        "ghost",
        "software",
        "en",
        32,
        title="Marlow Letters",
        host="marlowletters.example",
        layout="ld",
        address=lambda story: f"/{slugged(story)}/",
    )
    key = "22444f78447824223cefc48062"

    def answer(asked: Asked) -> Document:
        if asked.query.get("key") != key:
            return as_json(
                {"errors": [{"message": "Authorization failed", "type": "UnauthorizedError"}]}, status=401
            )
        page, size = asked.number("page", 1), asked.number("limit", 15)
        posts = [
            {
                "id": f"64f0{serial(story, 9000):020x}",
                "uuid": f"a1-{story.number}",
                "title": story.title,
                "slug": slugged(story),
                "url": site.url(story),
                "excerpt": story.teaser,
                "visibility": "public",
                "published_at": story.published.isoformat(timespec="milliseconds"),
                "reading_time": 2,
            }
            for story in batch(site.stories, page - 1, size)
        ]
        last = -(-len(site.stories) // size)
        told = {"page": page, "limit": size, "pages": last, "total": len(site.stories)}
        turn = {"next": page + 1 if page < last else None, "prev": page - 1 or None}
        return as_json({"posts": posts, "meta": {"pagination": {**told, **turn}}})

    site.route("/ghost/api/content/posts/", answer)
    search = (
        "<meta name='generator' content='Ghost 5.130'><script defer src='/public/sodo-search.min.js' "
        f"data-key='{key}' data-sodo-search='{site.home}' data-locale='en' crossorigin='anonymous'></script>"
    )
    site.script("/public/sodo-search.min.js", bundle("t.s=1", seed="sodo", size=30))
    menu = navigation((("/about.html", "About"), ("/contact.html", "Contact")))
    code = (
        f'fetch("/ghost/api/content/posts/?key={key}&fields=title,url,published_at&limit=15&page="+p)'
        ".then(function(r){return r.json()}).then(draw)"
    )
    inner = f"{menu}<div class='gh-feed' data-infinite></div><script>var p=1;{code}</script>"
    site.page("/", shell("Marlow Letters", inner, head=search))
    for page in (1, 2, 3):
        site.read(f"/ghost/api/content/posts/?key={key}&fields=title,url,published_at&limit=15&page={page}")
    return site


def discourse() -> Feedless:
    """A news room on Discourse: /latest.json, more_topics_url, users and categories beside the topics."""
    site = start(
        "discourse",
        "software",
        "en",
        40,
        title="Harbour Bulletin",
        host="bulletin.harbour.example",
        layout="meta",
        address=lambda story: f"/t/{slugged(story)}/{serial(story, 2890)}",
    )

    def answer(asked: Asked) -> Any:
        page = asked.number("page", 0)
        topics = [
            {
                "id": serial(story, 2890),
                "title": story.title,
                "fancy_title": escape(story.title),
                "slug": slugged(story),
                "posts_count": 3,
                "created_at": f"{story.published:%Y-%m-%dT%H:%M:%S.000Z}",
                "last_posted_at": f"{story.published:%Y-%m-%dT%H:%M:%S.000Z}",
                "pinned": False,
                "category_id": 5,
                "posters": [{"description": "Original Poster", "user_id": 3}],
            }
            for story in batch(site.stories, page, 20)
        ]
        users = [
            {"id": n, "username": f"reader{n}", "name": f"Reader {n}", "avatar_template": "/a.png"}
            for n in range(9)
        ]
        told: dict[str, Any] = {"can_create_topic": False, "per_page": 20, "topics": topics}
        if (page + 1) * 20 < len(site.stories):
            told["more_topics_url"] = f"/latest?no_definitions=true&page={page + 1}"
        return {"users": users, "primary_groups": [], "topic_list": told}

    site.route("/latest.json", lambda asked: as_json(answer(asked)))
    boards = [
        {"id": n, "name": f"Board {n}", "slug": f"board-{n}", "topic_url": f"/c/board-{n}/{n}"}
        for n in range(6)
    ]
    site.data("/categories.json", {"category_list": {"categories": boards}})
    head = "<meta name='generator' content='Discourse 3.5.2 - https://github.com/discourse/discourse'>"
    site.script(
        "/assets/discourse-1b2c3d.br.js", bundle('ajax("/latest.json",{data:{page:e}})', seed=site.name)
    )
    empty_shell(
        site,
        "Harbour Bulletin",
        "/assets/discourse-1b2c3d.br.js",
        head=head,
        root=(
            "<section id='main'></section><div class='hidden' id='data-preloaded' data-preloaded='{}'></div>"
        ),
    )
    for page in (0, 1):
        site.read(f"/latest.json?no_definitions=true&page={page}")
    return site


def drupal() -> Feedless:
    """Drupal as a mere store: JSON:API, path.alias, links.next.href, included authors."""
    site = start(
        "drupal",
        "software",
        "es",
        38,
        title="Gaceta de Ribera Alta",
        host="www.gacetaribera.example",
        layout="ld",
        address=lambda story: f"/noticias/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        size = min(50, asked.number("page[limit]", 50))
        at = asked.number("page[offset]", 0)
        rows = [
            {
                "type": "node--article",
                "id": f"0b9c51e4-{serial(story, 7000)}",
                "links": {
                    "self": {"href": site.full(f"/jsonapi/node/article/0b9c51e4-{serial(story, 7000)}")}
                },
                "attributes": {
                    "drupal_internal__nid": serial(story, 7000),
                    "title": story.title,
                    "status": True,
                    "created": local(story).isoformat(),
                    "path": {"alias": site.path(story), "langcode": "es"},
                },
                "relationships": {"uid": {"data": {"type": "user--user", "id": f"u{story.number % 4}"}}},
            }
            for story in site.stories[at : at + size]
        ]
        people = [
            {"type": "user--user", "id": f"u{n}", "attributes": {"display_name": f"Redactor {n}"}}
            for n in range(4)
        ]
        here = site.full("/jsonapi/node/article")
        links = {"self": {"href": asked.url}}
        if at + size < len(site.stories):
            links["next"] = {
                "href": f"{here}?sort=-created&page%5Boffset%5D={at + size}&page%5Blimit%5D={size}"
            }
        told = {"jsonapi": {"version": "1.1"}, "data": rows, "included": people, "links": links}
        return as_json(told, "application/vnd.api+json")

    site.route("/jsonapi/node/article", answer)
    settings = '{"path":{"baseUrl":"/","currentPath":"node/1","isFront":true},"front":{"jsonapi":"/jsonapi"}}'
    root = (
        "<div id='front'></div><script type='application/json' "
        f"data-drupal-selector='drupal-settings-json'>{settings}</script>"
    )
    code = 'fetch("/jsonapi/node/article?sort=-created&page[limit]=20&include=uid")'
    site.script("/themes/custom/gaceta/dist/front.js", bundle(code, seed=site.name, size=25))
    head = "<meta name='Generator' content='Drupal 11 (https://www.drupal.org)'>"
    empty_shell(site, "Gaceta de Ribera Alta", "/themes/custom/gaceta/dist/front.js?t1", root=root, head=head)
    for at in (0, 20):
        site.read(f"/jsonapi/node/article?sort=-created&page%5Boffset%5D={at}&page%5Blimit%5D=20")
    return site


BUILDERS = (wordpress, ghost, discourse, drupal)
