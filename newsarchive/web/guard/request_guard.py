"""What stands before every route: who may ask, by which name, and the headers of every answer.

Against DNS rebinding the Host must be one of the names allowed. Only GET and HEAD are answered, so that no
request changes anything; those that another site's page makes in the background are refused, since even a
query whose answer that page cannot read costs time. That holds where browsers say whose page asks, over HTTPS
and on this machine: over plain HTTP under another name they send no Fetch Metadata, and nothing else that the
page could not leave out.
"""

from __future__ import annotations

import base64
import ipaddress
import logging
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsarchive.logs.formats import visible
from newsarchive.web.guard.web_settings import WebAccess, plain_address

logger = logging.getLogger(__name__)

# Nothing from elsewhere, nothing inline; frames only of our own pages (those that came from elsewhere are in
# a sandbox of their own: newsarchive.web.pages.captured_page).
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

# Referrer-Policy of a page with a form: with `no-referrer` browsers send the form with `Origin: null`.
# Other sites are told nothing of it either way.
FORM_REFERRER = "same-origin"
READING = frozenset({"GET", "HEAD"})
_OUTER = "newsarchive.outer_url"
Refuse = Callable[[Scope, int, str, str], ASGIApp]


class RequestGuard:
    """ASGI middleware; `refuse` makes the answer of status, message and hint, as page or as JSON.

    Hints name the subcommand `command` as the one whose options help. Forms may be sent (POST) below the path
    `writes`, by our own pages alone.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: WebAccess,
        refuse: Refuse,
        methods: frozenset[str] = READING,
        command: str = "serve",
        writes: str | None = None,
    ) -> None:
        self._command = command
        self._app = app
        self._access = access
        self._refuse = refuse
        self._methods = methods
        self._writes = writes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no route speaks WebSocket
            await send({"type": "websocket.close", "code": 1000})
            return

        headers = Headers(scope=scope)
        form = (
            self._writes is not None and scope["method"] == "POST" and scope["path"].startswith(self._writes)
        )
        methods = self._methods | {"POST"} if form else self._methods
        doubts = _Doubts(self._access, scope, headers, methods, self._command)
        refusal = doubts.first() or (doubts.other_form() if form else None)
        closes = refusal is not None and refusal[0] == 400

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), scope)
                if closes:  # nothing that follows on the connection is read as a request
                    MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        if self._access.outer_url:
            scope = {**scope, _OUTER: self._access.outer_url}
        app = self._app if refusal is None else self._refuse(scope, *refusal)
        await self._run(app, scope, receive, send_with_headers)

    async def _run(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a fault of ours as one; its log names the path alone, since a query may hold anything.

        Who goes away before the body has come, or is sent away, is no fault.
        """
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receive, noting)
        except ClientDisconnect:
            return
        except Exception:
            logger.exception("%s %s failed", scope["method"], visible(scope["path"])[:200])
            if begun:
                raise
            fault = self._refuse(scope, 500, "newsarchive failed to answer; its log has the error.", "")
            await fault(scope, receive, send)


def _add_headers(headers: MutableHeaders, scope: Scope) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    headers.setdefault("Cache-Control", "private, no-cache")
    if headers.get("Content-Security-Policy") == PAGE_POLICY:
        headers["X-Frame-Options"] = "DENY"
    if "WWW-Authenticate" not in headers and scope["type"] == "http":
        headers.add_vary_header("Accept-Language, Cookie, Authorization")


def site_root(request: Request) -> str:
    """Return the scheme and host that a URL of ours begins with where it must be whole.

    What the server was told (`WebAccess.outer_url`), else what the request says: the guard has compared the
    name of its host with those that are allowed.
    """
    return str(request.scope.get(_OUTER) or f"{request.url.scheme}://{request.url.netloc}")


def asker_of(access: WebAccess) -> Callable[[Scope], str]:
    """Return what names the asker of a request that was let in: by a proxy's word, else by the address."""

    def asker(scope: Scope) -> str:
        peer = peer_of(scope)
        if peer in access.proxies:
            return "".join(Headers(scope=scope).getlist(access.login_header)[:1]) or peer
        return peer

    return asker


def peer_of(scope: Scope) -> str:
    """Return the address that the request came from, "" if it is not known."""
    client = scope.get("client")
    try:
        return plain_address(ipaddress.ip_address(client[0])) if client else ""
    except ValueError:
        return ""


_Refusal = tuple[int, str, str]


