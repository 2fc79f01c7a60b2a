"""Sends one message to one channel: mail by SMTP, all else by apprise.

Each message has a name that stays the same at every try (`Message-ID`, `Idempotency-Key`): between the moment
in which a channel takes it and the one in which that is noted, a kill leaves open whether it was sent, and
only the receiver can tell a repeat from a second message.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from importlib.util import find_spec

from newsarchive.errors import EndedEarlyError, MissingExtraError
from newsarchive.logs.formats import redacted, visible
from newsarchive.watches.channels import Channel, MailRoute, mail_route
from newsarchive.watches.watch_messages import ComposedMessage

# Seconds that a server may keep silent.
_PATIENCE = 20.0
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one try came to. `channel_down` says that other messages would fail as well.

    `in_doubt`: it was cut short, and may have been sent all the same. `note` is for the log of one that was.
    """

    sent: bool
    reason: str | None = None
    channel_down: bool = False
    in_doubt: bool = False
    note: str | None = None


def demand_services(channels: dict[str, Channel]) -> None:
    """Raise MissingExtraError if a channel needs apprise and that is not installed."""
    if any(not one.is_mail for one in channels.values()) and find_spec("apprise") is None:
        raise MissingExtraError("NEWSARCHIVE_CHANNELS", "notify")


def send_message(channel: Channel, message: ComposedMessage, watch: str, at: datetime) -> Attempt:
    """Send a message; raises nothing of its own. The reason of a failure holds no secret of the channel.

    How long it takes has no limit: a server is only kept from being silent (newsarchive.watches.sending).
    """
    try:
        if not channel.is_mail:
            return _send_by_apprise(channel, message)
        return Attempt(sent=True, note=_send_mail(mail_route(channel.url), message, watch, at))
    except EndedEarlyError:  # a signal, which is to end the command
        raise
    except Exception as error:  # whatever a library raises must not stop other messages
        reason, down = _reason(error)
        return _failure(channel, reason, down=down)


def _reason(error: Exception) -> tuple[str, bool]:
    """Return why a message was not sent, and whether others would fail as well."""
    if isinstance(error, smtplib.SMTPException):
        return _mail_reason(error)
    if isinstance(error, MemoryError):
        return "the server's answer is too long", True
    if isinstance(error, OSError):
        return f"the server cannot be reached: {error.strerror or type(error).__name__}", True
    return f"the message could not be sent ({type(error).__name__})", False


def _mail_reason(error: smtplib.SMTPException) -> tuple[str, bool]:
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"the mail server refused the login ({error.smtp_code})", True
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()), (0, b""))[0]
            return f"the mail server refused every recipient ({code})", False
        case smtplib.SMTPServerDisconnected():
            return "the mail server closed the connection", True
        case smtplib.SMTPResponseException():
            said = error.smtp_error
            text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
            return f"the mail server answered {error.smtp_code} {text}", False
    return f"the mail server lacks what is needed ({type(error).__name__})", True


def _failure(channel: Channel, reason: str, *, down: bool = False) -> Attempt:
    return Attempt(sent=False, reason=without_secrets(channel, reason), channel_down=down)


def without_secrets(channel: Channel, reason: str) -> str:
    """Return the text on one line without anything that the channel's URL has behind its scheme."""
    for secret in _secrets(channel):
        reason = reason.replace(secret, "***")
    return visible(" ".join(redacted(reason).split()))[:_LONGEST_REASON]


def _secrets(channel: Channel) -> Iterator[str]:
    yield channel.url
    if channel.is_mail:
        route = mail_route(channel.url)
        if route.password and len(route.password) > 2:
            yield route.password


# Mail.


def mail_of(message: ComposedMessage, route: MailRoute, watch: str, at: datetime) -> EmailMessage:
    """Return the mail. Its subject is one line; whatever an article's title holds begins no header."""
    mail = EmailMessage(policy=SMTP)
    # "=?" begins an encoded word (RFC 2047), which the library would decode, line breaks included.
    mail["Subject"] = message.subject.replace("=?", "= ?")
    mail["From"] = Address(addr_spec=route.sender)
    mail["To"] = tuple(Address(addr_spec=one) for one in route.recipients)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.key}@{route.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Newsarchive-Watch"] = watch
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def _send_mail(route: MailRoute, message: ComposedMessage, watch: str, at: datetime) -> str | None:
    """Send a mail; return what is to be noted of it."""
    mail = mail_of(message, route, watch, at)
    with _server(route) as server:
        if route.user is not None:
            server.login(route.user, route.password or "")
        refused = server.send_message(mail)
    if refused:  # some of several; a repeat would come twice to the others
        codes = ", ".join(sorted({str(code) for code, _ in refused.values()}))
        return (
            f"the mail server refused {len(refused)} of {len(route.recipients)} recipients ({codes});"
            " the others have the message"
        )
    return None


@contextmanager
def _server(route: MailRoute) -> Iterator[smtplib.SMTP]:
    # The machine's certificates are read (20 ms, 2026-12) for a connection that is encrypted only.
    if route.encryption == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            route.host, route.port, timeout=_PATIENCE, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(route.host, route.port, timeout=_PATIENCE)
    try:
        if route.encryption in {"starttls", "maybe"}:
            server.ehlo()
            if route.encryption == "starttls" or server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
        if (
            route.user is not None
            and route.encryption == "maybe"
            and not isinstance(server.sock, ssl.SSLSocket)
        ):
            raise smtplib.SMTPNotSupportedError("no TLS, without which no password is sent")
        yield server
    finally:
        server.close()


# Everything else.


def _send_by_apprise(channel: Channel, message: ComposedMessage) -> Attempt:
    # They would log URLs with their secrets, and servers' responses.
    for library in ("apprise", "urllib3"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # plugins of apprise import old modules
        # Takes half a second to load, and is needed only when there is something to send.
        from apprise import Apprise, AppriseAsset, NotifyFormat, OverflowMode  # noqa: PLC0415

        # Where a hook leads elsewhere, a GET without the message would count as sent, and its server could
        # choose an address of our network. `redirect=yes` in the URL allows it.
        asset = AppriseAsset(http_redirects=False)
        service = Apprise.instantiate(channel.url, asset=asset, suppress_exceptions=True)
        if service is None:
            return _failure(channel, f"apprise does not know the URL {channel.service}", down=True)
        # Webhooks send these; services of their own protocol do not.
        headers = getattr(service, "headers", None)
        if isinstance(headers, dict):
            headers["Idempotency-Key"] = message.key
        else:
            # A chat takes some thousand characters and refuses more, which no other try would mend.
            service.overflow_mode = OverflowMode.SPLIT
        sender = Apprise()
        sender.add(service)
        if sender.notify(message.text, message.subject, body_format=NotifyFormat.TEXT):
            return Attempt(sent=True)
    return _failure(channel, f"{channel.service} did not take the message", down=True)
