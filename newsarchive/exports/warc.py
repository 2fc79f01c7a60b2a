"""`export warc`: a folder of WARC files of limited size, with a manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from warcio.warcwriter import WARCWriter

from newsarchive.exports.folder import ExportFolder, export_folder
from newsarchive.exports.warc_records import WarcRecordMaker
from newsarchive.storage.exporting.captures import Capture, CapturesSnapshot
from newsarchive.storage.revision_rows import extractor

KIND = "warc"
SIZE = 10**9
NO_ANSWER = "no answer"


class WarcExport:
    """Writes one snapshot; `step(count)` hears of captures, `counts` says what became of them."""

    def __init__(self, snapshot: CapturesSnapshot, *, step: Callable[[int], None], size: int = SIZE) -> None:
        self._snapshot = snapshot
        self._maker = WarcRecordMaker(snapshot)
        self._step = step
        self._size = size
        self._open = ExitStack()
        self._stream: Any = None
        self._records: dict[str, int] = {}
        self._files = 0
        self.counts: Counter[str] = Counter()

    def write(self, target: Path, options: dict[str, Any]) -> None:
        """Make the folder `target`."""
        with export_folder(target, KIND) as folder:
            with self._open:
                for capture in self._snapshot.captures():
                    self._write(folder, capture)
                    self._step(1)
            software = extractor()
            folder.write_manifest(
                {"software": software, **options, "counts": dict(sorted(self.counts.items()))}
            )

    def _write(self, folder: ExportFolder, capture: Capture) -> None:
        written = 0
        for record, word in self._maker.records(capture):
            # What belongs to one capture stays in one file.
            if self._stream is None or (not written and self._stream.tell() >= self._size):
                self._begin(folder, capture)
            self._writer.write_record(record)
            self._records["records"] += 1
            self.counts[word] += 1
            written += 1
        if not written:
            self.counts[NO_ANSWER] += 1

    def _begin(self, folder: ExportFolder, first: Capture) -> None:
        self._open.pop_all().close()
        self._files += 1
        name = f"newsarchive-{first.at:%Y%m%d%H%M%S}-{self._files:05d}.warc.gz"
        self._records = {"records": 1}
        self._stream = self._open.enter_context(folder.file(name, counts=self._records))
        self._writer = WARCWriter(self._stream, gzip=True, warc_version="1.1")
        self._writer.write_record(self._maker.warcinfo(name, first.at, extractor()))
