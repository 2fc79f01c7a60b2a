"""Writes a rendered page as source: with the trees that elements keep to themselves, and with its own head.

The words of an element may stand in a tree of its own (a shadow root), which Playwright's `content` leaves
out. They are written as the standard writes them: a `template` with a `shadowrootmode`, as servers send it.

Pages that let readers scroll on from story to story write the next story's address into the address bar and
its facts into the head. Those of the story that was asked for are noted before, and put back.
"""

from __future__ import annotations

from playwright.async_api import Error, Page

from newsarchive.browser.inner_trees import open_closed_roots, put_frame_in
from newsarchive.errors import RenderingLimitError

# Letters of a page from which trees that lie over it are a dialog or a chat, and left out.
_SOME = 500
# Letters of a headline that tells stories apart: "News" stands above all of them.
_HEADLINE = 12
_NOTED = "Symbol.for('newsarchive.heads')"  # the document's property; heads as they were
_MOST_NOTED = 3  # the first ones: as it was sent, and as it was when the address changed first
_FACTS = 'title, meta, link[rel~=canonical], script[type="application/ld+json"]'

# Run before the page's own scripts.
NOTE_HEADS = f"""(() => {{
  const heads = document[{_NOTED}] = [];
  const note = () => {{
    if (heads.length < {_MOST_NOTED} && document.head)
      heads.push([...document.head.querySelectorAll('{_FACTS}')].map(one => one.cloneNode(true)));
  }};
  addEventListener('DOMContentLoaded', note, {{capture: true}});
  if (window.navigation) navigation.addEventListener('navigate', asked => {{
    if (asked.destination.sameDocument && asked.destination.url.split('#')[0] !== location.href.split('#')[0])
      note();
  }});
}})()"""

# Puts back the head of the story whose headline is the page's first, if the head is another story's by now.
_OWN_HEAD = f"""url => {{
  if (!document.head || location.href.split('#')[0] === url.split('#')[0]) return;
  const plain = words => (words || '').replace(/\\s+/g, ' ').trim();
  const first = document.querySelector('h1');
  const headline = plain(first && first.textContent);
  if (headline.length < {_HEADLINE}) return;
  const titled = head => head.some(
    one => one.tagName === 'TITLE' && plain(one.textContent).includes(headline));
  const facts = [...document.head.querySelectorAll('{_FACTS}')];
  const own = (document[{_NOTED}] || []).findLast(titled);
  if (!own || titled(facts)) return;
  for (const one of facts) one.remove();
  document.head.append(...own);
}}"""

# The source with shadow roots; empty if there are none to be shown, null if it is longer than `most`.
_WITH_ROOTS = f"""most => {{
  const shown = one => {{
    const style = getComputedStyle(one);
    return style.display !== 'none' && style.position !== 'fixed';
  }};
  const unread = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);
  const inFlow = tree => [...tree.childNodes].some(one => {{
    if (one.nodeType === Node.TEXT_NODE) return one.data.trim() !== '';
    if (one.nodeType !== Node.ELEMENT_NODE || unread.has(one.tagName) || !shown(one)) return false;
    if (one.tagName === 'SLOT' && one.assignedNodes().length) return true;
    return inFlow(one) || (one.shadowRoot !== null && inFlow(one.shadowRoot));
  }});
  const roots = [], above = [];
  const look = tree => {{
    for (const one of tree.querySelectorAll('*')) {{
      if (!one.shadowRoot || getComputedStyle(one).display === 'none') continue;
      (inFlow(one.shadowRoot) ? roots : above).push(one.shadowRoot);
      look(one.shadowRoot);
    }}
  }};
  look(document);
  const said = document.body ? document.body.innerText.length : 0;
  const letters = roots.reduce((sum, root) => sum + root.textContent.length, said);
  const told = letters < {_SOME} ? [...roots, ...above] : roots;
  if (!told.length) return '';
  const html = document.documentElement;
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
  const begin = html.cloneNode(false).outerHTML.replace(/<\\/html>$/i, '');
  const source = type + begin + html.getHTML({{shadowRoots: told}}) + '</html>';
  return source.length > most ? null : source;
}}"""

# Characters of the page's text, with that in shadow roots.
TEXT_LENGTH = """() => {
  let length = document.body ? document.body.textContent.length : 0;
  const look = tree => {
    for (const one of tree.querySelectorAll('*'))
      if (one.shadowRoot) { length += one.shadowRoot.textContent.length; look(one.shadowRoot); }
  };
  look(document);
  return length;
}"""
_LENGTH = "document.documentElement ? document.documentElement.outerHTML.length : 0"


async def page_source(page: Page, url: str, most: int) -> str:
    """Return the page of the document got from `url` as it is now.

    Raises RenderingLimitError if it has more than `most` characters, and Playwright's errors.
    """
    if int(await page.evaluate(_LENGTH)) > most:  # checked first, because `content` copies the whole page
        raise RenderingLimitError(f"the page became longer than {most:,} characters")
    try:
        await page.evaluate(_OWN_HEAD, url)
        await open_closed_roots(page, most)
        await put_frame_in(page, url, most)
        source = await page.evaluate(_WITH_ROOTS, most)
    except Error:  # an older browser, or a page that changed what its elements answer
        return await page.content()
    if source is None:
        raise RenderingLimitError(f"the page became longer than {most:,} characters")
    return str(source) or await page.content()
