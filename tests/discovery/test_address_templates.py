"""Templates of addresses are learned from known articles."""

from __future__ import annotations

from newsarchive.discovery.address_templates import learned_templates

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
