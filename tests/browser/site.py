"""`python -m tests.browser.site`: a site whose pages are empty without scripts; prints its port.

It answers as a proxy too (`GET http://app.example/…`), so that it can stand for a site of the public web.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from html import escape

from tests.mockserver.__main__ import Server
from tests.mockserver.articles import SENTENCES
from tests.mockserver.site import Reply, Site, redirect, text

BUILDER = """
const number = location.pathname.split('/').pop();
const root = document.getElementById('root');
const asked = fetch('/api/' + number).then(answer => answer.json());
asked.then(story => setTimeout(() => {
  document.title = story.title;
  root.innerHTML = '<article><h1></h1><img src="/lead.png"></article>';
  root.querySelector('h1').textContent = story.title;
  for (const words of story.paragraphs) {
    const p = document.createElement('p'); p.textContent = words; root.firstChild.append(p);
  }
}, 150));
"""
# As pages do that append the next story, or have one address for all, once the story is drawn.
MOVING = """
const drawn = setInterval(() => {
  if (document.querySelector('#root p')) { clearInterval(drawn); %s }
}, 20);
"""
# An element that draws the story around what stands in it; with a chat, which is in such an element as well.
ROOTED = """
customElements.define('news-story', class extends HTMLElement {
  async connectedCallback() {
    const story = await (await fetch('/api/' + location.pathname.split('/').pop())).json();
    document.title = story.title;
    const root = this.attachShadow({mode: 'open'});
    root.innerHTML = '<article><h1></h1><slot></slot><div></div></article>';
    root.querySelector('h1').textContent = story.title;
    for (const words of story.paragraphs) {
      const p = document.createElement('p'); p.textContent = words; root.querySelector('div').append(p);
    }
    const chat = document.body.appendChild(document.createElement('div')).attachShadow({mode: 'open'});
    chat.innerHTML = '<div style="position: fixed">Hello, may we help you to find what you look for?</div>';
  }
});
"""
# A story that the server sends by and by.
STREAMED = """
const source = new EventSource('/stream/' + location.pathname.split('/').pop());
source.onmessage = event => {
  const story = JSON.parse(event.data);
  source.close();
  document.title = story.title;
  root.innerHTML = '<h1></h1>';
  root.firstChild.textContent = story.title;
  for (const words of story.paragraphs) {
    const p = document.createElement('p'); p.textContent = words; root.append(p);
  }
};
"""
# The story, and below it the next one, with its address and title.
NEXT = """
const number = Number(location.pathname.split('/').pop());
const draw = story => {
  const article = document.body.appendChild(document.createElement('article'));
  article.innerHTML = '<h1></h1><p><time datetime="2026-11-02">2 November 2026</time></p>';
  article.firstChild.textContent = story.title;
  for (const words of story.paragraphs) {
    const p = document.createElement('p'); p.textContent = words; article.append(p);
  }
  document.title = story.title;
};
const get = async number => (await fetch('/api/' + number)).json();
get(number).then(draw).then(() => get(number + 1)).then(story => {
  history.pushState({}, '', '/next/' + (number + 1));
  document.querySelector('meta[property="og:url"]').content = '/next/' + (number + 1);
  draw(story);
});
"""
# Asks for too much once the story is drawn: before, it would be in a race with what the story is made of.
HEAVY = """
const look = setInterval(() => {
  if (document.querySelector('#root p')) { clearInterval(look); fetch('/huge'); }
}, 20);
"""
TICKING = """
setInterval(() => { document.getElementById('clock').textContent = 'x'.repeat(Date.now() % 997); }, 50);
"""
RESTLESS = f"setInterval(() => fetch('/poll'), 100); {TICKING}"
# Up to 6 GB outside the heap of scripts, in steps that a watch can see, while the text never stands still.
BALLOON = """
const kept = [];
const fill = () => {
  kept.push(new Uint8Array(50e6).fill(1));
  document.getElementById('clock').textContent = 'x'.repeat(kept.length);
  if (kept.length < 120) setTimeout(fill, 30);
};
fill();
"""
# Where nothing is laid out, or its layout would fill the memory first.
LONG = """
const held = document.createElement('template');
held.innerHTML = 'x'.repeat(9e6);
document.body.append(held);
"""
GREEDY = """
let asked = 0;
const ask = () => {
  for (let n = 0; n < 20; n++) fetch('/poll?' + asked++).catch(() => {});
  document.getElementById('clock').textContent = 'x'.repeat(asked);
  if (asked < 20000) setTimeout(ask, 50);
};
ask();
"""
LISTING = """
const draw = n => '<h2><a href="/app/' + n + '">Board deepens channel number ' + n + ' of ours</a></h2>';
document.getElementById('root').innerHTML = [1, 2].map(draw).join('');
addEventListener('scroll', () => document.getElementById('root').insertAdjacentHTML('beforeend', draw(3)),
  {once: true});
