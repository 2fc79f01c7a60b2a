"""What the program that saved a page wrote at its head: the page's address, and when it was saved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newsarchive.text.decoding.byte_shape import bom_codec
from newsarchive.text.decoding.containers import mail_moment, open_copy, whole_address
from newsarchive.text.entities import unescape
from newsarchive.text.replayed_addresses import capture_time, replay_of

_Saver = Literal["singlefile", "httrack", "browser", "scrapbook", "wayback", "pywb", "cache", "replay"]
# Programs that make the page's links local: what they say of it is of the copy, not of the page.
_LOCAL_LINKS: frozenset[_Saver] = frozenset({"httrack", "browser", "scrapbook"})
# Browsers keep the files of a page in a folder beside it, whose name ends so in each of their languages
# ("Connected Files" in Microsoft's documentation of its shell).
_FOLDER_BESIDE = re.compile(
    r"=\s{0,5}[\"']?(?:\./)?[^\"'<>:/?#\s][^\"'<>:/?#]{0,250}(?:[._]files|[-_]Dateien|[-_]fichiers|-filer|_file"
    r"|_archivos|_arquivos|_ficheiros|_bestanden|_bylos|_datoteke|_dosyalar|_elemei|_failid|_fails|_fajlovi"
    r"|_fitxategiak|_fitxers|_pliki|_soubory|_tiedostot)/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaverMark:
    """Who saved a page; the address and the moment (UTC) that the mark states."""

    saver: _Saver
    address: str | None = None
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedOrigin:
    """Where a saved page came from and when it was saved, as far as the file says."""

    address: str | None = None
    saved_at: datetime | None = None


_HEAD = 32 * 1024  # characters; archives put some kilobytes of script before the page's own head


def saved_origin(body: bytes, content_type: str | None) -> SavedOrigin:
    """Return what a saved page's bytes say of its address and of the moment of saving; never raises."""
    copy = open_copy(body, content_type)
    if copy.problem:
        return SavedOrigin()
    bom = bom_codec(copy.body)
    mark = saver_mark(copy.body[: 4 * _HEAD].decode(bom[0] if bom else "utf-8", "replace").lstrip("\ufeff"))
    if mark is None:
        return SavedOrigin(copy.address, copy.saved_at)
    return SavedOrigin(copy.address or mark.address, copy.saved_at or mark.saved_at)


# What stands before the page itself: comments, the type of the document, the root element's tag.
_BEFORE = re.compile(
    r"\s*+(?:<!--(?P<comment>(?:(?!-->).){0,4000})-->|<!doctype[^>]{0,400}>|<\?xml[^>]{0,200}>"
    r"|<(?P<tag>html|head)\b(?P<attributes>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>)",
    re.IGNORECASE | re.DOTALL,
)
_MOST_BEFORE = 20
_URL = r"https?://[^\s<>\"']{1,2000}"
_SINGLEFILE = re.compile(
    rf"\s*Page saved with SingleFile\s+url:\s+(?P<url>{_URL})\s+saved date:\s+(?P<date>[^\n]{{20,100}})",
    re.DOTALL,
)
# Its address has no scheme.
_HTTRACK = re.compile(
    r"\s*Mirrored from (?P<url>[^\s<>\"']{4,2000}) by HTTrack Website Copier/[^\n]{1,60}, "
    r"(?P<date>[^,\n]{3}, [^,\n]{10,30})\s*"
)
# The number is the length of the address: browsers wrote it before they read the comment back.
_SAVED_FROM = re.compile(rf"\s*saved from url=\((?P<length>\d{{4}})\)(?P<url>{_URL})\s*")
# Written by hand to open a page as one of the web ("Mark of the Web" in Microsoft's documentation): no page's
# address. A site's root and a host without a dot stand so over many pages too.
_GENERIC = re.compile(r"https?://(?:internet\.e-mail\b.*|[^/.]*(?:[/?#].*)?|[^/?#]*/?)", re.IGNORECASE)
_SCRAPBOOK = re.compile(rf"\bdata-scrapbook-source\s*=\s*[\"'](?P<url>{_URL})[\"']")
_SCRAPBOOK_DAY = re.compile(r"\bdata-scrapbook-create\s*=\s*[\"'](?P<moment>\d{14})\d{3}[\"']")
_WAYBACK = re.compile(rf"__wm\.wombat\(\"(?P<url>{_URL})\",\"(?P<moment>\d{{14}})\"")
_PYWB = re.compile(
    rf"\bwbinfo\.url = \"(?P<url>{_URL})\";\s+wbinfo\.timestamp = \"(?P<moment>\d{{14}})\";", re.DOTALL
)
_CACHE = re.compile(
    rf"<base href=\"(?P<url>{_URL})\"[^>]{{0,20}}>(?=.{{0,4000}}id=\"google-cache-hdr\")", re.DOTALL
)
_CANONICAL = re.compile(
    r"<link\s[^>]{0,200}?rel=[\"']?canonical[\"']?\s[^>]{0,200}?href=[\"']?(?P<url>(?:https?:/)?/[^\s<>\"']{1,2000})",
    re.IGNORECASE,
)
_SCRIPT_DAY = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")


