"""Templates of addresses are learned from known articles."""

from __future__ import annotations

from newsarchive.discovery.lists.address_templates import learned_templates

NEWS = "https://h.example/news"


def test_a_number_before_a_slug_is_a_member_though_slugs_repeat() -> None:
    """Two articles with one slug make no template of the number of one of them."""
    items = [
        {"id": 14276, "slug": "town-votes-on-market-2"},
        {"id": 14270, "slug": "storm-hits-the-12-quays"},
        {"id": 14266, "slug": "town-votes-on-market-2"},
    ]
    known = [f"{NEWS}/{item['id']}-{item['slug']}" for item in items[:2]]
    assert learned_templates(items, known)[0] == f"{NEWS}/{{id}}-{{slug}}"


def test_one_address_makes_no_template_where_another_contradicts_it() -> None:
    """The words of one article stand in its address; another's address has others."""
    items = [{"uuid": "4cb9e5c4-7fe7-11f0"}, {"uuid": "c28c59b4-3cc1-11f0"}]
    known = [
        f"{NEWS}/market-hall-stays/article_{items[0]['uuid']}.html",
        f"{NEWS}/ferry-comes-back/article_{items[1]['uuid']}.html",
    ]
    assert learned_templates(items, known[:1]) == [f"{NEWS}/market-hall-stays/article_{{uuid}}.html"]
    assert learned_templates(items, known + known) == []