"""


class QuietServer(Server):
    """Browsers hang up when they have seen enough; that is no news."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


class ScriptedSite(Site):
    """Shells at `/app/N`, and pages that misbehave in a browser; `edition` adds stories to the feed."""

    def reply(self, path: str) -> Reply:
        kind, _, rest = path.strip("/").partition("/")
        pages: dict[str, Callable[[], Reply]] = {
            "app": shell,
            "api": lambda: story(int(rest)),
            "empty": lambda: shell("/nothing.js"),
            "restless": lambda: shell(more=f"<p id=clock></p><script>{RESTLESS}</script>"),
            "ticking": lambda: shell(more=f"<p id=clock></p><script>{TICKING}</script>"),
            "hang": lambda: shell(more="<script>setTimeout(() => { while (true); }, 100)</script>"),
            "lured": lambda: shell(more=f"<script>location = '{self.base}/secret'</script>"),
            "barred": lambda: shell(more="<script>location = '/closed/1'</script>"),
            "heavy": lambda: shell(more=f"<script>{HEAVY}</script>"),
            "balloon": lambda: shell(more=f"<p id=clock></p><script>{BALLOON}</script>"),
            "long": lambda: shell(more=f"<p id=clock></p><script>{LONG}</script>"),
            "greedy": lambda: shell(more=f"<p id=clock></p><script>{GREEDY}</script>"),
            "pushing": lambda: moved("history.pushState({}, '', '/app/99');"),
            "homing": lambda: moved("history.pushState({}, '', '/');"),
            "leaping": lambda: shell(more="<script>location.replace('/app/8#!/story')</script>"),
            "beeping": lambda: moved("location = '/silence';"),
            "silence": lambda: Reply(status=204),
            "rooted": lambda: rooted(f"<script>{ROOTED}</script>", f"<p>{LEAD}</p>"),
            "declared": lambda: rooted("", f"<template shadowrootmode=open>{told(int(rest))}</template>"),
            "next": lambda: shell(
                "/nothing.js", f"<meta property=og:url content=/next/{rest}><script>{NEXT}</script>"
            ),
            "streamed": lambda: shell("/nothing.js", f"<script>{STREAMED}</script>"),
            "stream": lambda: Reply(
                body=b"data: " + story(int(rest)).body + b"\n\n", content_type="text/event-stream"
            ),
            "late": lambda: late(int(rest), "<div class=skeleton></div>"),
            "loading": lambda: shell(
                "/nothing.js", f"<script>setTimeout(() => {{{BUILDER}}}, 2500)</script>"
            ),
            "scrolled": lambda: scrolled(int(rest)),
            "framed": lambda: framed(int(rest), f"src=/frame/{rest}"),
            "frame": lambda: Reply(body=f"<body><script>0</script>{told(int(rest))}</body>".encode()),
            "doc": lambda: framed(int(rest), f'srcdoc="{escape(told(int(rest)), quote=True)}"'),
            "abroad": lambda: framed(
                int(rest), f"src={self.base.replace('127.0.0.1', '127.0.0.2')}/frame/{rest}"
            ),
            "advertised": lambda: Reply(
                body=f"{told(int(rest))}<iframe src=/frame/77 width=600 height=400></iframe>".encode()
            ),
            "closed-root": lambda: rooted(
                "", f"<template shadowrootmode=closed>{told(int(rest))}</template>"
            ),
            "sealed": lambda: rooted(
                f"<script>{ROOTED.replace('open', 'closed')}</script>", f"<p>{LEAD}</p>"
            ),
            "begun": lambda: begun(int(rest), "rest"),
            "remarked": lambda: begun(int(rest), "comments"),
            "mute": mute,
            "moving": lambda: redirect(f"/app/{rest}"),
            "listing": lambda: shell("/listing.js"),
        }
        files: dict[str, Callable[[], Reply]] = {
            "/app.js": lambda: script(BUILDER),
            "/listing.js": lambda: script(LISTING),
            "/nothing.js": lambda: script(";"),
            "/style.css": lambda: Reply(body=b"p { color: black }", content_type="text/css"),
            "/apps.xml": self.apps,
            "/huge": lambda: Reply(body=b"x" * 10_000_000, content_type="text/plain"),
            "/poll": lambda: text("tick"),
        }
        if path in files:
            return files[path]()
        return pages[kind]() if kind in pages else super().reply(path)

    def apps(self) -> Reply:
        """A feed of three shells, and as many more as the edition."""
        links = (f"<item><link>/app/{n}</link></item>" for n in range(1, 4 + self.edition))
        return Reply(body=f"<rss version='2.0'><channel>{''.join(links)}</channel></rss>".encode())


