"""Rows that all writers share: addresses, sources, payloads, the journal of events."""
