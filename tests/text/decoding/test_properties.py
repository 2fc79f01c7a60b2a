"""What holds for any bytes and any declaration."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page
from newsarchive.text.decoding.declared_charset import EXTRA_LABELS, FAMILIES, SUPERSETS, resolve_label
from newsarchive.text.decoding.lenient import decode_lenient

LABELS = ["utf-8", "gbk", "iso-8859-1", "windows-1251", "shift_jis", "utf-16", "nonsense", ""]
HEADERS = st.one_of(
    st.none(), st.sampled_from(LABELS).map("text/html; charset={}".format), st.text(max_size=30)
)
CODECS = sorted(
    {
        codec
        for label in [*EXTRA_LABELS, *SUPERSETS, "euc_jp", "iso2022_jp", "hz"]
        if (codec := resolve_label(label))
    }
)


def text_of(body: bytes, header: str | None = None) -> str:
    return decode_page(FetchedPage(url="", body=body, content_type=header)).text


@given(body=st.binary(max_size=400), header=HEADERS)
@settings(deadline=None)
def test_never_raises_and_gives_storable_text(body: bytes, header: str | None) -> None:
    page = decode_page(FetchedPage(url="", body=body, content_type=header))
    assert page.text.encode("utf-8").decode("utf-8") == page.text  # no lone surrogate
    assert not page.text.startswith("\ufeff")
    assert (page.charset is None) == (page.error is not None)
    assert not (page.error and page.text)


# Without what UTF-8 shares with other forms of text: NUL (UTF-16), ESC (ISO 2022), a leading mark.
@given(text=st.text(st.characters(exclude_characters="\x00\x1b", exclude_categories=["Cs"])), header=HEADERS)
@settings(deadline=None)
def test_valid_utf8_decodes_to_itself_whatever_is_declared(text: str, header: str | None) -> None:
    assert text_of(text.encode(), header) == text.lstrip("\ufeff")


@given(body=st.binary(max_size=400), header=HEADERS)
@settings(deadline=None)
def test_decoding_the_output_changes_nothing(body: bytes, header: str | None) -> None:
    once = text_of(body, header)
    if "\x00" not in once and "\x1b" not in once:
        assert text_of(once.encode(), header) == once


@given(text=st.text(), codec=st.sampled_from(CODECS))
@settings(deadline=None)
def test_every_codec_reads_any_bytes(text: str, codec: str) -> None:
    raw = text.encode("utf-16-le", "surrogatepass")
    read = decode_lenient(raw, codec)
    assert read.encode().decode() == read
    assert len(read) <= len(raw)


def test_families_name_codecs_that_exist() -> None:
    for _, codec in FAMILIES:
        name = codec.replace(r"\1", "1251" if codec.startswith("cp") else "2")
        assert resolve_label(name if not name.startswith("cp1251") else "cp1251") is not None
