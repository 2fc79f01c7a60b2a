"""Asks for URLs without the user name and password that are written in them."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.http import Request

# Who wrote the URL is a stranger: what it names is no login of the operator's, and no source has one. Twisted
# would fail for the host. What the archive calls the URL stays as it was written.


class CredentialsMiddleware:
    """Runs before all others, for every request, redirected ones and those for robots.txt too."""

    def process_request(self, request: Request) -> Request | None:
        """Return the request without credentials in its URL, None if there are none."""
        plain = _without_credentials(request.url)
        return None if plain == request.url else request.replace(url=plain, dont_filter=True)


def _without_credentials(url: str) -> str:
    netloc = urlsplit(url).netloc
    return url.replace(f"//{netloc}", f"//{netloc.rpartition('@')[2]}", 1) if "@" in netloc else url
