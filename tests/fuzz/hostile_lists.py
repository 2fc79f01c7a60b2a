"""Documents made to cost a reader of lists or robots.txt more than their size: each grows with `n` alone.

A reader is linear when twice the `n` takes about twice the processor time. Every generator returns about a
hundred bytes for each unit of `n`, whatever its shape.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

Maker = Callable[[int], bytes]

ADDRESS = "https://harbour.example/a/{n}"


def _text(make: Callable[[int], str]) -> Maker:
    return lambda n: make(n).encode()


def _entries(n: int, inside: str = "") -> str:
    return "".join(f"<url><loc>{ADDRESS.format(n=number)}</loc>{inside}</url>" for number in range(n))


# What any reader of XML or HTML may be given.
MARKUP: dict[str, Maker] = {
    "blanks": lambda n: b" " * 100 * n,
    "blank lines": lambda n: b"\n" * 100 * n,
    "blanks behind a mark": lambda n: b"\xef\xbb\xbf<" + b" " * 100 * n,
    "blanks in a prolog": lambda n: b"<?xml " + b" " * 100 * n,
    "half prologs": lambda n: b" <?xml" * 17 * n,
    "angle brackets": lambda n: b"<" * 100 * n,
    "ampersands": lambda n: b"<urlset>" + b"&" * 100 * n,
    "half entities": lambda n: b"<urlset><url><loc>" + b"&#0" * 33 * n,
    "half comments": lambda n: b"<urlset>" + b"<!-" * 33 * n,
    "comments": lambda n: b"<urlset>" + b"<!---->" * 14 * n,
    "open comments": lambda n: b"<urlset>" + b"<!--" * 25 * n,
    "half sections": lambda n: b"<rss><channel>" + b"<![CDATA[" * 11 * n,
    "half declarations": lambda n: b"<!DOCTYPE" * 11 * n,
    "instructions": lambda n: b"<urlset>" + b"<?p ?>" * 16 * n,
    "nested": lambda n: b"<urlset><url>" + b"<a>" * 33 * n,
    "nested and closed": lambda n: b"<urlset><url>" + b"<a>" * 14 * n + b"</a>" * 14 * n + b"</url></urlset>",
    "closing only": lambda n: b"<urlset>" + b"</a>" * 25 * n,
    "attributes": lambda n: b"<urlset " + b" ".join(b"a%d=''" % number for number in range(10 * n)) + b">",
    "one attribute": lambda n: b"<urlset a='" + b"x" * 100 * n + b"'/>",
    "namespaces": lambda n: (
        b"<urlset " + b" ".join(b"xmlns:n%d='u:%d'" % (number, number) for number in range(5 * n)) + b"/>"
    ),
    "a long name": lambda n: b"<" + b"a" * 100 * n + b"/>",
    "zeros": lambda n: b"\0" * 100 * n,
    "broken characters": lambda n: b"<urlset>" + b"\xff\xfe\x80" * 33 * n,
    "gz of gz": lambda n: gzip.compress(gzip.compress(b"<urlset>" + b"<url/>" * 16 * n, mtime=0), mtime=0),
}
# Entities that hold entities: each level doubles what the one below it gives.
_DOUBLING = "".join(f'<!ENTITY e{level} "&e{level - 1};&e{level - 1};">' for level in range(1, 24))
ENTITIES = f'<!DOCTYPE x [<!ENTITY e0 "harbour">{_DOUBLING}]>'

SITEMAPS: dict[str, Maker] = {
    "entries": _text(lambda n: f"<urlset>{_entries(2 * n)}</urlset>"),
    "tiny entries": _text(lambda n: "<urlset>" + "<url/>" * 16 * n + "</urlset>"),
    "one entry of many": _text(lambda n: "<urlset><url>" + "<i/>" * 25 * n + "<loc>/a</loc></url></urlset>"),
    "nested entries": _text(lambda n: "<urlset>" + "<url>" * 20 * n),
    "nested and named": _text(lambda n: "<urlset>" + "<url><loc>/a</loc>" * 5 * n),
    "nested and closed": _text(lambda n: "<urlset>" + "<url>" * 9 * n + "</url>" * 9 * n + "</urlset>"),
    "shallow nests": _text(
        lambda n: "<urlset>" + ("<url>" * 200 + "</url>" * 200) * max(1, n // 22) + "</urlset>"
    ),
    "entries of many addresses": _text(
        lambda n: "<urlset><url>" + "<loc>/a</loc>" * 8 * n + "</url></urlset>"
    ),
    "pieces of an address": _text(
        lambda n: "<urlset><url><loc>" + "a<i/>" * 20 * n + "</loc></url></urlset>"
    ),
    "a long address": _text(
        lambda n: "<urlset><url><loc>https://a.example/" + "a" * 100 * n + "</loc></url></urlset>"
    ),
    "an address of dots": _text(lambda n: "<urlset><url><loc>" + "../" * 33 * n + "</loc></url></urlset>"),
    "an address of parameters": _text(
        lambda n: "<urlset><url><loc>/?" + "utm_a=1&amp;" * 8 * n + "</loc></url></urlset>"
    ),
    "an address of escapes": _text(
        lambda n: "<urlset><url><loc>/" + "%zz%C3" * 16 * n + "</loc></url></urlset>"
    ),
    "an address of a host": _text(
        lambda n: "<urlset><url><loc>https://" + "a." * 50 * n + "/</loc></url></urlset>"
    ),
    "blank addresses": _text(lambda n: "<urlset>" + "<url><loc> \n </loc></url>" * 4 * n + "</urlset>"),
    "long titles": _text(
        lambda n: (
            "<urlset xmlns:news='n'>"
            + _entries(3, "<news:news><news:title>" + "a " * 16 * n + "</news:title></news:news>")
            + "</urlset>"
        )
    ),
    "cross references": _text(
        lambda n: f"{ENTITIES}<urlset>{_entries(n, '<lastmod>&e23;</lastmod>')}</urlset>"
    ),
    "an index": _text(
        lambda n: (
            "<sitemapindex>"
            + "".join(f"<sitemap><loc>/{number}.xml</loc></sitemap>" for number in range(3 * n))
            + "</sitemapindex>"
        )
    ),
    "text lines": _text(lambda n: "\n".join(ADDRESS.format(n=number) for number in range(3 * n))),
    "text of no addresses": lambda n: b"a\n" * 50 * n,
    "one line of text": lambda n: b"a #" * 33 * n,
    "blanks in text": lambda n: b"https://a.example/" + b" " * 100 * n + b"#",
}

FEEDS: dict[str, Maker] = {
    "items": _text(
        lambda n: (
            "<rss version='2.0'><channel>"
            + "".join(f"<item><link>/a/{number}</link><title>t</title></item>" for number in range(2 * n))
            + "</channel></rss>"
        )
    ),
    "tiny items": _text(lambda n: "<rss version='2.0'><channel>" + "<item/>" * 14 * n + "</channel></rss>"),
    "nested items": _text(lambda n: "<rss version='2.0'><channel>" + "<item>" * 16 * n),
    "nested divs": _text(
        lambda n: "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>" + "<div>" * 20 * n
    ),
    "closed divs": _text(
        lambda n: (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>"
            + "<div>" * 9 * n
            + "</div>" * 9 * n
            + "</content></entry></feed>"
        )
    ),
    "one item of many": _text(
        lambda n: (
            "<rss version='2.0'><channel><item>"
            + "<category>a</category>" * 4 * n
            + "</item></channel></rss>"
        )
    ),
    "many categories": _text(
        lambda n: (
            "<rss version='2.0'><channel><item>"
            + "".join(f"<category>{number}</category>" for number in range(4 * n))
            + "</item></channel></rss>"
        )
    ),
    "many links": _text(
        lambda n: (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
            + "".join(f"<link rel='enclosure' href='/{number}'/>" for number in range(3 * n))
            + "</entry></feed>"
        )
    ),
    "many authors": _text(
        lambda n: (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
            + "<author><name>a (b@c.example)</name></author>" * 2 * n
            + "</entry></feed>"
        )
    ),
    "many enclosures": _text(
        lambda n: (
            "<rss version='2.0'><channel><item>" + "<enclosure url='/a'/>" * 5 * n + "</item></channel></rss>"
        )
    ),
    "a long description": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><description>"
            + "&lt;p&gt;a" * 10 * n
            + "</description></item></channel></rss>"
        )
    ),
    "a long section": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><description><![CDATA["
            + "<p>a</p>" * 12 * n
            + "]]></description></item></channel></rss>"
        )
    ),
    "links within": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><description>"
            + "&lt;a href=b&gt;" * 6 * n
            + "</description></item></channel></rss>"
        )
    ),
    "pieces of a title": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><title>"
            + "a&amp;" * 16 * n
            + "</title></item></channel></rss>"
        )
    ),
    "a long date": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><link>/a</link><pubDate>"
            + "1" * 100 * n
            + "</pubDate></item></channel></rss>"
        )
    ),
    "a date of blanks": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><link>/a</link><pubDate>Mon, 01"
            + " " * 100 * n
            + "x</pubDate></item></channel></rss>"
        )
    ),
    "a date of commas": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><link>/a</link><pubDate>"
            + "Mon, " * 20 * n
            + "</pubDate></item></channel></rss>"
        )
    ),
    "a long author": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><link>/a</link><author>"
            + "a@" * 50 * n
            + "</author></item></channel></rss>"
        )
    ),
    "an author of letters": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><link>/a</link><author>"
            + "a." * 50 * n
            + "</author></item></channel></rss>"
        )
    ),
    "a long link": _text(
        lambda n: (
            "<rss version='2.0'><channel><item><link>" + "a" * 100 * n + "</link></item></channel></rss>"
        )
    ),
    "nested bases": _text(lambda n: "<feed xml:base='b/'>" + "<entry xml:base='b/'>" * 5 * n),
    "coordinates": _text(
        lambda n: (
            "<rss version='2.0' xmlns:georss='http://www.georss.org/georss'><channel><item><georss:polygon>"
            + "1 " * 50 * n
            + "</georss:polygon></item></channel></rss>"
        )
    ),
    "cross references": _text(
        lambda n: f"{ENTITIES}<rss version='2.0'><channel><item>" + "<title>&e23;</title>" * 5 * n
    ),
    "a list of declarations": _text(
        lambda n: (
            "<?xml version='1.0'?><!DOCTYPE rss ["
            + "".join(f"<!ENTITY n{number} 'a'>" for number in range(5 * n))
            + "]><rss version='2.0'><channel/></rss>"
        )
    ),
    "broken tags": _text(lambda n: "<rss version='2.0'><channel>" + "<item <item" * 9 * n),
    "broken attributes": _text(lambda n: "<rss version='2.0'><channel><item a='" + "<a b='" * 16 * n),
    "json items": _text(
        lambda n: (
            '{"version":"https://jsonfeed.org/version/1.1","items":['
            + ",".join(f'{{"url":"/a/{number}","title":"t"}}' for number in range(3 * n))
            + "]}"
        )
    ),
    "json nested": _text(lambda n: '{"items":' + "[" * 100 * n),
    "json title": _text(
        lambda n: (
            '{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/a","title":"'
            + "a " * 50 * n
            + '"}]}'
        )
    ),
    "json number": _text(
        lambda n: '{"version":"https://jsonfeed.org/version/1.1","items":[' + "1" * 100 * n + "]}"
    ),
    "json blanks": _text(lambda n: "{" + " " * 100 * n),
}

SECTIONS: dict[str, Maker] = {
    "links": _text(
        lambda n: "".join(f"<a href='/a/{number}.html'>story {number}</a>" for number in range(3 * n))
    ),
    "nested links": _text(lambda n: "<a href=/a>" * 9 * n),
    "links in deep boxes": _text(lambda n: "<div>" * 10 * n + "<a href='/a'>b</a>" * 2 * n),
    "links in nested boxes": _text(lambda n: "<div><a href='/a'>b</a>" * 4 * n),
    "links in nested fonts": _text(lambda n: "<font><a href='/a'>b" * 4 * n),
    "links around all": _text(lambda n: "<div><a href='/a'><p>" * 4 * n + "x" * 10 * n),
    "one long link": _text(lambda n: "<a href='/a'>" + "b " * 50 * n + "</a>"),
    "bases": _text(lambda n: "<base>" * 10 * n + "<a href=/a>b</a>" * 3 * n),
    "pages by number": _text(
        lambda n: "".join(f"<a href='/list_{number}.html'>{number}</a>" for number in range(3 * n))
    ),
    "digits": _text(lambda n: "".join(f"<a href='/{'1' * 60}/{number}'>2</a>" for number in range(n))),
    "long addresses": _text(lambda n: "<a href='/" + "a-b/" * 25 * n + "'>b</a>"),
    "tables": _text(lambda n: "<table><tr><td>" * 6 * n + "<a href=/a>b</a>"),
    "texts of pagers": _text(lambda n: "<td>共 1 页" * 7 * n),
    "nested pagers": _text(lambda n: "<span>of 1" * 10 * n),
    "scripts": _text(lambda n: "<script>createPageHTML( </script>" * 3 * n),
    "a script of blanks": _text(
        lambda n: "<script>" + "createPageHTML(" + " " * 100 * n + "</script><a href=/a>b</a>"
    ),
    "titles": _text(lambda n: "<title>" + " | " * 33 * n + "</title><a href=/a>b</a>"),
    "hidden": _text(lambda n: "<script>a</script><template>" * 3 * n + "<a href=/a>b</a>"),
}

ROBOTS: dict[str, Maker] = {
    "rules": _text(
        lambda n: "User-agent: *\n" + "".join(f"Disallow: /a/{number}\n" for number in range(5 * n))
    ),
    "wild rules": _text(lambda n: "User-agent: *\n" + "Disallow: /*a*a*a*a*a*a*a*a*b\n" * 3 * n),
    "one wild rule": _text(lambda n: "User-agent: *\nDisallow: /" + "*a" * 50 * n + "\n"),
    "one starred rule": _text(lambda n: "User-agent: *\nDisallow: /" + "*" * 100 * n + "\n"),
    "long rules": _text(lambda n: "User-agent: *\n" + ("Disallow: /" + "a" * 900 + "\n") * max(1, n // 9)),
    "groups": _text(lambda n: "".join(f"User-agent: a{number}\nDisallow: /\n" for number in range(3 * n))),
    "agents of one group": _text(
        lambda n: "".join(f"User-agent: a{number}\n" for number in range(5 * n)) + "Disallow: /\n"
    ),
    "agents and rules": _text(
        lambda n: (
            "".join(f"User-agent: a{number}\n" for number in range(2 * n))
            + "".join(f"Disallow: /{number}\n" for number in range(2 * n))
        )
    ),
    "sitemaps": _text(lambda n: "".join(f"Sitemap: https://a.example/{number}\n" for number in range(3 * n))),
    "one line": lambda n: b"a" * 100 * n,
    "colons": lambda n: b":" * 100 * n,
    "marks": lambda n: b"Disallow: " + b"#" * 100 * n,
    "empty lines": lambda n: b"\n" * 100 * n,
    "tiny lines": lambda n: b"a\n" * 50 * n,
    "escapes": _text(lambda n: "User-agent: *\n" + "Disallow: /%e4%zz%\n" * 5 * n),
    "delays": _text(lambda n: "User-agent: *\n" + "Crawl-delay: 9\n" * 6 * n),
    "times": _text(
        lambda n: "User-agent: *\n" + "Visit-time: 0000-2359\nRequest-rate: 1/1s 0000-2359\n" * 2 * n
    ),
    "broken bytes": lambda n: b"Disallow: /\xff\n" * 8 * n,
}

SCRIPTS: dict[str, Maker] = {
    "chains": lambda n: b"a." * 50 * n,
    "called chains": lambda n: b"a.a.get(" * 12 * n,
    "a long word": lambda n: b"a" * 100 * n,
    "open comments": lambda n: b"fetch(/*" * 12 * n,
    "closed comments": lambda n: b"fetch(/*" * 12 * n + b"*/",
    "comments of lines": lambda n: b"fetch(//" * 12 * n,
    "blanks in calls": lambda n: b"fetch(" + b" " * 100 * n + b"a",
    "blanks behind names": lambda n: b"a = b.map(" + b" \n" * 50 * n + b")",
    "blanks behind dots": lambda n: b"a." + b" " * 100 * n,
    "open templates": lambda n: b"=`/a${" * 16 * n,
    "open strings": lambda n: b"='/a\"" * 20 * n,
    "sums": lambda n: b"='/a'" + b"+b" * 50 * n,
    "sums of forms": lambda n: b"x.open('POST','/list');x.send('a=1'" + b"+b+'&c='" * 12 * n + b")",
    "nested calls": lambda n: b"fetch(a(" * 12 * n,
    "names": lambda n: b"a=b||" * 20 * n,
    "names of cursors": lambda n: b"fetch('/list?a='+" + b"next" * 25 * n + b"$)",
    "loops": lambda n: b"[1,2].forEach(" * 7 * n,
    "loops of arrays": lambda n: (b"[" + b"1," * 400 + b"2].map(") * max(1, n // 8),
    "objects": lambda n: b"a=[{" * 25 * n,
    "conditions": lambda n: b"a=b?c:" * 16 * n,
    "texts of markup": lambda n: b"='<a href={{" * 8 * n,
    "attributes": lambda n: b':href="' * 14 * n,
    "routes": lambda n: b"'" + b"/a" * 50 * n,
    "changes": lambda n: b"x.delete(" * 11 * n,
    "posts": lambda n: b"post('/list',{page:1,q:'" + b"a=1&" * 25 * n + b"'})",
}
