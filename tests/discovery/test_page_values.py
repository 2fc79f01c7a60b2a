"""What scripts read of their page is put into them: fields, attributes, classes, the path."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.scripts.page_scripts import read_page_scripts
from newsarchive.discovery.scripts.page_values import PageValues, with_page_values

PAGE = (
    b"<html><head><meta name='csrf-token' content='t0k'></head><body class='home zone-lokal' data-zone='12'>"
    b"<input type=hidden id=zone name=zoneName value=kultur><div id=items data-max-items='30' data-page='1'"
    b" data-load-url='/more'></div><a data-id='1'>a</a><a data-id='2'>b</a></body></html>"
)
VALUES = read_page_scripts(PAGE, "https://h.example/list/world.html").values


@pytest.mark.parametrize(
    ("script", "read"),
    [
        ('$("#zone").val()', '"kultur"'),
        ("$('input[name=\"zoneName\"]').val()", '"kultur"'),
        ('document.getElementById("zone").value', '"kultur"'),
        ("document.querySelector('meta[name=csrf-token]').content", '"t0k"'),
        ("$('meta[name=\"csrf-token\"]').attr('content')", '"t0k"'),
        ("document.body.dataset.zone + '/'", "\"12\" + '/'"),
        ("box.dataset.maxItems", '"30"'),
        ("$box.data('load-url')", '"/more"'),
        ("el.getAttribute('data-load-url')", '"/more"'),
        ("document.body.className.match(/zone-(\\w+)/)[1]", '"lokal"'),
        ('location.pathname.split("/")[2]', '"world.html"'),
        ("window.location.pathname.match(/\\/list\\/(\\w+)\\.html/)[1]", '"world"'),
        ("location.pathname.split('/').pop().replace('.html', '')", '"world"'),
    ],
)
def test_what_stands_in_the_page_is_read(script: str, read: str) -> None:
    assert with_page_values(f"f({script})", VALUES) == f"f({read})"


@pytest.mark.parametrize(
    "script",
    [
        "list.dataset.page",  # counted as the page is read
        "list.dataset.zone = 5",
        "link.dataset.id",  # each has its own
        "$('#missing').val()",
        "location.pathname.split('/')[9]",
        "location.pathname.match(/((a+)+)+$/)[1]",
        "location.href",
    ],
)
def test_what_changes_or_is_not_there_stays(script: str) -> None:
    assert with_page_values(f"f({script})", VALUES) == f"f({script})"


@given(
    st.text(alphabet="$(\"'#zone).dataset.valocation.pathname.match(/\\w+/)[1]", max_size=120),
    st.text(max_size=60),
)
def test_any_script_is_read(script: str, path: str) -> None:
    with_page_values(script, PageValues({"#zone value": "x"}, path, path))


def test_patterns_made_to_be_slow_are_not() -> None:
    started = time.process_time()
    values = PageValues({}, "/" + "a" * 5_000 + "!", "a" * 5_000)
    for pattern in (r"(a|a)*$", r"(a*)*b", r"a*a*a*a*a*b", "(a+)+b"):
        with_page_values(f"location.pathname.match(/{pattern}/)[0]", values)
    with_page_values(
        "a." * 50_000 + "dataset" + "$(" * 50_000 + "location.pathname" + ".split('/')" * 9_999, values
    )
    assert time.process_time() - started < 2


@pytest.mark.parametrize("pattern", ["a+a+a+b", "a?" * 20 + "b"])
def test_a_pattern_that_would_take_long_is_not_searched(pattern: str) -> None:
    begin = time.process_time()
    text = f"location.pathname.match(/{pattern}/)[0] "
    assert with_page_values(text, PageValues(path="/" + "a" * 300)) == text
    assert time.process_time() - begin < 1