def saver_mark(text: str) -> SaverMark | None:
    """Return the mark at the head of a page, None where there is none in a saver's own form."""
    at = 0
    for _ in range(_MOST_BEFORE):
        found = _BEFORE.match(text, at, at + _HEAD)
        if found is None:
            break
        said, attributes = found["comment"], found["attributes"]
        mark = _of_comment(said, text) if said else _of_root(attributes or "")
        if mark:
            return mark
        at = found.end()
    return _of_archive(text[:_HEAD])


def has_local_links(text: str) -> bool:
    """Whether a page's head says that it is a copy whose links lead to other files of the copy."""
    head = text[:_HEAD]
    if not any(word in head for word in ("Mirrored from", "saved from url", "data-scrapbook-source")):
        return False
    mark = saver_mark(text)
    if mark is None or mark.saver not in _LOCAL_LINKS:
        return False
    # Authors put saved pages on their sites, comment and all, with links that lead to files of the site.
    return mark.saver != "browser" or _FOLDER_BESIDE.search(text) is not None


def _of_comment(comment: str, text: str) -> SaverMark | None:
    if found := _SINGLEFILE.match(comment):
        return SaverMark("singlefile", whole_address(found["url"]), _script_moment(found["date"]))
    if found := _HTTRACK.fullmatch(comment):
        return SaverMark("httrack", _with_scheme(found["url"], text[:_HEAD]), mail_moment(found["date"]))
    if found := _SAVED_FROM.fullmatch(comment):
        url = found["url"]
        # A comment may not hold two hyphens.
        is_whole = int(found["length"]) in {len(url), len(url.replace("%2D%2D", "--"))}
        if is_whole and not _GENERIC.fullmatch(url):
            return SaverMark("browser", whole_address(url))
    return None


def _of_root(attributes: str) -> SaverMark | None:
    found = _SCRAPBOOK.search(attributes) if "data-scrapbook-source" in attributes else None
    if found is None:
        return None
    day = _SCRAPBOOK_DAY.search(attributes)
    return SaverMark(
        "scrapbook", whole_address(unescape(found["url"])), capture_time(day["moment"]) if day else None
    )


def _of_archive(head: str) -> SaverMark | None:
    if "__wm.wombat(" in head and (found := _WAYBACK.search(head)):
        return SaverMark("wayback", whole_address(found["url"]), capture_time(found["moment"]))
    if "wbinfo.url" in head and (found := _PYWB.search(head)):
        return SaverMark("pywb", whole_address(found["url"]), capture_time(found["moment"]))
    if "google-cache-hdr" in head and (found := _CACHE.search(head[:8_000])):
        return SaverMark("cache", whole_address(unescape(found["url"])))
    if (found := _CANONICAL.search(head)) and (replay := replay_of(unescape(found["url"]))):
        return SaverMark("replay", whole_address(replay.address), replay.captured_at)
    return None


def _with_scheme(address: str, head: str) -> str | None:
    """Return the address with the scheme by which the page's head names its host, https where it does not."""
    if address.lower().startswith(("http://", "https://")):
        return whole_address(address)
    host = address.partition("/")[0]
    is_old = f"http://{host}" in head and f"https://{host}" not in head
    return whole_address(f"http{'' if is_old else 's'}://{address}") if "." in host else None


def _script_moment(text: str) -> datetime | None:
    """Read a moment as JavaScript writes it: `Tue Dec 01 2026 02:04:18 GMT+0000 (…)`."""
    found = _SCRIPT_DAY.match(text)
    return mail_moment(f"{found[2]} {found[1]} {found[3]} {found[4]} {found[5]}") if found else None
