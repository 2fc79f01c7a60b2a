"""An agent's side of a conversation: the SDK's own client, and each answer held to the tool's schema."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import anyio
from jsonschema import Draft202012Validator
from mcp.client.client import Client
from mcp.server.lowlevel import Server
from mcp_types import CallToolResult, TextContent, Tool

from newsarchive.web.agent.agent_server import agent_server
from newsarchive.web.agent.agent_tools import AgentArchive
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.bounded_calls import BoundedCalls

_T = TypeVar("_T")
_A = TypeVar("_A")


class Agent:
    """Calls tools; knows of the server what the protocol tells."""

    def __init__(self, server: Server[Any]) -> None:
        self._server = server
        self.tools: dict[str, Tool] = {tool.name: tool for tool in self._talk(_listed)}

    def call(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Return the answer, which must not be an error and must be as the tool's schema says."""
        found = self.result(name, **arguments)
        assert not found.is_error, told(found)
        answer = found.structured_content
        schema = self.tools[name].output_schema
        assert schema is not None
        Draft202012Validator(schema).validate(answer)
        assert isinstance(answer, dict)
        return answer

    def error(self, name: str, **arguments: Any) -> str:
        """Return the message of a call that must fail."""
        found = self.result(name, **arguments)
        assert found.is_error, told(found)
        return told(found)

    def result(self, name: str, **arguments: Any) -> CallToolResult:
        """Return what came, whatever it is."""

        async def asked(client: Client) -> CallToolResult:
            return await client.call_tool(name, arguments)

        return self._talk(asked)

    def _talk(self, say: Callable[[Client], Awaitable[_T]]) -> _T:
        async def conversation() -> _T:
            async with Client(self._server) as client:
                return await say(client)

        return anyio.run(conversation)


async def _listed(client: Client) -> list[Tool]:
    return (await client.list_tools()).tools


def told(result: CallToolResult) -> str:
    """Return the text of a result."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def agent_of(url: str, timeout: float = 10.0, watches: Path | None = None) -> Agent:
    """Return an agent that can ask the archive."""
    return Agent(server_of(url, timeout, watches))


def server_of(url: str, timeout: float = 10.0, watches: Path | None = None) -> Server[Any]:
    """Return a server whose SQL runs in this process: only that over stdio starts processes for it."""
    archive = AgentArchive(
        reader=ArchiveReader(url, timeout=timeout), calls=_CallsHere(timeout), watches=watches
    )
    return agent_server(archive, at_once=2)


class _CallsHere(BoundedCalls):
    def call(self, function: Callable[[_A], _T], value: _A) -> _T:
        """Return `function(value)`."""
        return function(value)
