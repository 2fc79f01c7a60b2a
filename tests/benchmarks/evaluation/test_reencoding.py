"""A page in another charset: its bytes hold the text, its declaration does not."""

from __future__ import annotations

import pytest

from benchmarks.evaluation.reencoding import LANGUAGES, variants

PAGE = '<html><head><meta charset="utf-8"><title>Käse</title></head><body>Grüße, 渡轮 “naïve”</body></html>'


@pytest.mark.parametrize("codec", LANGUAGES)
def test_the_bytes_are_the_text_in_that_charset(codec: str) -> None:
    pages = list(variants("aeb/one", PAGE, codec))
    assert [page.declaration for page in pages] == ["none"] + ["lying meta", "lying header"] * 2
    for page in pages:
        assert page.body.decode(codec) == page.text
        assert "utf-8" not in page.text.replace("utf-8", "", int(page.declaration == "lying meta"))


def test_what_a_charset_lacks_is_an_entity() -> None:
    assert "&#28193;" in next(variants("aeb/one", PAGE, "cp1252")).text


def test_no_page_tells_its_charset() -> None:
    for codec in LANGUAGES:
        label = codec.replace("_", "-")
        for page in variants("aeb/one", PAGE, codec):
            assert label not in page.content_type
            assert f'charset="{label}"' not in page.text
