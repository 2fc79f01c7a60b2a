"""Today's code over stored captures: what it would change, and changing it (DESIGN 2.2)."""

from __future__ import annotations
