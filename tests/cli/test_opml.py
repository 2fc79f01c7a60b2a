"""`sources import` and `export`: lists of feeds of other programs, which are data of strangers."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.cli.sources_opml import import_opml
from newsarchive.errors import UsageError
from newsarchive.sources.opml import Subscription, read_opml, write_opml
from tests.cli.crawling import Project

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>mine</title></head><body>
  <outline text="News"><outline text="China">
    <outline type="rss" text="港口日报" xmlUrl="https://gk.example/rss" htmlUrl="https://gk.example/"
             language="zh-CN"/>
    <outline type="rss" text="港口日报 体育" xmlURL="https://gk.example/sport.rss" htmlUrl="https://gk.example/"/>
  </outline></outline>
  <outline text="Harbour &quot;Courant&quot;" xmlUrl="http://harbour.example/feed"/>
  <outline text="Other harbour" xmlUrl="http://www.harbour.example/b.xml" htmlUrl="http://harbour.example/b/"/>
  <outline text="Known" xmlUrl="http://known.example/feed?utm_source=x"/>
  <outline type="link" text="A page" url="http://h.example/"/>
  <outline text="Broken" xmlUrl="feed:nowhere"/>
</body></opml>
"""


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(UsageError, match="more than 32,000,000 bytes"):
        import_opml(Path("/dev/zero"), printed_only=True)


def test_two_spellings_of_an_address_are_one_feed() -> None:
    lines = (
        '<outline text="A" xmlUrl="http://a.example/f"/>',
        '<outline text="B" xmlUrl="HTTP://A.example/f"/>',
        '<outline text="C" xmlUrl="http://a.example:80/f" htmlUrl="http://a.example/"/>',
        '<outline text="D" xmlUrl="http://a.example/g" htmlUrl="http://a.example/"/>',
        '<outline text="E" xmlUrl="http://A.example/g" htmlUrl="http://a.example/"/>',
    )
    read = read_opml(f"<opml><body>{''.join(lines)}</body></opml>".encode(), "f.opml")
    assert [(site.title, site.feeds) for site in read.sites] == [
        ("A", ("http://a.example/f",)),
        ("D", ("http://a.example/g",)),
    ]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.declare("known", 'feeds = [{ url = "http://known.example/feed" }]\n')
    (tmp_path / "mine.opml").write_text(OPML, encoding="utf-8")
    return made


def test_each_site_becomes_a_source(project: Project) -> None:
    file = project.folder / "mine.opml"
    done = project.run("sources", "import", str(file))
    assert done.returncode == 2, "two outlines are no feeds"
    assert f"{file}:11: the outline 'A page' is no feed (type 'link'); it is left out" in done.stderr
    assert f"{file}:12: xmlUrl = 'feed:nowhere': allowed: an http:// or https:// URL" in done.stderr
    assert "Known: declared already, by known" in done.stdout
    assert "3 sources declared." in done.stderr
    declared = {path.stem: tomllib.loads(path.read_text()) for path in (project.folder / "sources").iterdir()}
    assert set(declared) == {"known", "gk", "harbour", "harbour-2"}
    assert declared["gk"] == {
        "title": "港口日报",
        "home": "https://gk.example/",
        "language": "zh-CN",
        "feeds": [{"url": "https://gk.example/rss"}, {"url": "https://gk.example/sport.rss"}],
    }
    assert declared["harbour"]["title"] == 'Harbour "Courant"'
    assert "# News / China" in (project.folder / "sources" / "gk.toml").read_text()
    assert project.run("sources", "check").returncode == 0
    again = project.run("sources", "import", str(file))
    assert "0 sources declared." in again.stderr


def test_only_printed(project: Project) -> None:
    done = project.run("sources", "import", str(project.folder / "mine.opml"), "--dry-run")
    assert "# gk.toml" in done.stdout
    assert "3 sources would be declared." in done.stderr
    assert [path.stem for path in (project.folder / "sources").iterdir()] == ["known"]


