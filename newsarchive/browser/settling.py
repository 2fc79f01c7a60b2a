"""When a page that scripts build is done: loaded, quiet, and its text no longer grows; or time is up."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from playwright.async_api import Error, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

TEXT_LENGTH = "document.body ? document.body.textContent.length : 0"
LOOK = 0.2  # seconds between two looks at the text
STILL = 3  # looks that see the same
RESERVE = 0.4  # share of the time kept for pages that never fall quiet, to see their text stand still


async def settle(page: Page, seconds: float) -> bool:
    """Return when the page stands still, at the latest after `seconds`; say whether it did.

    Never raises for want of time: what is there by then is the page. A navigation that scripts begin is
    followed.
    """
    end = time.monotonic() + seconds
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("domcontentloaded", timeout=_left(end))
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=max(1.0, _left(end) * (1 - RESERVE)))
    return await _stands_still(page, end)


async def _stands_still(page: Page, end: float) -> bool:
    last, same = -1, 0
    while same < STILL:
        if time.monotonic() >= end:
            return False
        length = await _length(page)
        last, same = length, same + 1 if length == last else 1
        await asyncio.sleep(LOOK)
    return True


async def _length(page: Page) -> int:
    try:
        return int(await page.evaluate(TEXT_LENGTH))
    except Error:  # in the middle of a navigation there is no document to ask
        return -1


def _left(end: float) -> float:
    """Milliseconds, as Playwright counts; 0 would mean for ever."""
    return max(1.0, (end - time.monotonic()) * 1000)
