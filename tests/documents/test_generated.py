"""The pages of docs/reference that are written from the code are what the code says today."""

from __future__ import annotations

from docs.generators import generated_pages, read_page, stray_pages


def test_generated_pages_are_fresh() -> None:
    fresh = generated_pages()
    stale = [path for path in fresh if read_page(path) != fresh[path]]
    assert not stale, "these pages are behind the code: run 'make docs'"
    assert not stray_pages(fresh), "nothing makes these pages any more: run 'make docs'"


def test_there_is_a_page_for_each_command_and_view() -> None:
    fresh = generated_pages()
    assert {"reference/commands/crawl.md", "reference/views/current_articles.md"} <= set(fresh)
    assert "--backfill" in fresh["reference/commands/crawl.md"]
    assert "`published_on`" in fresh["reference/views/current_articles.md"]
