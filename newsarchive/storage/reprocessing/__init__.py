"""Stored captures read again: which ones, and what today's reading changes."""
