"""Nothing in the package unpacks bytes but newsarchive.unpacking, which has a limit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "newsarchive"
# Every library that can make much of little, and what of it only packs or counts.
LIBRARIES = {
    "gzip": {"compress"},
    "zlib": {"compress", "compressobj", "crc32", "adler32"},
    "bz2": {"compress"},
    "lzma": {"compress"},
    "brotli": {"compress"},
    "brotlicffi": set(),
    "zstandard": {"ZstdCompressor"},
    "backports": set(),
    "compression": set(),
    "zipfile": set(),
    "tarfile": set(),
    "scrapy.utils.gz": set(),
    "scrapy.utils._compression": set(),
    "scrapy.downloadermiddlewares.httpcompression": set(),
    "warcio.bufferedreaders": {"BufferedReader"},
}
# The seam itself, and what reads tables of our own that travel with the package.
EXEMPT = {
    "unpacking.py",
    "text/metadata/known_names.py",
    "text/mirror/character_odds.py",
}


def misuses(source: str) -> Iterator[str]:
    """Yield what the module has of a library beyond packing."""
    if not any(one.rpartition(".")[2] in source for one in LIBRARIES):
        return  # most modules, unparsed
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {
                alias.asname or alias.name.partition(".")[0]: library
                for alias in node.names
                if (library := _library(alias.name))
            }
        elif isinstance(node, ast.ImportFrom):
            yield from _taken(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            library = names.get(node.value.id)
            if library and node.attr not in LIBRARIES[library]:
                yield f"{library}.{node.attr}"


def _taken(node: ast.ImportFrom) -> Iterator[str]:
    for alias in node.names:
        library = _library(node.module or "") or _library(f"{node.module}.{alias.name}")
        if library and alias.name not in LIBRARIES[library]:
            yield f"from {node.module} import {alias.name}"


def _library(module: str) -> str | None:
    return next((one for one in LIBRARIES if module == one or module.startswith(one + ".")), None)


def test_only_one_module_unpacks() -> None:
    found = {
        str(path.relative_to(PACKAGE)): list(misuses(path.read_text(encoding="utf-8")))
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: uses for name, uses in found.items() if uses and name not in EXEMPT} == {}
    assert all(found[name] for name in EXEMPT), "an exemption nobody needs any more"


@pytest.mark.parametrize(
    "planted",
    [
        "import gzip\nraw = gzip.decompress(raw)",
        "import zlib as z\nz.decompressobj()",
        "def f():\n    from zlib import decompress",
        "import zstandard\nzstandard.ZstdDecompressor()",
        "from backports import zstd",
        "from scrapy.utils.gz import gunzip",
        "from warcio.bufferedreaders import DecompressingBufferedReader",
        "import brotli\nbrotli.Decompressor()",
    ],
)
def test_a_planted_use_is_caught(planted: str) -> None:
    assert list(misuses(planted))


def test_packing_is_no_use() -> None:
    packing = "import gzip, zstandard\nfrom zlib import crc32\ngzip.compress(b'')\nzstandard.ZstdCompressor()"
    assert list(misuses(packing)) == []
