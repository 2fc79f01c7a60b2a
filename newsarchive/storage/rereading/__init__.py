"""Stored captures read again: which ones, what was made of them, and what today's reading changes."""

from __future__ import annotations
