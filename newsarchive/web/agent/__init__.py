"""The archive as tools of an agent (MCP)."""
