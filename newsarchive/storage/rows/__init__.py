"""Rows that all writers share: URLs, sources, payloads, fetches and events."""
