"""Canonical URLs: decides when two links mean the same page.

A server can be asked for a `canonical_url`: it keeps the order of parameters. A `canonical_key` is for
comparison only: it has no scheme, and its parameters are sorted. Both functions are total and need no
network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import tldextract
from w3lib.url import safe_url_string

# Tracking parameters: they identify who shared or opens a link, never the page.
#
# Those of advertisers and newsletters (from the lists of ClearURLs and miniflux), and those of links that
# Chinese applications share: WeChat, Weibo, Toutiao, Baidu, Alibaba's spm and scm
# (docs/explanation/discovery.md#tracking-parameters).

_NAMES = """
    spm scm from isappinstalled nsukey wfr tt_from tt_medium tt_campaign share_token share_from share_source
    share_medium share_uid share_id shareuid sharefrom sharesource from_source from_spmid fromuid
    weibo_id wxshare_count wx_share_uid weixin_share_count bdmsfrom bd_vid
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id
    mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi __hstc __hssc __hsfp hsctatracking vero_id vero_conv
    oly_anon_id oly_enc_id rb_clickid s_cid ref_src ref_url cmpid icid ncid ocid smid smtyp guccounter
    guce_referrer guce_referrer_sig sr_share echobox xtor wt_mc wt_zmc at_medium at_campaign at_link_id
    at_link_type at_link_origin at_format at_ptr_name at_bbc_team at_custom1 at_custom2 at_custom3
    at_custom4
    phpsessid jsessionid