class _Doubts:
    def __init__(
        self, access: WebAccess, scope: Scope, headers: Headers, methods: frozenset[str], command: str
    ) -> None:
        self._command = command
        self._access = access
        self._scope = scope
        self._headers = headers
        self._methods = methods

    def first(self) -> _Refusal | None:
        """Return status, message and hint of what speaks against the request."""
        return (
            self._framing()
            or self._host()
            or self._login()
            or self._method()
            or self._body()
            or self._other_site()
        )

    def _framing(self) -> _Refusal | None:
        """Of two lengths a proxy may believe the one and this server the other (RFC 9112, 6.1)."""
        if self._headers.getlist("transfer-encoding") and self._headers.getlist("content-length"):
            return 400, "The request states its length in two ways.", "Send one of them."
        return None

    def _host(self) -> _Refusal | None:
        given = self._headers.getlist("host")
        if len(given) == 1 and requested_host(given[0]) in self._access.hosts:
            return None
        return (
            400,
            "The request names a host that this server does not answer for.",
            f"Whoever runs it allows a name by: newsarchive {self._command} --allow-host NAME",
        )

    def _login(self) -> _Refusal | None:
        access = self._access
        if access.token is None and not access.proxies:
            return None
        if access.proxies and peer_of(self._scope) in access.proxies:
            names = self._headers.getlist(access.login_header)
            if len(names) == 1 and names[0].strip():
                return None
        if access.token is not None and any(map(self._is_token, self._headers.getlist("authorization"))):
            return None
        return (
            401,
            "This archive asks who you are.",
            "Send the token as 'Authorization: Bearer TOKEN', or log in with it as the password."
            if access.token is not None
            else "Come by the proxy that logs people in.",
        )

    def _is_token(self, header: str) -> bool:
        scheme, _, given = header.partition(" ")
        if scheme.lower() == "bearer":
            return self._access.accepts_token(given.strip())
        if scheme.lower() == "basic":
            try:
                plain = base64.b64decode(given.strip(), validate=True).decode()
            except ValueError:  # binascii.Error, letters beyond ASCII, bytes that are no UTF-8
                return False
            return self._access.accepts_token(plain.partition(":")[2])
        return False

    def _method(self) -> _Refusal | None:
        if self._scope["method"] in self._methods:
            return None
        asked = " or ".join(sorted(self._methods - {"HEAD"}))
        return 405, "This archive is only read here.", f"Ask with {asked}."

    def _body(self) -> _Refusal | None:
        """Where a proxy and this server may see the end of a body differently, one hides the next request."""
        length = self._headers.getlist("content-length")
        framed = bool(self._headers.getlist("transfer-encoding"))
        if self._scope["method"] in READING and (framed or any(one.strip() != "0" for one in length)):
            return 400, "A request that only reads has no body.", "Leave the body out."
        return None

    def _other_site(self) -> _Refusal | None:
        """Browsers say who asks (W3C Fetch Metadata); programs do not, and are let through."""
        site, mode = self._headers.get("sec-fetch-site"), self._headers.get("sec-fetch-mode")
        dest = self._headers.get("sec-fetch-dest")
        if site in {None, "same-origin", "none"} or (mode == "navigate" and dest == "document"):
            return None
        return 403, "A page of another site asked for this.", "Open the URL itself."

    def other_form(self) -> _Refusal | None:
        """A form must come from our own page, also where its browser follows a link to do so.

        Browsers name the site that asks over HTTPS and on this machine alone (W3C Fetch Metadata, 2.5), and
        elsewhere the origin, which the pages of forms let them do (`FORM_REFERRER`); programs name neither.
        """
        site, origin = self._headers.get("sec-fetch-site"), self._headers.get("origin")
        host = self._headers.get("host", "")
        own = {None, f"http://{host}", f"https://{host}", self._access.outer_url or None}
        if site == "same-origin" or (site is None and origin in own):
            return None
        if site is None and origin == "null":
            said = "The browser does not say which page sent this form."
        else:
            said = "A page of another site sent this form."
        return 403, said, "Open the page itself, and send its form."


def requested_host(header: str) -> str:
    """Return the host of a Host header, without port and brackets; "" if it has no form of one."""
    text = header.strip().lower()
    if text.startswith("["):
        inner, closed, port = text[1:].partition("]")
        return _address(inner) if closed and _is_port(port) else ""
    name, colon, port = text.partition(":")
    return (_address(name) or name.removesuffix(".")) if _is_port(colon + port) else ""


def _is_port(text: str) -> bool:
    return not text or (text[0] == ":" and (text[1:].isascii() and text[1:].isdecimal() and len(text) <= 6))


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
