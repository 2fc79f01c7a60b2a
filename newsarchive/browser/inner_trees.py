"""What stands within a page that its source does not show: documents of frames, closed shadow roots.

A frame of the page's own host, or whose document stands in the page (`srcdoc`), takes the place of a story
that the page has not itself. Another host's frame is not the page's. A closed root is known to the browser
alone, and written as a declared one (page_source).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error, Frame, Page

_FRAME_MARK = "data-newsarchive-frame"
# Letters, an ideograph counted threefold, of a page that has no text of its own (js_shell) and of a document
# that has one.
_LITTLE, _SOME = 120, 200
_MOST_FRAMES, _MOST_ROOTS = 8, 50

_COUNT = """const weigh = text => text.replace(/\\s/g, '').length
    + 2 * (text.match(/[\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af]/g) || []).length;"""
_OWN_LETTERS = f"""() => {{ {_COUNT}
  if (!document.body || !document.querySelector('iframe, frame')) return Infinity;
  const apart = [...document.querySelectorAll('nav, header, footer, aside, form')]
    .filter(one => !one.parentElement.closest('nav, header, footer, aside, form'));
  return weigh(document.body.innerText) - apart.reduce((sum, one) => sum + weigh(one.innerText), 0);
}}"""
_LETTERS = f"() => {{ {_COUNT} return document.body ? weigh(document.body.innerText) : 0; }}"
_MARKUP = """() => {
  const body = document.body.cloneNode(true);
  const links = document.body.querySelectorAll('a[href]');
  body.querySelectorAll('a[href]').forEach((one, at) => one.setAttribute('href', links[at].href));
  for (const one of body.querySelectorAll('script, style, link, template, noscript')) one.remove();
  return body.innerHTML;
}"""
_PUT = f"""(frame, [markup, url]) => {{
  const box = document.createElement('div');
  box.setAttribute('{_FRAME_MARK}', url);
  box.innerHTML = markup;
  frame.replaceWith(box);
}}"""

# Whether an element of a site's own has no open root and takes up room: to ask the browser for the whole
# tree takes a tenth of a second on a large page, and most pages have no such element.
_MAY_BE_CLOSED = """() => [...document.querySelectorAll('*')].slice(0, 20000).some(
  one => one.localName.includes('-') && !one.shadowRoot && one.offsetHeight * one.offsetWidth > 10000)"""
_ROOT_MARKUP = "function () { return this.innerHTML; }"
_DECLARE = """function (markup) {
  const root = document.createElement('template');
  root.setAttribute('shadowrootmode', 'closed');
  root.innerHTML = markup;
  this.prepend(root);
}"""


async def put_frame_in(page: Page, url: str, most: int) -> None:
    """Put the document of a frame of the page's own in the frame's place, if the page has no text itself."""
    try:
        frames = [one for one in page.main_frame.child_frames[:_MOST_FRAMES] if _is_own(one, url)]
        if not frames or float(await page.evaluate(_OWN_LETTERS)) >= _LITTLE:
            return
        sizes = [int(await frame.evaluate(_LETTERS)) for frame in frames]
        longest = max(range(len(frames)), key=sizes.__getitem__)
        if sizes[longest] < _SOME:
            return
        markup = str(await frames[longest].evaluate(_MARKUP))
        element = await frames[longest].frame_element()
        if len(markup) <= most and await element.is_visible():
            await element.evaluate(_PUT, [markup, frames[longest].url])
    except Error:  # a frame that is gone by now, or a page that lets nothing be put into it
        return


def _is_own(frame: Frame, url: str) -> bool:
    if frame.url == "about:srcdoc":
        return True
    try:
        there, here = urlsplit(frame.url), urlsplit(url)
    except ValueError:
        return False
    return there.scheme in {"http", "https"} and there.hostname == here.hostname


async def open_closed_roots(page: Page, most: int) -> None:
    """Write what stands in closed shadow roots into their elements, as declared roots."""
    try:
        if not await page.evaluate(_MAY_BE_CLOSED):
            return
        session = await page.context.new_cdp_session(page)
        document = (await session.send("DOM.getDocument", {"depth": -1, "pierce": True}))["root"]
        left = most
        for host, root in _closed_roots(document)[:_MOST_ROOTS]:
            markup = await _called(session, root, _ROOT_MARKUP)
            left -= len(markup)
            if left < 0:
                return
            await _called(session, host, _DECLARE, markup)
    except Error:
        return


async def _called(session: Any, node: int, function: str, *arguments: str) -> str:
    known = await session.send("DOM.resolveNode", {"backendNodeId": node})
    answer = await session.send(
        "Runtime.callFunctionOn",
        {
            "functionDeclaration": function,
            "objectId": known["object"]["objectId"],
            "arguments": [{"value": argument} for argument in arguments],
            "returnByValue": True,
        },
    )
    return str(answer["result"].get("value") or "")


def _closed_roots(document: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the elements that have a closed root, and the roots, inner ones first."""
    found: list[tuple[int, int]] = []
    waiting = [document]
    while waiting:
        node = waiting.pop()
        for root in node.get("shadowRoots", ()):
            if root.get("shadowRootType") == "closed":
                found.append((node["backendNodeId"], root["backendNodeId"]))
            waiting.append(root)
        waiting.extend(node.get("children", ()))
    return found[::-1]