def shell(builder: str = "/app.js", more: str = "") -> Reply:
    """Return a page without any text: pictures, styles and a tracker beside what builds it."""
    return Reply(
        body=(
            "<!DOCTYPE html><html lang=en><head><title>Courier</title><link rel=stylesheet href=/style.css>"
            "<meta property='article:published_time' content='2026-11-02T08:00:00+08:00'>"
            "<script async src='http://www.google-analytics.com/analytics.js'></script></head>"
            f"<body><img src=/logo.png><div id=root>Loading…</div>{more}"
            f"<script src='{builder}'></script></body></html>"
        ).encode(),
        etag='"shell"',
    )


LEAD = "The harbour board of Westhaven has decided on the channel after a debate of many hours."


def rooted(script: str, within: str) -> Reply:
    """Return a page whose story is in an element of the site's own."""
    page = f"<!DOCTYPE html><title>Courier</title>{script}<body><news-story>{within}</news-story>"
    return Reply(body=page.encode())


def told(number: int) -> str:
    """Return a story in markup, its lead in it."""
    lines = "".join(f"<p>{sentence.format(n=number)}</p>" for sentence in SENTENCES)
    return f"<article><h1>Board deepens channel number {number}</h1><p>{LEAD}</p>{lines}</article>"


def begun(number: int, box: str) -> Reply:
    """Return a story of which scripts fill in all but the first two paragraphs, or remarks on it."""
    lines = "".join(f"<p>{sentence.format(n=number)}</p>" for sentence in SENTENCES[:2])
    title = f"Board deepens channel number {number}"
    script = (
        f"fetch('/api/{number}').then(answer => answer.json()).then(story => document.getElementById('{box}')"
        ".innerHTML = story.paragraphs.slice(2).map(words => '<p>' + words + '</p>').join(''))"
    )
    return Reply(
        body=(
            f"<!DOCTYPE html><html lang=en><title>{title}</title><body><article><h1>{title}</h1>"
            f"<div class=body>{lines}<div id={box}></div></div></article><script>{script}</script></html>"
        ).encode()
    )


def late(number: int, box: str) -> Reply:
    """Return a story of which a timer brings all but the first paragraph, long after the network is quiet."""
    fill = (
        f"fetch('/api/{number}').then(answer => answer.json()).then(story => {{ const box ="
        " document.querySelector('.skeleton'); box.outerHTML ="
        " story.paragraphs.slice(1).map(words => '<p>' + words + '</p>').join(''); })"
    )
    return lead(number, f"{box}<script>setTimeout(() => {fill}, 2500)</script>")


def scrolled(number: int) -> Reply:
    """Return a story whose paragraphs come as a reader comes near, and the next story below it as well."""
    boxes = "".join(f"<div class=lazy data-at={at} style='min-height:900px'></div>" for at in range(1, 5))
    come = (
        "const seen = new IntersectionObserver(all => all.forEach(one => { if (!one.isIntersecting) return;"
        f" seen.unobserve(one.target); fetch('/api/{number}').then(answer => answer.json()).then(story =>"
        " { one.target.outerHTML = '<p>' + story.paragraphs[one.target.dataset.at] + '</p>'; }); }));"
        "document.querySelectorAll('.lazy').forEach(one => seen.observe(one));"
    )
    return lead(number, f"{boxes}<script>{come}</script>")


def lead(number: int, below: str) -> Reply:
    """Return a story of one paragraph, and what stands below it."""
    title = f"Board deepens channel number {number}"
    return Reply(
        body=(
            f"<!DOCTYPE html><html lang=en><title>{title}</title><body><article><h1>{title}</h1>"
            f"<div class=body><p>{SENTENCES[0].format(n=number)}</p>{below}</div></article></html>"
        ).encode()
    )


def framed(number: int, source: str) -> Reply:
    """Return a page that has its story in a frame."""
    return Reply(
        body=(
            f"<!DOCTYPE html><html lang=en><title>Courier</title><body><nav><a href=/>Courier</a></nav>"
            f"<main><iframe {source} width=900 height=700></iframe></main></html>"
        ).encode()
    )


def moved(how: str) -> Reply:
    """Return a shell whose address changes once its story is drawn."""
    return shell(more=f"<script>{MOVING % how}</script>")


def mute() -> Reply:
    """Answer too late."""
    time.sleep(6)
    return text("late")


def script(source: str) -> Reply:
    """Return JavaScript."""
    return Reply(body=source.encode(), content_type="text/javascript")


def story(number: int) -> Reply:
    """Return what the builder makes a page of."""
    facts = {
        "title": f"Board deepens channel number {number}",
        "paragraphs": [sentence.format(n=number) for sentence in SENTENCES],
    }
    return Reply(body=json.dumps(facts).encode(), content_type="application/json")


if __name__ == "__main__":
    server = QuietServer()
    server.site = ScriptedSite(base=f"http://127.0.0.1:{server.server_port}")
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
