"""A source file is reviewed like code: each mistake is said with file, field, value and what is allowed."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.errors import ConfigurationError, SourceError
from newsarchive.hints import NO_HINTS, PageHints, Selectors
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.sources import load_source, load_sources, source_names
from newsarchive.sources.declaration import is_timezone

GOOD = 'title = "Harbour News"\n[[feeds]]\nurl = "http://harbour.example/feed"\n'
SHIPPED = Path(__file__).resolve().parents[2] / "settings" / "sources"


def write(folder: Path, text: str, name: str = "harbour") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(path: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        load_source(path)
    lines = caught.value.message.splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def test_defaults_are_polite(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, GOOD))
    assert (source.name, source.delay, source.concurrency, source.recheck_days) == ("harbour", 2.0, 2, None)
    assert source.verify_tls
    assert not source.allow_private_addresses
    assert source.every is None
    assert source.hints() == NO_HINTS


def test_every_field_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("http://harbour.example/a\n")
    text = """
    name = "harbour"
    title = "Harbour News"
    home = "https://harbour.example/"
    language = "zh-Hant"
    timezone = "Asia/Taipei"
    recheck_days = "always"
    every = "30m"
    delay = 0
    concurrency = 4
    allow_private_addresses = true
    verify_tls = false
    keep_payloads = "all"
    headers = { Accept-Language = "zh-TW" }
    feeds = [{ url = "http://harbour.example/feed" }]
    sitemaps = [{ url = "http://harbour.example/sitemap.xml" }]
    sections = [{ url = "http://harbour.example/", article = "/a/[0-9]+" }]
    lists = [{ url = "http://harbour.example/list.json", pages = 3 }]
    addresses = { urls = ["http://harbour.example/b"], file = "list.txt" }
    links = { allow = ["^http://harbour"], deny = ["/video/"] }
    extraction = { body = "div.text", title = "h1", author = ".by", date = "time", remove = [".ad", "nav"] }
    """
    source = load_source(write(tmp_path, text))
    assert source.recheck_days == "always"
    assert source.every == 1800
    assert {
        kind.field: [table.model_dump(exclude_defaults=True) for table in [*source.tables(kind)]]
        for kind in listing_kinds()
    } == {
        "feeds": [{"url": "http://harbour.example/feed"}],
        "sitemaps": [{"url": "http://harbour.example/sitemap.xml"}],
        "sections": [{"url": "http://harbour.example/", "article": "/a/[0-9]+"}],
        "lists": [{"url": "http://harbour.example/list.json", "pages": 3}],
        "addresses": [{"urls": ("http://harbour.example/b",), "file": "list.txt"}],
    }
    assert source.hints() == PageHints(
        selectors=Selectors(body="div.text", title="h1", author=".by", date="time", remove=(".ad", "nav")),
        timezone="Asia/Taipei",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('home = "ftp://x.example"', "home = 'ftp://x.example': allowed: an http:// or https:// URL"),
        ('timezone = "Asia/Peking"', "timezone = 'Asia/Peking': allowed: an IANA time zone"),
        ("delay = -1", "delay = -1: allowed: a number from 0 to 600"),
        ("delay = nan", "delay = nan: allowed: a number from 0 to 600"),
        ('delay = "fast"', "delay = 'fast': allowed: a number from 0 to 600"),
        ("delay = true", "delay = True: allowed: a number from 0 to 600"),
        ("concurrency = 99", "concurrency = 99: allowed: a whole number from 1 to 16"),
        ("concurrency = 1.5", "concurrency = 1.5: allowed: a whole number from 1 to 16"),
        ("requests_per_day = 0", "requests_per_day = 0: allowed: a whole number from 1 to 1,000,000"),
        ("keep_payload_days = 0", "keep_payload_days = 0: allowed: a whole number from 1 to 36,500"),
        ("expect = { with_title = 95 }", "expect.with_title = 95: allowed: a number from 0 to 1"),
        ("verify_tls = 1", "verify_tls = 1: allowed: true or false"),
        ("links = 3", "links = 3: allowed: a table [links]"),
        ("links = { deny = 'x' }", "links.deny = 'x': allowed: a list in square brackets"),
        ("language = 3", "language = 3: allowed: a text in quotes"),
        (
            'recheck_days = "never"',
            "recheck_days = 'never': allowed: a number of days from 0 to 36,500, or \"always\"",
        ),
        ('language = "Englisch"', "language = 'Englisch': allowed: a BCP 47 tag such as zh, en or de-AT"),
        ('every = "5 minutes"', "every = '5 minutes': allowed: a text such as"),
        ('every = "5s"', "every = '5s': allowed: a text such as"),
        ('at = ["6:30"]', "at[1] = '6:30': allowed: a text such as \"06:30\""),
        ('at = ["24:00"]', "at[1] = '24:00': allowed: a text such as"),
        ("at = [06:30:00]", "at[1] = datetime.time(6, 30): allowed: a text such as"),
        ("at = []", "at = (): allowed: a list with at least one entry"),
        ('every = "1h"\nat = ["06:30"]', "every and at are both there; allowed: one of them"),
        ("obey_robots = false", "obey_robots is an unknown field; allowed here: name, title"),
        (
            "headers = { Cookie = 'a' }",
            "headers.Cookie = 'Cookie': allowed: accept, accept-language, referer",
        ),
        ("links = { allow = ['*'] }", "links.allow[1] = '*': allowed: a Python regular expression"),
        (
            "rights = { noarchiv = 'keep' }",
            "rights.noarchiv is an unknown field; allowed here: noarchive, tdm",
        ),
        (
            "sections = [{ adress = 'x' }]",
            "sections[1].adress is an unknown field; allowed here: url, article",
        ),
        ("links = { alow = [] }", "links.alow is an unknown field; allowed here: allow, deny"),
        ("extraction = { body = 'p >' }", "extraction.body = 'p >': allowed: a CSS selector; here Expected"),
        (
            "extraction = { remove = ['p', 'a::text'] }",
            "extraction.remove[2] = 'a::text': allowed: a CSS selector",
        ),
        (
            "extraction = { text = 'p' }",
            "extraction.text is an unknown field; allowed here: body, title, author",
        ),
        ("sections = [{ article = 'x' }]", "sections[1].url is missing"),
        (
            "sections = 'http://x.example'",
            "sections = 'http://x.example': allowed: one table [[sections]] or more",
        ),
        (
            "sections = { url = 'http://x.example' }",
            "sections = {'url': 'http://x.example'}: allowed: one table [[",
        ),
        ('name = "other"', "name = 'other': allowed: 'harbour', the name of the file"),
        ("addresses = { file = 'none.txt' }", "addresses.file = 'none.txt': allowed: a file there is"),
        ('keep_payloads = "some"', "keep_payloads = 'some': allowed: 'first_and_changed', 'all' or 'none'"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, line: str, said: str) -> None:
    assert any(mistake.startswith(said) for mistake in mistakes(write(tmp_path, line + "\n" + GOOD)))


def test_all_mistakes_of_a_file_are_named(tmp_path: Path) -> None:
    found = mistakes(write(tmp_path, 'title = ""\ndelay = -1\ncolour = 1\n[[feeds]]\nurl = "x"\n'))
    assert [mistake.split(" ")[0] for mistake in found] == ["title", "feeds[1].url", "delay", "colour"]


@pytest.mark.parametrize("line", ['at = ["25:00"]', "recheck_days = -1", 'recheck_days = "never"'])
def test_one_mistake_is_told_once(tmp_path: Path, line: str) -> None:
    assert len(mistakes(write(tmp_path, f"{line}\n{GOOD}"))) == 1


def test_all_mistakes_of_all_files_are_named(tmp_path: Path) -> None:
    write(tmp_path, "title = ", "first")
    write(tmp_path, 'title = "Second"', "second")
    write(tmp_path, GOOD, "third")
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(SourceError) as caught:
        load_sources(tmp_path)
    first, latin, second = sorted(caught.value.message.splitlines())
    assert "first.toml: is not valid TOML" in first
    assert "latin.toml: is not UTF-8 (byte 9)" in latin
    assert "second.toml: no place to find articles" in second


def test_no_name_of_a_stranger_begins_a_line(tmp_path: Path) -> None:
    """Neither a key nor a file can forge a line about another file."""
    path = write(tmp_path, f'"k\\u001b[31m\\n/x.toml: forged" = 1\n{GOOD}', "d\ny.toml: forged")
    with pytest.raises(SourceError) as caught:
        load_sources(tmp_path)
    lines = caught.value.message.splitlines()
    shown = str(path).replace("\n", "\\u000a")
    assert all(line.startswith(f"{shown}: ") for line in lines)
    assert [line for line in lines if "k\\u001b[31m\\u000a/x.toml: forged is an unknown field" in line]
    with pytest.raises(ConfigurationError) as unknown:
        load_sources(tmp_path, ["nope"])
    assert "\n" not in str(unknown.value.hint)


def test_a_long_wrong_address_shows_no_password(tmp_path: Path) -> None:
    text = GOOD.replace("http://harbour.example/feed", f"http://clerk:tide{'x' * 90}@a.example/ f")
    (said,) = mistakes(write(tmp_path, text))
    assert "tide" not in said
    assert said.startswith("feeds[1].url = 'http://***@a.example/ f'")


def test_unknown_names_and_folders(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(ConfigurationError, match=r"Unknown source 'nope'(.|\n)*Declared are: harbour"):
        load_sources(tmp_path, ["harbour", "nope"])
    with pytest.raises(ConfigurationError, match="does not exist"):
        source_names(tmp_path / "nowhere")


def test_shipped_sources_are_right() -> None:
    assert {"chinanews", "bbc", "tagesschau", "asahi"} <= load_sources(SHIPPED).keys()


NO_ZONES = [
    "",
    "Asia",
    "Asia/",
    "Asia/Peking",
    "asia/shanghai",
    "UTC ",
    "../UTC",
    "/etc/passwd",
    "\0",
    "\ud800",
]
NO_ZONES += [
    "posixrules",
    "posix/UTC",
    "right/UTC",
    "Asia//Tokyo",
    "Asia/./Tokyo",
    "zone.tab",
    ".",
    "a" * 5_000,
]


def test_a_time_zone_is_one_of_those_there_are() -> None:
    zones = available_timezones()
    assert [zone for zone in zones if not is_timezone(zone)] == []
    assert zones.isdisjoint(NO_ZONES)
    assert [name for name in NO_ZONES if is_timezone(name)] == []


@given(
    st.text(max_size=40) | st.lists(st.sampled_from(["Asia", "UTC", "/", ".", "right", "\0"])).map("".join)
)
def test_whatever_is_written_is_a_time_zone_or_none(name: str) -> None:
    assert is_timezone(name) == (name in available_timezones())


def test_times_of_the_day(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, 'timezone = "Asia/Taipei"\nat = ["06:30", "18:00"]\n' + GOOD))
    assert source.at == (time(6, 30), time(18))


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "pier.toml").symlink_to(tmp_path / "gone.toml")
    with pytest.raises(SourceError, match=r"pier\.toml: is a link to .*gone\.toml, which is not there"):
        load_source(tmp_path / "pier.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n = " + "9" * 5_000, r"bad\.toml: is not valid TOML: a whole number has more than 4,300 digits"),
        ("a = " + "[" * 2_000, r"bad\.toml: is not valid TOML: lists or tables are nested too deep"),
    ],
    ids=["digits", "brackets"],
)
def test_what_python_does_not_read_stops_its_own_source_only(tmp_path: Path, text: str, said: str) -> None:
    """It ended each command that reads the folder with a traceback."""
    (tmp_path / "bad.toml").write_text(text)
    with pytest.raises(SourceError, match=said):
        load_source(tmp_path / "bad.toml")


def test_a_device_is_no_declaration(tmp_path: Path) -> None:
    """Its size is 0, and it was read without end."""
    (tmp_path / "bad.toml").symlink_to("/dev/zero")
    with pytest.raises(SourceError, match="is no file"):
        load_source(tmp_path / "bad.toml")
