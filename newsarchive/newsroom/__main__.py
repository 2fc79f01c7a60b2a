"""`python -m newsarchive.newsroom`: runs the server until SIGTERM, or until its parent process ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

import click

from newsarchive.errors import NewsarchiveError
from newsarchive.logs.console import echo
from newsarchive.newsroom.server import NewsroomServer, next_visit

_PARENT_CHECK = 0.5  # seconds between two checks whether the parent still runs


@click.command()
@click.option("--port", default=0, show_default="any free one", help="Port on 127.0.0.1.")
@click.option("--state", type=click.Path(path_type=Path), help="File that keeps the number of visits.")
@click.option("--with-parent", is_flag=True, help="End when the process that started it is gone.")
def main(port: int, state: Path | None, *, with_parent: bool) -> None:
    """Serve the sample newsroom; print `ready PORT` once it listens."""
    try:
        visit = next_visit(state)
    except NewsarchiveError as error:
        echo(f"newsroom: {error}", err=True)
        sys.exit(error.exit_code)
    serve_until_stopped(NewsroomServer(port, visit), with_parent=with_parent)


def serve_until_stopped(server: NewsroomServer, *, with_parent: bool) -> None:
    """Serve until SIGTERM, SIGINT, or (on request) the end of the parent process."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        threading.Thread(
            target=server.shutdown
        ).start()  # shutdown waits for the loop this handler interrupts

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if with_parent:
        threading.Thread(target=stop_with_parent, args=(server, os.getppid()), daemon=True).start()
    echo(f"ready {server.port}")
    with server:
        server.serve_forever(poll_interval=0.1)


def stop_with_parent(server: NewsroomServer, parent: int) -> None:
    """Stop the server once the parent process has ended, which gives this process another parent."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK)
    server.shutdown()


if __name__ == "__main__":
    main()
