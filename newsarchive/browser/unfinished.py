"""What a page at rest still waits for: boxes that come near only when somebody reads on, and timers.

A page whose network is quiet may say that it is not finished: by a skeleton, by `aria-busy`, by a "Loading…"
where its story should stand. It gets some seconds more. Empty boxes among the paragraphs of a story, which
pages fill when they come into view, are brought into view one by one. Nothing is pressed.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from playwright.async_api import Error, Page

# Seconds that a page which says that it waits gets beyond its rest: timers of pages that were met take three
# at most, and spinners that are never taken away cost as much on each page (2026-12).
LONGEST_WAIT = 5.0
_INTERVAL = 0.2  # seconds between two looks
_PLACEHOLDER = 24  # letters of what says that something is loaded

# Shown boxes outside of menus that say that they wait; or a page that says nothing else.
_WAITS = f"""() => {{
  const apart = 'nav, header, footer, aside, form, dialog';
  const bare = one => (one.innerText || '').trim().length <= {_PLACEHOLDER};
  const named = /(^|[\\s_-])(skeleton|shimmer|placeholder|loading|loader|spinner)([\\s_-]|$)/i;
  const others = 'ads?|advert|banner|image|img|video|media|comments?|more|next|infinite';
  const other = new RegExp('(^|[\\\\s_-])(' + others + ')([\\\\s_-]|$)', 'i');
  const boxes = 'div, section, span, p, main, article, ul, [aria-busy=true]';
  for (const one of [...document.querySelectorAll(boxes)].slice(0, 4000)) {{
    const names = typeof one.className === 'string' ? one.className + ' ' + one.id : '';
    if (one.getAttribute('aria-busy') !== 'true' && !named.test(names)) continue;
    if (other.test(names) || !bare(one) || one.closest(apart)) continue;
    if (one.querySelector('img, iframe, a, input')) continue;
    if (!one.closest('main, article, [role=main]') && document.body.innerText.trim().length > 400) continue;
    if (one.checkVisibility({{opacityProperty: true, visibilityProperty: true}})) return true;
  }}
  if (!document.body || !document.scripts.length || !bare(document.body)) return false;
  return /(\\.\\.\\.|…)\\s*$|^(loading|please wait|one moment)/i.test(document.body.innerText.trim());
}}"""

# Brings empty boxes beside the paragraphs of a story into view, a little while each; returns how many.
_SHOW_LAZY = f"""async () => {{
  const bare = one => one.textContent.trim().length <= {_PLACEHOLDER}
    && !one.querySelector('img, picture, video, iframe, ins, form, a, button, canvas, object');
  const words = 'ads?|advert|adslot|banner|dfp|gpt|promo|comments?|disqus|related|share|newsletter';
  const other = new RegExp('(^|[\\\\s_-])(' + words + ')([\\\\s_-]|$)', 'i');
  const apart = 'nav, header, footer, aside, form';
  const story = [...document.querySelectorAll('p')].filter(
    one => one.textContent.trim().length > 2 * {_PLACEHOLDER} && !one.closest(apart));
  const homes = new Set(story.map(one => one.parentElement));
  const empty = [...homes].flatMap(home => [...home.children]).filter(
    one => /^(DIV|SECTION|SPAN|P)$|-/.test(one.tagName) && bare(one)
      && !other.test((typeof one.className === 'string' ? one.className : '') + ' ' + one.id)
      && one.getBoundingClientRect().bottom > innerHeight).slice(0, 12);
  for (const one of empty) {{
    one.scrollIntoView({{block: 'center', behavior: 'instant'}});
    await new Promise(done => setTimeout(done, 80));
  }}
  return empty.length;
}}"""


async def wait_for_rest(page: Page, seconds: float) -> bool:
    """Wait until a page no longer says that it waits, at most `seconds`; return whether it did."""
    end = time.monotonic() + min(seconds, LONGEST_WAIT)
    waited = False
    with suppress(Error):  # it is being left for another
        while time.monotonic() < end and await page.evaluate(_WAITS):
            waited = True
            await asyncio.sleep(_INTERVAL)
    return waited


async def show_lazy_boxes(page: Page) -> bool:
    """Bring the empty boxes of a story into view; return whether there are any."""
    try:
        return bool(await page.evaluate(_SHOW_LAZY))
    except Error:
        return False
