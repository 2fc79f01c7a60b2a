"""The file of channels, and what sending says: nothing of it tells a secret."""

from __future__ import annotations

import http.server
import json
import logging
import threading
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from newsarchive.errors import ConfigurationError
from newsarchive.watches.channels import Channel, load_channels, mail_route
from newsarchive.watches.delivery import demand_services, mail_of, send_message, without_secrets
from newsarchive.watches.watch_messages import ComposedMessage
from tests.cli.inside import run
from tests.storage.making import NOON

MESSAGE = ComposedMessage(key="key-1", subject="[w] new: Ferry", text="The ferry.", html="<p>The ferry.</p>")


def written(folder: Path, text: str) -> Path:
    file = folder / "channels.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return file


def test_every_mistake_at_once_and_no_secret(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """
desk = "smtps://u:hunter2@mail.example/?from=nobody&to=b@c.example"
"Bad Name" = "slack://hunter2"
hook = "hunter2"
[team]
url = "json://hunter2@x.example"
repeats = "hunter2"
""",
    )
    with pytest.raises(ConfigurationError) as raised:
        load_channels(file)
    said = str(raised.value)
    assert said.count("\n") == 3
    assert "hunter2" not in said
    file.chmod(0o644)
    with pytest.raises(ConfigurationError, match="other users"):
        load_channels(file)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_channels(tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match="/dev/zero is no file"):
        load_channels(Path("/dev/zero"))
    assert load_channels(None) == {}


def test_right_channels(tmp_path: Path) -> None:
    found = load_channels(
        written(tmp_path, 'hook = "json://x.example"\n[desk]\nurl = "slack://a"\nrepeat = false\n')
    )
    assert {name: (one.service, one.repeat) for name, one in found.items()} == {
        "hook": ("json://…", True),
        "desk": ("slack://…", False),
    }
    assert "x.example" not in repr(found)
    demand_services(found)


def test_a_webhook_gets_the_message_with_its_name() -> None:
    came: list[tuple[str | None, dict[str, str]]] = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            came.append((self.headers["Idempotency-Key"], body))
            self.send_response(200 if len(came) < 2 else 500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        channel = Channel("hook", f"json://user:hunter2@127.0.0.1:{server.server_address[1]}/")
        assert send_message(channel, MESSAGE, "w", NOON).sent
        failed = send_message(channel, MESSAGE, "w", NOON)
        server.shutdown()
    assert [(key, body["title"], body["message"]) for key, body in came] == [
        ("key-1", "[w] new: Ferry", "The ferry.")
    ] * 2
    assert (failed.sent, failed.reason) == (False, "json://… did not take the message")
    unknown = send_message(Channel("x", "nonsense://hunter2"), MESSAGE, "w", NOON)
    assert (unknown.sent, unknown.reason) == (False, "apprise does not know the URL nonsense://…")


@pytest.mark.parametrize("status", [302, 307])
def test_a_webhook_leads_nowhere_else(status: int) -> None:
    """Its server could choose an address of our network, and what it chose would count as sent."""
    asked: list[str] = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_response(status if self.path == "/hook/" else 200)
            self.send_header("Location", "/inside")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"json://127.0.0.1:{server.server_address[1]}/hook/"
        sent = [
            send_message(Channel("hook", f"{url}{end}"), MESSAGE, "w", NOON).sent
            for end in ("", "?redirect=yes")
        ]
        server.shutdown()
    assert sent == [False, True]
    assert asked == ["/hook/", "/hook/", "/inside"]


def test_reasons_hold_no_secret() -> None:
    channel = Channel("x", "smtp://u:hunter2@mail.example/?from=a@b.example&to=c@d.example")
    told = without_secrets(channel, f"no hunter2\x1b[31m {channel.url}\nhttps://u:p@x.example/?token=abc")
    assert "hunter2" not in told
    assert "abc" not in told
    assert "\n" not in told
    assert "\x1b" not in told


def test_the_command_says_every_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "settings" / "watches"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('words = "a OR b"\nevery = "soon"\nwhen = 1\n', encoding="utf-8")
    (folder / "b.toml").write_text("words = 'ferry'\nto = ['desk']\n", encoding="utf-8")
    (folder / "c.toml").write_text("on = ['new']\n", encoding="utf-8")
    (folder / "d.toml").write_text("words = \n", encoding="utf-8")
    code, _, said = run("watches", "check", cwd=tmp_path)
    assert code == 2
    for part in ("not OR", "every = 'soon'", "when is an unknown field", "at least one of words", "TOML"):
        assert part in said, said
    assert "to = 'desk': allowed: the name of a channel" in said
    (folder / "b.toml").write_text("words = 'ferry'\n", encoding="utf-8")
    assert run("watches", "check", "b", cwd=tmp_path)[:2] == (0, "1 watch is right: b.\n")
    assert run("watches", "check", "z", cwd=tmp_path)[0] == 2


@pytest.mark.parametrize(
    "title",
    [
        "=?utf-8?q?x=0D=0ABcc:_evil@x.example?=",
        "=?utf-8?b?DQpCY2M6IHhAeQ==?=",
        "=?utf-8?q?=0D=0A=0D=0A<script>?= =?utf-8?q?=0A?=",
        "?=?utf-8?q?=0ABcc:_a?==?utf-8?q?=0ABcc:_b?=",
    ],
)
def test_an_encoded_line_break_in_a_headline_begins_no_header(title: str) -> None:
    route = mail_route("smtp://mail.example/?from=a@b.example&to=c@d.example")
    plain = mail_of(replace(MESSAGE, subject="[w] new: x"), route, "w", NOON)
    mail = mail_of(replace(MESSAGE, subject=f"[w] new: {title}"), route, "w", NOON)
    came = message_from_bytes(mail.as_bytes(), policy=default)
    assert came.keys() == plain.keys()


def test_no_log_holds_the_address_of_a_webhook(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    failed = send_message(
        Channel("hook", "json://127.0.0.1:9/hook/hunter2?+X-Key=hunter2"), MESSAGE, "w", NOON
    )
    assert not failed.sent
    assert "hunter2" not in caplog.text


def test_a_chat_gets_a_long_message_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    posted: list[str] = []

    def post(_url: str, **sent: Any) -> Any:
        posted.append(str(sent["data"]))
        return SimpleNamespace(status_code=200, content=b"{}", headers={}, text="{}")

    monkeypatch.setattr("requests.post", post)
    long = replace(MESSAGE, text="The ferry sails.\n" * 300)
    assert send_message(
        Channel("chat", "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js"), long, "w", NOON
    ).sent
    assert len(posted) == 3
    assert "".join(posted).count("sails") == 300
