"""`python -m newsarchive.cli.child_entry COMMAND…`: `newsarchive COMMAND…` that ends with who started it."""

from __future__ import annotations

import os
import signal
import threading
import time

from newsarchive.cli.main import main

PARENT_CHECK = 0.5  # seconds between two looks whether the parent still lives


def end_with_parent(parent: int) -> None:
    """Ask this process to end as by SIGTERM once it has been handed to another parent."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, args=[os.getppid()], daemon=True).start()
    main(prog_name="newsarchive")
