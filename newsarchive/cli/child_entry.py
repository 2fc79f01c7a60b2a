"""`python -m newsarchive.cli.child_entry COMMAND…`: the same, ending with its parent process."""

from __future__ import annotations

import os
import signal
import threading
import time

from newsarchive.cli.main import main

_PARENT_CHECK = 0.5  # seconds between two checks whether the parent still runs


def end_with_parent(parent: int) -> None:
    """Send SIGTERM to this process once its parent has ended."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, args=[os.getppid()], daemon=True).start()
    main(prog_name="newsarchive")
