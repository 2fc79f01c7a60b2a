"""A survey makes no request that changes something on a site, and a POST only if it asks for a list."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.scripts.list_addresses import scripted_requests
from newsarchive.discovery.scripts.script_names import ScriptNames
from newsarchive.discovery.urls.request_effects import objection_to, turns_pages

HOME = "https://h.example"


@pytest.mark.parametrize(
    "address",
    [
        "/api/news.php?do=delete&id=3",
        "/index.php?action=logout&next=news",
        "/member.php?mod=logging&action=login",
        "/wp-admin/admin-ajax.php?action=postviews&postviews_id=15",
        "/plus/count.php?view=yes&aid=3",
        "/api/signout",
        "/api/sign-out",
        "/api/news?logout=1",
        "/api/newsLike?id=3",
        "/rest/updateReadCount?id=3",
        "/api/addViews/3",
        "/x?s=App.User.Login",
        "/ajax/abonnieren?id=3",
        "/me-gusta?id=1",
        "/golosovat?id=1",
        "/ajax.php?action=abmelden",
        "/api/toupiao/5",
        "/graphql?query=mutation%20%7B%20like%20%7B%20id%20%7D%20%7D",
    ],
)
def test_what_changes_a_site_is_not_asked_for(address: str) -> None:
    assert objection_to(HOME + address, None, posts=False) == "changes"


@pytest.mark.parametrize(
    "address",
    [
        "/api/reviews/list?page=1",
        "/api/overview?page=1",
        "/api/interviews",
        "/api/preview/list",
        "/api/likelihood/list",
        "/api/editions?page=1",
        "/api/address/list",
        "/publish/world/list_1.json",
        "/wp-json/wp/v2/posts?orderby=views&_fields=link,comment_status",
        "/api/list?channel=like&sort=votes",
        "/api/count?page=2",
        "/blog/logs.json?page=1",
        "/graphql?query=%7B%20posts%20%7B%20id%20%7D%20%7D",
    ],
)
def test_lists_are_asked_for(address: str) -> None:
    assert objection_to(HOME + address, None, posts=False) is None


@pytest.mark.parametrize(
    ("address", "body", "objection"),
    [
        ("/api/news/praise", "id=1", "changes"),
        ("/wp-admin/admin-ajax.php", "action=postviews&postviews_id=15", "changes"),
        ("/wp-admin/admin-ajax.php", "action=like_post&post_id=15", "changes"),
        ("/wp-admin/admin-ajax.php", "action=block_user&page=2", "changes"),
        ("/wp-admin/admin-ajax.php", "action=td_ajax_block&td_current_page=2", None),
        ("/wp-admin/admin-ajax.php", "action=jnews_module_ajax_block_3&data[current_page]=2", None),
        ("/wp-admin/admin-ajax.php", "action=ajax_block_ip&page=2", "changes"),
        ("/wp-admin/admin-ajax.php", "action=post_like&data[current_page]=2", "changes"),
        ("/graphql", {"query": "mutation { likePost(id: 5) { id } }"}, "changes"),
        ("/graphql", {"query": "# query\nmutation Like { like }", "variables": {"first": 20}}, "changes"),
        ("/graphql", {"query": "query A { a } mutation B { b }"}, "changes"),
        ("/graphql", [{"query": "{ a }"}, {"query": "subscription { b }"}], "changes"),
        ("/graphql", {"operationName": "LikePost", "variables": {"first": 1}}, "changes"),
        ("/rpc", {"method": "news.delete", "params": {"page": 1}}, "changes"),
        ("/api/data", {"op": "login", "name": "x", "pass": "y"}, "changes"),
        ("/api/content/publish", {}, "changes"),
        ("/api/articles/rate", {"id": 1, "stars": 5}, "changes"),
        ("/api/article/view?id=5", "", "changes"),
        ("/api/article/read", {"id": 1}, "changes"),
        ("/api/newsletter", "email=a", "changes"),
        ("/newsletter/join", {"x": 1}, "changes"),
        ("/es/news/_bulk", {"size": 1}, "changes"),
        ("/api/list", {"page": 1, "auth": {"password": "a"}}, "personal"),
        ("/api/list", "page=1&userName=a", "personal"),
        ("/api/list", "page=1&csrf_token=a", "personal"),
        ("/api/list", "page=1&csrf_token=", "personal"),
        ("/api/list", "page=1&td_user_action=x7", "personal"),
        ("/wp-admin/admin-ajax.php", "action=td_ajax_block&td_current_page=2&td_user_action=", None),
        ("/api/news", {"id": 1}, "no list"),
        ("/api/news", "<a>1</a>", "no list"),
        ("/api/posts", {"title": "a"}, "no list"),
        ("/graphql", {"query": "{ posts { id } }"}, None),
        ("/graphql", {"query": "query A($n: Int) { posts(first: $n) { id } }"}, None),
        ("/graphql", {"query": "fragment F on Post { id } query A { posts { ...F } }"}, None),
        ("/es/news/_search", {"query": {"term": {"type": "story"}}, "from": 0, "size": 20}, None),
        ("/1/indexes/queries", {"requests": [{"index": "news", "params": "hitsPerPage=5&page=0"}]}, None),
        ("/Article/GetList", "typeid=3", None),
        ("/api/article", {"channelId": "8a"}, None),
        ("/api/v1/getNews", "", None),
        ("/api/reviews", "page=1", None),
        ("/api/search", {"q": "x"}, None),
        ("/wp-admin/admin-ajax.php", "action=load_more&nonce=x", None),
        ("/views/ajax", "view_name=news&page=1", None),
    ],
)
def test_a_post_must_ask_for_a_list(address: str, body: object, objection: str | None) -> None:
    sent = body if isinstance(body, str) else json.dumps(body)
    assert objection_to(HOME + address, sent, posts=True) == objection


@pytest.mark.parametrize(
    "script",
    [
        "fetch('/api/posts/15', {method: 'DELETE'})",
        "axios.delete('/api/posts/15')",
        "http.put('/api/posts/list', {title: t})",
        "$.ajax({url: '/api/posts/list', type: 'patch', data: {page: 1}})",
        "var x = new XMLHttpRequest(); x.open('DELETE', '/api/posts/list')",
        "request('DELETE', '/api/posts/list')",
        "navigator.sendBeacon('/api/posts/list', d)",
        "fetch('/api/article/read', {method: 'POST', body: JSON.stringify({id: 1})})",
    ],
)
def test_the_address_of_a_change_is_not_asked_for_in_another_way(script: str) -> None:
    assert not scripted_requests([script], f"{HOME}/", ScriptNames([script])).lists
    (refused,) = scripted_requests([script], f"{HOME}/", ScriptNames([script])).refused
    assert refused.objection == "changes"
    assert refused.method != "GET"


def test_a_list_is_asked_for_though_a_change_has_its_address() -> None:
    script = "axios.get('/api/posts'); axios.post('/api/posts', {title: t}); axios.delete('/api/posts')"
    found = scripted_requests([script], f"{HOME}/", ScriptNames([script]))
    assert [(one.method, one.url) for one in found.lists] == [("GET", f"{HOME}/api/posts")]
    assert {one.method for one in found.refused} == {"POST", "DELETE"}


@given(st.text(max_size=80), st.none() | st.text(alphabet='{}[]":,=&a1<\\ ', max_size=200), st.booleans())
def test_total(path: str, body: str | None, posts: bool) -> None:
    objection_to(f"{HOME}/{path}", body, posts=posts)
    objection_to(path, body, posts=posts)


def test_what_only_asks_in_languages_of_queries() -> None:
    groq = "query=" + "%2A%5B_type%3D%3D%22post%22%5D%5B0...10%5D%7B_id%2Ctitle%7D"
    assert objection_to(f"https://h.example/data/query?{groq}", None, posts=False) is None
    turned = "__EVENTTARGET=ctl00%24Grid&__EVENTARGUMENT=Page%242&__VIEWSTATE=x"
    assert objection_to("https://h.example/Default.aspx", turned, posts=True) is None
    other = "__EVENTTARGET=ctl00%24Vote&__EVENTARGUMENT=&__VIEWSTATE=x"
    assert objection_to("https://h.example/Default.aspx", other, posts=True) is not None


@pytest.mark.parametrize(
    ("path", "body", "turns"),
    [
        ("/api/gefaellt", '{"type": 1, "node_id": 12}', False),
        ("/api/abo", "site=main", False),
        ("/api/weiter", '{"type": 1, "seite": 2, "page": 2}', True),
        ("/api/nuacht/list", "", True),
        ("/graphql", '{"query": "{ news { id } }"}', True),
    ],
)
def test_what_no_word_asked_for_must_turn_pages(path: str, body: str, turns: bool) -> None:
    assert turns_pages(f"https://h.example{path}", body) is turns
