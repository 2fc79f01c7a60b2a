"""The settings module of the egg of `scrapyd-deploy`: unpacks the egg, then is the production settings.

Scrapyd puts an egg last on the path, zipped. What is read as a file (migrations, declarations, word lists)
would not be found in it, and another newsarchive installed on the server would come first.
"""

from __future__ import annotations

import atexit
import glob
import os
import shutil
import socket
import struct
import sys
import tempfile
from contextlib import suppress
from importlib.util import source_from_cache
from pathlib import Path
from zipfile import ZipFile
from zipimport import zipimporter

_PREFIX = f"newsarchive-egg-{socket.gethostname()}-"


def _remove_left_over() -> None:
    """Remove what killed jobs of this user and machine left: 15 MB each."""
    for left in Path(tempfile.gettempdir()).glob(f"{glob.escape(_PREFIX)}*"):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        with suppress(OSError):
            if number.isdigit() and left.lstat().st_uid == os.getuid() and not _lives(int(number)):
                shutil.rmtree(left)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


_loader: object = __spec__.loader
if isinstance(_loader, zipimporter):
    _remove_left_over()
    _folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")
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
