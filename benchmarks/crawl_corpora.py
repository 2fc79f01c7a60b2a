"""Real bytes through a real server: what a crawl stores of saved pages must be what `import pages` stores.

python -m benchmarks.crawl_corpora MANIFEST.jsonl [--limit N] [--true-charset]

The pages are served by a proxy in its own process at the addresses of the manifest (https asked as http, one
capture an address) and crawled as a list of addresses into one archive; the same pages are imported into
another. Prints every difference of title, text, authors, dates and verdicts; exit 1 when there is one.
--true-charset puts the charset found by `decode` into the header, else there is none.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus_proxy import read_body
from newsarchive.discovery.urls.canonical_urls import canonical_key, is_http_url
from newsarchive.items import FetchedPage
from newsarchive.stages import decode

SOURCE = """title = "Corpora"
delay = 0
concurrency = 16
addresses = { file = "addresses.txt" }
"""
ARTICLES = (
    "SELECT url, title, text, authors, published_at, published_offset, modified_at, date_source"
    " FROM current_articles"
)
REFUSED = "SELECT u.url, e.reason FROM url_events e JOIN urls u ON u.id = e.url_id WHERE e.reason IS NOT NULL"


def main() -> int:
    """Crawl, import, compare; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--true-charset", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crawl-corpora-") as name:
        folder = Path(name)
        pages = list(usable_pages(asked.manifest, true_charset=asked.true_charset))[: asked.limit]
        write_inputs(folder, pages)
        print(f"{len(pages)} pages, one an address", flush=True)
        crawl(folder)
        command(folder, "import", "db", "upgrade")
        command(folder, "import", "import", "pages", str(folder / "pages.jsonl"))
        return compare(folder, len(pages))


def usable_pages(manifest: Path, *, true_charset: bool) -> Iterator[dict[str, Any]]:
    """Yield the pages that have an address, the first capture of each, as they will be served."""
    seen: set[str] = set()
    for line in manifest.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        url = row.get("url") or ""
        key = canonical_key(url)
        if not is_http_url(url) or key in seen:
            continue
        seen.add(key)
        path = (manifest.parent / row["path"]).resolve()
        kind = "text/html"
        if true_charset:
            charset = decode(FetchedPage(url=url, body=read_body(path))).charset
            kind += f"; charset={charset.name}" if charset else ""
        http = "http:" + url.partition(":")[2]
        yield {"id": row["id"], "path": str(path), "url": http, "content_type": kind}


def write_inputs(folder: Path, pages: list[dict[str, Any]]) -> None:
    """Write the list of addresses, its source, and the pages for proxy and import."""
    (folder / "sources").mkdir()
    (folder / "sources" / "corpora.toml").write_text(SOURCE, encoding="utf-8")
    urls = "".join(f"{page['url']}\n" for page in pages)
    (folder / "sources" / "addresses.txt").write_text(urls, encoding="utf-8")
    lines = "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages)
    (folder / "pages.jsonl").write_text(lines, encoding="utf-8")


def crawl(folder: Path) -> None:
    """Crawl the pages through the proxy."""
    serve = [sys.executable, "-m", "benchmarks.corpus_proxy", str(folder / "pages.jsonl")]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as proxy:
        assert proxy.stdout is not None
        address = f"http://127.0.0.1:{proxy.stdout.readline().strip()}"
        command(folder, "crawl", "db", "upgrade")
        command(folder, "crawl", "crawl", "corpora", http_proxy=address, no_proxy="", NO_PROXY="")
        proxy.kill()


def command(folder: Path, archive: str, *arguments: str, **environment: str) -> None:
    """Run the command line on one of the two archives, and say how long it took."""
    own = {
        "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{folder}/{archive}.db",
        "NEWSARCHIVE_SOURCES": str(folder / "sources"),
        "SCRAPY_PROJECT": "production",
    }
    start = time.monotonic()
    program = [sys.executable, "-c", "from newsarchive.cli import main; main()", *arguments]
    subprocess.run(program, env=os.environ | own | environment, check=True)
    print(f"{' '.join(arguments[:2])}: {time.monotonic() - start:.1f} s", flush=True)


def compare(folder: Path, count: int) -> int:
    """Print the differences of the two archives, and return 1 when there is any."""
    crawled, imported = (rows(folder / f"{name}.db") for name in ("crawl", "import"))
    differing = sorted(
        key for key in crawled.keys() | imported.keys() if crawled.get(key) != imported.get(key)
    )
    for key in differing:
        print(f"{key}\n  crawl:  {short(crawled.get(key))}\n  import: {short(imported.get(key))}")
    print(f"{count} pages, {len(crawled)} rows crawled, {len(imported)} imported, {len(differing)} differ")
    return 1 if differing else 0


def rows(file: Path) -> dict[str, tuple[Any, ...]]:
    """Return what an archive says of each address: article and refusal have rows of their own."""
    connection = sqlite3.connect(file)
    try:
        articles = {f"article {row[0]}": row[1:] for row in connection.execute(ARTICLES)}
        return articles | {f"refused {row[0]}": row[1:] for row in connection.execute(REFUSED)}
    finally:
        connection.close()


def short(row: tuple[Any, ...] | None) -> str:
    """Return a row fit for one line."""
    return "nothing" if row is None else " | ".join(str(value)[:60].replace("\n", "⏎") for value in row)


if __name__ == "__main__":
    sys.exit(main())