"""
_TRACKING_NAMES = frozenset(_NAMES.split())
_TRACKING_PREFIXES = ("utm_", "hmsr_", "pk_", "piwik_", "mtm_", "matomo_", "aspsessionid")

# Names in the table above that select the page on these hosts (and their subdomains).
_KEPT_ON: dict[str, frozenset[str]] = {
    "xe.com": frozenset({"from"}),  # the currency converted from
}

# Further names that only track on these hosts (and their subdomains).
_DROPPED_ON: dict[str, frozenset[str]] = {
    "baidu.com": frozenset({"for"}),
    "mp.weixin.qq.com": frozenset(
        {"scene", "srcid", "sharer_sharetime", "sharer_shareid", "sharer_shareinfo"}
    ),
    "sina.cn": frozenset({"cre", "loc", "r", "rfunc", "tj", "tr", "wm", "vt"}),
    "sohu.com": frozenset({"_f", "_trans_", "pvid"}),
    "163.com": frozenset({"clickfrom"}),
    "theguardian.com": frozenset({"cmp"}),
}


def is_tracking(name: str, host: str) -> bool:
    """Say whether the query parameter `name` only tracks on `host`; case does not matter."""
    name = name.lower()
    if any(name in _KEPT_ON.get(suffix, ()) for suffix in _suffixes(host)):
        return False
    if name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES):
        return True
    return any(name in _DROPPED_ON.get(suffix, ()) for suffix in _suffixes(host))


def _suffixes(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


# PostgreSQL cannot index a value over 2,704 bytes (a third of a btree page); browsers stop at about 2,083.
LONGEST_URL = 2_048

# Longer text is not a URL, even if removing escapes, dots and parameters would shorten it.
LONGEST_WRITTEN_URL = 8 * LONGEST_URL

_DEFAULT_PORTS = {"http": 80, "https": 443}
# Java servers put the session id into the path if cookies are off.
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\Z")
_IPV6 = re.compile(r"[0-9a-f:.]{2,45}\Z")
# Most URLs are canonical already; this pattern recognises them ten times faster than normalising. The lengths
# are those of RFC 1035, 2.3.4; a port must not be the default one.
_LABEL = "(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_TIDY = re.compile(
    rf"https?://(?=[a-z0-9.-]{{1,253}}[:/])(?:{_LABEL}\.)*{_LABEL}(?::(?!80/|443/)(?:[1-9][0-9]{{1,3}}|[1-5][0-9]{{4}}))?"
    r"(?:/(?!\.)[A-Za-z0-9._~-]*)+\Z"
)

# The few URLs of a page are normalised a dozen times until it is stored.
_REMEMBERED = 4_096


@lru_cache(maxsize=_REMEMBERED)
def canonical_url(url: str) -> str | None:
    """Return the canonical spelling of an http(s) URL, or None if it is not usable.

    The host is lower-case and punycode; default port, user name, fragment, session and tracking parameters
    are removed; dot segments are resolved (RFC 3986, 5.2.4); escapes are upper-case and only where needed
    (6.2.2). Also None if the result is longer than LONGEST_URL.
    """
    if is_tidy(url):
        return url
    result = _normalised(url)
    return result if result is not None and len(result) <= LONGEST_URL else None


def _normalised(url: str) -> str | None:
    """Return the canonical spelling of whatever length, None if there is none."""
    if len(url) > LONGEST_WRITTEN_URL:
        return None
    try:
        parts = urlsplit(safe_url_string(url.strip(), encoding="utf-8"))
        scheme = parts.scheme.lower()
        netloc = _netloc(parts, scheme)
    except ValueError:  # invalid brackets, ports, labels and surrogates
        return None
    if netloc is None:
        return None
    query = "&".join(_kept_parameters(parts.query, netloc.partition(":")[0]))
    return f"{scheme}://{netloc}{_path(parts.path)}" + (f"?{query}" if query else "")


def is_too_long(link: str, base: str = "") -> bool:
    """Say whether the link is an http(s) URL that cannot be used for its length alone; total.

    Of a link longer than LONGEST_WRITTEN_URL the beginning decides.
    """
    try:
        whole = urljoin(base, link.strip()[:LONGEST_WRITTEN_URL])
    except ValueError:
        return False
    spelled = _normalised(whole[:LONGEST_WRITTEN_URL])
    return spelled is not None and (len(spelled) > LONGEST_URL or len(link) > LONGEST_WRITTEN_URL)


def is_tidy(url: str) -> bool:
    """Say whether a URL is recognised as canonical; others may still be."""
    return len(url) <= LONGEST_URL and _TIDY.match(url) is not None


def canonical_key(url: str) -> str:
    """Return the key that all spellings of one URL share: canonical, without scheme, parameters sorted.

    Total: text that is not a usable URL is returned stripped.
    """
    canonical = canonical_url(url)
    if canonical is None:
        return url.strip()
    path, mark, query = canonical.partition("://")[2].partition("?")
    return path + mark + "&".join(sorted(query.split("&")))


def is_http_url(text: str) -> bool:
    """Say whether the whole text is one usable http(s) URL."""
    return not any(character.isspace() for character in text.strip()) and canonical_url(text) is not None


def resolve(base: str, link: str) -> str | None:
    """Return the link in a document at `base` as an absolute URL without fragment, None if it is not usable.

    The spelling stays the publisher's, which is the one to request; compare by `canonical_key`.
    """
    if is_tidy(link):
        return link
    if len(link) > LONGEST_WRITTEN_URL:
        return None
    try:
        joined = urljoin(base, link.strip())
        safe = safe_url_string(joined, encoding="utf-8").partition("#")[0]
    except ValueError:
        return None
    return safe if canonical_url(safe) is not None else None


def is_other_page(link: str, url: str) -> bool:
    """Say whether a link leads from `url` to another page of the same host."""
    return host_of(link) == host_of(url) and canonical_key(link) != canonical_key(url)


def host_of(url: str) -> str | None:
    """Return the host (lower-case, punycode, no port) of a usable URL, else None."""
    canonical = canonical_url(url)
    return urlsplit(canonical).hostname if canonical else None


# Hosts that give each publisher a name below theirs and are not in the public suffix list (as of tldextract
# 5.4.0): a name there is a site of its own. Those where people publish news and blogs, collected 2026-11.
_SHARED_HOSTS = (
    *("substack.com", "wordpress.com", "home.blog", "news.blog", "tumblr.com", "medium.com", "ghost.io"),
    *("livejournal.com", "typepad.com", "weebly.com", "over-blog.com", "beehiiv.com", "canalblog.com"),
    *("squarespace.com", "jimdofree.com", "webnode.page", "micro.blog", "bearblog.dev", "hashnode.dev"),
    *("blogs.sapo.pt", "pixnet.net", "fc2.com", "blog.fc2.com", "tistory.com", "blog.hu", "blogg.se"),
    *("ucoz.ru", "wpcomstaging.com", "writeas.com", "posthaven.com"),
    # Blogger's names in countries, which redirect to each other.
    *(
        "blogspot.de",
        "blogspot.fr",
        "blogspot.it",
        "blogspot.nl",
        "blogspot.ru",
        "blogspot.in",
        "blogspot.ca",
    ),
    *(
        "blogspot.ch",
        "blogspot.at",
        "blogspot.be",
        "blogspot.se",
        "blogspot.no",
        "blogspot.dk",
        "blogspot.fi",
    ),
    *(
        "blogspot.hu",
        "blogspot.ro",
        "blogspot.cz",
        "blogspot.sk",
        "blogspot.pt",
        "blogspot.ie",
        "blogspot.hk",
    ),
    *("blogspot.tw", "blogspot.sg", "blogspot.jp"),
    *(
        "blogspot.co.uk",
        "blogspot.co.id",
        "blogspot.com.br",
        "blogspot.com.es",
        "blogspot.com.tr",
        "blogspot.mx",
    ),
)
# The list is the one that the library brings: nothing is fetched, nothing written.
_SUFFIXES = tldextract.TLDExtract(
    cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True, extra_suffixes=_SHARED_HOSTS
)


@lru_cache(maxsize=_REMEMBERED)
def site_of(host: str) -> str:
    """Return the registrable domain of a host: a label more than its public suffix; an IP address as it is.

    Suffixes are those of the public suffix list with its private part: under `github.io` each name is one.
    """
    if ":" in host:
        return host
    found = _SUFFIXES.extract_str(host)
    if not found.suffix:
        # No suffix that is known: an address, a name of a private network, of an example.
        return host if found.domain == host else ".".join(host.split(".")[-2:])
    return f"{found.domain}.{found.suffix}" if found.domain else host


def same_site(one: str, other: str) -> bool:
    """Say whether the hosts of two URLs have the same registrable domain; total."""
    first, second = host_of(one), host_of(other)
    return first is not None and second is not None and site_of(first) == site_of(second)


def _netloc(parts: SplitResult, scheme: str) -> str | None:
    host, port = (parts.hostname or "").rstrip("."), parts.port
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    if ":" in host:
        if not _IPV6.match(host):
            return None
        host = f"[{host}]"
    else:
        host = host.encode("idna").decode("ascii").lower()
        if len(host) > 253 or not _HOST.match(host):  # RFC 1035, 2.3.4
            return None
    return host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"


def _path(path: str) -> str:
    kept: list[str] = []
    segments = _SESSION.sub("", _normal_escapes(path)).split("/")
    for segment in segments[1:] if path.startswith("/") else segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _kept_parameters(query: str, host: str) -> list[str]:
    return [
        _normal_escapes(part)
        for part in query.split("&")
        if part and not is_tracking(unquote(part.partition("=")[0]), host)
    ]


def _normal_escapes(text: str) -> str:
    return _ESCAPE.sub(_normal_escape, text)


def _normal_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"  # a percent sign that begins no escape
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


# Matching a URL with declared patterns: as linked, or in its canonical spelling.


def matches_pattern(url: str, patterns: Iterable[str]) -> bool:
    """Say whether any pattern matches the URL as written or in its canonical spelling."""
    return fitting(url, patterns) is not None


def fitting(url: str, patterns: Iterable[str]) -> str | None:
    """Return the first pattern that matches the URL, None if none does."""
    canonical = canonical_url(url) or url
    spellings = (url,) if canonical == url else (url, canonical)
    found = (pattern for pattern in patterns for spelling in spellings if re.search(pattern, spelling))
    return next(found, None)
