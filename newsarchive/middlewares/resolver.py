"""Names that resolve to private addresses are refused at connect time, whatever a page says (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from newsarchive.middlewares.networks import is_private, literal


class GuardedResolver(CachingThreadedResolver):
    """Resolves as Scrapy does, and fails for private addresses unless `allow_private`.

    `allowed_hosts` are proxies the operator set; `refused` remembers which names were private, since Twisted
    turns the reason into "no results". One resolver serves a process, hence one crawl.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allow_private = False
        self.allowed_hosts: set[str] = set()
        self.refused: set[str] = set()
        GuardedResolver.installed = self

    # The middleware finds the resolver here: the reactor hides what was installed behind an adapter.
    installed: GuardedResolver | None = None

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's
        return super().getHostByName(name, timeout).addCallback(self._guard, name)

    def _guard(self, resolved: str, name: str) -> str:
        address = literal(resolved)
        if self.allow_private or name in self.allowed_hosts or (address and not is_private(address)):
            return resolved
        self.refused.add(name)
        raise DNSLookupError(f"{name} is {resolved}, a private address")
