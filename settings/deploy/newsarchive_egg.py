"""The settings module of the egg of `scrapyd-deploy`: unpacks the egg, then is the production settings.

Scrapyd puts an egg last on the path, zipped. What is read as a file (migrations, declarations, word lists)
would not be found in it, and another newsarchive installed on the server would come first.
"""

from __future__ import annotations

import atexit
import os
import shutil
import struct
import sys
import tempfile
from importlib.util import source_from_cache
from pathlib import Path
from zipfile import ZipFile
from zipimport import zipimporter

_loader: object = __spec__.loader
if isinstance(_loader, zipimporter):
    _folder = tempfile.mkdtemp(prefix="newsarchive-egg-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    with ZipFile(_loader.archive) as _egg:
        _egg.extractall(_folder)
    # Python believes compiled modules whose source is as old as they say; unpacked, all sources are of now.
    # To compile them anew took a second of each process of a job (2026-12).
    for _compiled in Path(_folder).rglob("*.pyc"):
        with _compiled.open("rb") as _bytes:
            _magic, _by_hash, _written = struct.unpack("<4sII", _bytes.read(12))
        _source = Path(source_from_cache(_compiled))
        if not _by_hash and _source.is_file():
            os.utime(_source, (_written, _written))
    sys.path.insert(0, _folder)
    # For the fork server of the extraction processes: Python 3.11 does not hand the path on to it.
    _more = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = f"{_folder}{os.pathsep}{_more}" if _more else _folder

# There is no such package in a checkout.
# mypy: disable-error-code="import-untyped, import-not-found"
from newsarchive._bundled.settings.production import *  # noqa: E402, F403