def test_what_is_exported_is_imported_again(project: Project, tmp_path: Path) -> None:
    project.run("sources", "import", str(project.folder / "mine.opml"))
    project.declare("mapped", 'sitemaps = [{ url = "http://mapped.example/s.xml" }]\n')
    file = tmp_path / "out.opml"
    done = project.run("sources", "export", "--opml", "--output", str(file))
    assert done.returncode == 0, done.stderr
    assert "mapped has no feed" in done.stderr
    read = read_opml(file.read_bytes(), "out.opml")
    assert not read.mistakes
    assert [(site.title, len(site.feeds)) for site in read.sites if site.home == "https://gk.example/"] == [
        ("港口日报", 2)
    ]
    assert project.run("sources", "export", "--opml", "harbour").stdout.count("<outline") == 1
    assert "exists" in project.run("sources", "export", "--opml", "--output", str(file)).stderr
    none = project.run("sources", "export", "--opml", "mapped")
    assert (none.returncode, none.stdout) == (2, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<rss/>", "is no OPML: allowed is an <opml> with a <body>"),
        ("<opml><body><outline", "is no OPML:"),
        ("no xml", "is no OPML:"),
        ('<!DOCTYPE opml [<!ENTITY a "aa">]><opml><body>&a;</body></opml>', "has a DOCTYPE"),
        ('<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml><body/></opml>', "has a DOCTYPE"),
    ],
)
def test_bad_files_are_one_error(project: Project, text: str, said: str) -> None:
    file = project.folder / "bad.opml"
    file.write_text(text)
    done = project.run("sources", "import", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    missing = project.run("sources", "import", str(project.folder / "away.opml"))
    assert missing.returncode == 2
    assert "away.opml cannot be read: No such file" in missing.stderr


def opml_in(encoding: str, doctype: str, outlines: str) -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<opml><body>{outlines}</body></opml>'
    return text.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE opml [<!ENTITY a "berth">]>', '<!DOCTYPE opml SYSTEM "berths.dtd">']
)
def test_a_doctype_is_refused_in_any_encoding(encoding: str, doctype: str) -> None:
    outline = '<outline text="Berth" xmlUrl="http://berth.example/feed"/>'
    (site,) = read_opml(opml_in(encoding, "", outline), "x").sites
    assert (site.title, site.feeds) == ("Berth", ("http://berth.example/feed",))
    with pytest.raises(UsageError, match="has a DOCTYPE"):
        read_opml(opml_in(encoding, doctype, outline), "x")


@pytest.mark.parametrize("nested", [False, True])
def test_a_file_of_a_million_outlines_is_refused_at_its_beginning(nested: bool) -> None:
    body = opml_in("utf-8", "", ("<outline><outline/></outline>" if nested else "<outline/>") * 600_000)
    begun = time.process_time()
    with pytest.raises(UsageError, match="has more than 20,000 outlines"):
        read_opml(body, "x")
    assert time.process_time() - begun < 5


def test_outlines_come_as_they_stand() -> None:
    text = "".join(
        f'<outline text="F{n}"><outline text="{n}" xmlUrl="http://h{n}.example/f">'
        f'<outline text="{n}b" xmlUrl="http://i{n}.example/f"/></outline></outline>'
        for n in range(3)
    )
    read = read_opml(opml_in("utf-8", "", text), "x")
    assert [(site.title, site.folders) for site in read.sites] == [
        (f"{n}{more}", (f"F{n}",)) for n in range(3) for more in ("", "b")
    ]


def test_what_is_printed_of_an_address_hides_its_password(project: Project) -> None:
    file = project.folder / "paid.opml"
    long = f"feed://clerk:tide{'x' * 100}@far.example/f"
    outlines = (
        '<outline text="Paid" xmlUrl="http://clerk:tide@paid.example/f"/>'
        '<outline xmlUrl="http://clerk:tide@known.example/feed"/>'
        f'<outline text="Far" xmlUrl="{long}"/>'
    )
    project.declare("paying", 'feeds = [{ url = "http://clerk:tide@known.example/feed" }]\n')
    file.write_bytes(opml_in("utf-8", "", outlines))
    done = project.run("sources", "import", str(file))
    assert "1 feed, http://***@paid.example/f" in done.stdout
    assert "tide" not in done.stdout + done.stderr
    (written,) = project.folder.rglob("*paid.toml")
    assert "clerk:tide@paid.example" in written.read_text(encoding="utf-8"), "the declaration needs it"


@given(
    st.binary(max_size=300)
    | st.text(alphabet="<>/ outlinexmlUrl='\"opmlbody&;", max_size=200).map(str.encode)
)
def test_any_file_is_read_or_refused(body: bytes) -> None:
    try:
        read_opml(body, "x.opml")
    except UsageError as error:
        assert "x.opml" in error.message


TITLES = (
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=50).map(str.split).map(" ".join)
)


@given(TITLES.filter(bool))
def test_any_title_survives(title: str) -> None:
    site = Subscription(title=title, feeds=("http://h.example/f",), home="http://h.example/")
    assert read_opml(write_opml([site], "x"), "x").sites == (site,)
