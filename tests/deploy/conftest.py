"""Fixtures of the deployment's tests."""

from tests.cli.conftest import server

__all__ = ["server"]
