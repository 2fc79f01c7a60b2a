"""What every reading of any document must be like."""

from __future__ import annotations

from newsarchive.discovery.documents import ListingReading

KINDS = {
    *("not_well_formed", "not_a_feed", "not_a_sitemap", "not_html", "too_large"),
    *("too_many_entries", "bad_gzip", "bomb", "bad_address", "url_too_long", "too_many_elements"),
    *("not_a_list", "keys_changed"),
}


def check_reading(reading: ListingReading) -> None:
    """Fail unless links are absolute, each once, scored from 0 to 1, and problems are of the known kinds."""
    addresses = [link.url for link in reading.links]
    assert len(set(addresses)) == len(addresses)
    assert all(
        url.lower().startswith(("http://", "https://"))
        for url in (*addresses, *(child.url for child in reading.children))
    )
    assert all(0 <= link.score <= 1 for link in reading.links)
    assert {problem.partition(":")[0] for problem in reading.problems} <= KINDS
