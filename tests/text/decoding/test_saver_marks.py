"""Address and moment that a saver wrote at a page's head are found; what only speaks of one is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.decoding.saver_marks import SavedOrigin, has_local_links, saved_origin

STORY = "https://bay.example/pier?a=1"
AT = datetime(2026, 12, 1, 2, 4, 18, tzinfo=UTC)
REST = "<head><title>The pier</title></head><body><p>The pier was rebuilt.</p></body></html>"
SINGLEFILE = (
    f"\n Page saved with SingleFile \n url: {STORY} \n saved date: Tue Dec 01 2026 03:04:18 GMT+0100 (x)\n"
)
HTTRACK = (
    " Mirrored from bay.example/pier?a=1 by HTTrack Website Copier/3.x [XR&CO'2014], "
    "Tue, 01 Dec 2026 02:04:18 GMT "
)
SAVED_FROM = f" saved from url=(00{len(STORY)}){STORY} "


@pytest.mark.parametrize(
    ("page", "address", "saved_at"),
    [
        (f'<!DOCTYPE html> <html lang="en" style="--a: >"><!--{SINGLEFILE}-->{REST}', STORY, AT),
        (f"<!DOCTYPE html>\n<!--{SAVED_FROM}-->\n<html>{REST}", STORY, None),
        (f"<html>\n<!-- Made by hand --><!--{HTTRACK}-->{REST}", STORY, AT),
        (
            f"<html><!--{HTTRACK}--><link rel=canonical href=http://bay.example/pier>{REST}",
            "http" + STORY[5:],
            AT,
        ),
        (
            f'<html data-scrapbook-source="{STORY}&amp;b=2" data-scrapbook-create="20261201020418000">{REST}',
            STORY + "&b=2",
            AT,
        ),
        (f'<html><head><script>__wm.wombat("{STORY}","20261201020418","x")</script>{REST}', STORY, AT),
        (
            f'<html><script> wbinfo.url = "{STORY}";\n wbinfo.timestamp = "20261201020418";</script>{REST}',
            STORY,
            AT,
        ),
        (f'<html><head><base href="{STORY}"></head><body><div id="google-cache-hdr">{REST}', STORY, None),
        (
            f'<html><head><link rel="canonical" href="/coll/20261201020418mp_/{STORY}">{REST}',
            STORY,
            AT,
        ),
        # What is no mark: elsewhere in the page, of no web page, of another length, a canonical link or base.
        (f"<html>{REST}<!--{SINGLEFILE}-->", None, None),
        (f"<html><body><pre>&lt;!--{SAVED_FROM}--&gt;</pre>{REST}", None, None),
        ("<!-- saved from url=(0014)about:internet --><html>" + REST, None, None),
        ("<!-- saved from url=(0022)http://internet.e-mail --><html>" + REST, None, None),
        ("<!-- saved from url=(0020)https://bay.example/ --><html>" + REST, None, None),
        ("<!-- saved from url=(0021)http://localhost/pier --><html>" + REST, None, None),
        (f"<!-- saved from url=(0009){STORY} --><html>" + REST, None, None),
        (f'<html><head><base href="{STORY}"><link rel="canonical" href="{STORY}">{REST}', None, None),
        (f"<html><!-- Mirrored from the old harbour by our readers -->{REST}", None, None),
    ],
)
def test_what_the_head_says_of_the_saving(page: str, address: str | None, saved_at: datetime | None) -> None:
    assert saved_origin(page.encode(), None) == SavedOrigin(address, saved_at)
    assert saved_origin(page.encode("utf-16"), None) == SavedOrigin(address, saved_at)


def test_only_some_savers_make_links_local() -> None:
    assert has_local_links(f"<html><!--{HTTRACK}-->{REST}")
    for folder in ("./The%20pier_files", "Der Pier-Dateien", "pier.files"):
        assert has_local_links(f'<!--{SAVED_FROM}--><html>{REST}<img src="{folder}/a.jpg">')
    # A saved page that stands on a site again.
    assert not has_local_links(
        f'<!--{SAVED_FROM}--><html>{REST}<img src="images/a.jpg"><img src="/my_files/a.jpg">'
    )
    assert not has_local_links(f"<html><!--{SINGLEFILE}-->{REST}")
    assert not has_local_links(f"<html>{REST}<p>Mirrored from the wall, saved from url</p>")


@given(st.text(alphabet="<!-html>\"' \ndatscrpbook=:/(0123456789)url", max_size=300))
def test_any_head_is_read(text: str) -> None:
    assert saved_origin(("<html><!--" + text).encode(), None).saved_at is None
