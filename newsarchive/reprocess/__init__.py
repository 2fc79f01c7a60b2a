"""Today's code over stored captures: what it would change, and changing it."""

from __future__ import annotations
