"""Reads stored captures again with today's code, and stores what changes."""

from __future__ import annotations
