"""`newsarchive mcp`: the tools of agents over stdio or HTTP, until stdin is closed or a signal comes."""

from __future__ import annotations

import signal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from newsarchive.cli.listening import access_by_options, answer_requests, listening_socket
from newsarchive.environment import database_url, log_style, watches_folder
from newsarchive.errors import EndedEarlyError, MissingExtraError
from newsarchive.logs.console import print_error, set_up_program_logging
from newsarchive.storage import open_archive
from newsarchive.storage.database.location import masked, parsed
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.bounded_calls import BoundedCalls

if TYPE_CHECKING:
    from newsarchive.web.agent.agent_tools import AgentArchive

# Calls that are answered at a time: each may take a processor and a connection.
_AT_ONCE = 4


def serve_agent(timeout: float) -> int:
    """Answer the program that started this one, on stdin and stdout; 0 when it closes stdin.

    A signal ends the process with the code 3. Raises ArchiveError if there is no archive of this version.
    """
    archive = _archive(timeout)
    import anyio  # noqa: PLC0415 - an extra

    from newsarchive.web.agent.agent_server import agent_server  # noqa: PLC0415 - an extra
    from newsarchive.web.agent.agent_transports import answer_stdio, end_process  # noqa: PLC0415 - an extra

    set_up_program_logging(log_style(""))
    server = agent_server(archive, at_once=_AT_ONCE)

    def stopped(number: signal.Signals) -> None:
        print_error(EndedEarlyError(f"Stopped by {number.name}."))
        end_process(EndedEarlyError.exit_code)

    async def answered() -> None:
        await answer_stdio(server, stopped=stopped)

    try:
        anyio.run(answered)
    finally:
        archive.calls.close()
    return 0


def serve_agents(
    host: str,
    port: int,
    *,
    token_file: Path | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    timeout: float,
) -> int:
    """Answer agents over HTTP until a signal comes; return the exit code.

    Raises ConfigurationError if others could ask without proof, UsageError if the port cannot be had,
    ArchiveError if there is no archive of this version.
    """
    access = access_by_options(
        host, token_file=token_file, proxies=proxies, login_header=login_header, allowed=allowed
    )
    archive = _archive(timeout)
    with listening_socket(host, port) as listener:
        from newsarchive.web.agent.agent_server import agent_server  # noqa: PLC0415 - an extra
        from newsarchive.web.agent.agent_transports import MCP_PATH, agent_application  # noqa: PLC0415 - an extra

        set_up_program_logging(log_style(""))
        application = agent_application(agent_server(archive, at_once=_AT_ONCE), access)
        answers = f"answers agents about {masked(parsed(archive.reader.url))}"
        try:
            return answer_requests(application, listener, MCP_PATH, answers)
        finally:
            archive.calls.close()


def _archive(timeout: float) -> AgentArchive:
    if find_spec("mcp") is None:
        raise MissingExtraError("'newsarchive mcp'", "mcp")
    open_archive(database_url()).close()  # fails at once if there is none
    from newsarchive.web.agent.agent_tools import AgentArchive  # noqa: PLC0415 - an extra

    reader = ArchiveReader(database_url(), timeout=timeout)
    return AgentArchive(reader=reader, calls=BoundedCalls(timeout), watches=watches_folder())
