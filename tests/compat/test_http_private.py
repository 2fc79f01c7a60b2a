"""The contract with the client's private parts, over real connections: what is read, what fails, and why."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import DownloadFailedError
from scrapy.settings.default_settings import DOWNLOAD_HANDLERS_BASE
from scrapy.utils.test import get_crawler

from newsarchive.compat.http_private import PlainDownloads, bad_answer, is_bad_certificate
from tests.mockserver.odd_answers import READABLE, UNREADABLE

ROOT = Path(__file__).resolve().parents[2]
# In a process of its own: a reactor starts once.
DOWNLOAD = """
import json, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from newsarchive.compat.http_private import PlainDownloads, bad_answer, is_bad_certificate

class Asking(Spider):
    name = "asking"
    told = {}
    async def start(self):
        for url in sys.argv[1:]:
            yield Request(url, self.parse, errback=self.failed)
    def parse(self, response):
        self.told[response.url.rpartition("/")[2]] = [response.status, len(response.body) > 200]
    def failed(self, failure):
        error = failure.value
        self.told[failure.request.url.rpartition("/")[2]] = [bad_answer(error), is_bad_certificate(error)]

process = AsyncCrawlerProcess({
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), PlainDownloads), "RETRY_ENABLED": False,
    "DOWNLOAD_VERIFY_CERTIFICATES": True, "LOG_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
process.crawl(Asking)
process.start()
print(json.dumps(Asking.told))
"""


@contextmanager
def serving(*given: str) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.mockserver.odd_answers", *given]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def told(*urls: str) -> dict[str, list[Any]]:
    """Download the URLs, and return what came by the last part of the path."""
    done = subprocess.run(
        [sys.executable, "-c", DOWNLOAD, *urls],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, list[Any]] = json.loads(done.stdout)
    return answers


def test_plain_downloads_is_scrapys_default_and_knows_its_crawl() -> None:
    base = PlainDownloads.__base__
    assert base is not None
    assert f"{base.__module__}.{base.__qualname__}" == DOWNLOAD_HANDLERS_BASE["http"]
    handler, crawler = PlainDownloads.__new__(PlainDownloads), get_crawler()
    BaseDownloadHandler.__init__(handler, crawler)
    assert handler.crawler is crawler


def test_odd_heads_are_read_and_what_is_no_http_says_why() -> None:
    with serving() as port:
        found = told(*(f"http://127.0.0.1:{port}/{kind}" for kind in (*READABLE, *UNREADABLE)))
    assert {kind: found[kind] for kind in READABLE} == {kind: [200, True] for kind in READABLE}
    assert {kind: found[kind][0] for kind in UNREADABLE} == {
        "endless": "a header line is longer than 65,536 bytes",
        "countless": "the header lines have more than 262,144 bytes",
        "early-hints": "the header lines have more than 262,144 bytes",
        "length": "Value contains non-decimal digits: b'abc'",
        "mail": "non-integer status code: b'220 mail.example ESMTP ready'",
        "version": "not enough values to unpack (expected 2, got 1): b'HTTP/x'",
    }


def test_a_certificate_that_nobody_signed_is_told_from_other_failures(tmp_path: Path) -> None:
    with serving(str(certificate(tmp_path / "own.pem"))) as port:
        assert told(f"https://127.0.0.1:{port}/space") == {"space": [None, True]}
    assert told(f"https://127.0.0.1:{port}/space") == {"space": [None, False]}, "nobody listens any more"


def test_other_errors_are_neither() -> None:
    for error in (ValueError("certificate verify failed"), DownloadFailedError("certificate verify failed")):
        assert bad_answer(error) is None
        assert not is_bad_certificate(error)


def certificate(path: Path) -> Path:
    """Write a certificate that is signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path
