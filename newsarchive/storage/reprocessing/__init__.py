"""Reprocessing: which stored captures are read again, and what today's reading changes."""
