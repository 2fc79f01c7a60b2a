"""Character references are resolved whatever number they have."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.entities import unescape
from newsarchive.text.extraction.script_values import loaded_json


@given(st.text(st.sampled_from("&#;xX0123456789amplt g\n"), max_size=60))
def test_references_are_resolved_as_by_html(text: str) -> None:
    assert unescape(text) == html.unescape(text)


@pytest.mark.parametrize(
    ("reference", "resolved"),
    [("1" * 5_000, "\ufffd"), ("0" * 5_000 + "65", "A"), ("0" * 5_000, "\ufffd")],
)
def test_a_number_may_have_any_length(reference: str, resolved: str) -> None:
    """Python reads no number of more than 4,300 digits, and raised: a page with one came to nothing."""
    assert unescape(f"a &#{reference}; b &amp; c") == f"a {resolved} b & c"
    assert loaded_json(f'{{"a": "&#{reference};"}}') == {"a": f"&#{reference};"}
    assert loaded_json(f"{{&quot;a&quot;: &quot;&#{reference};&quot;}}") == {"a": resolved}
