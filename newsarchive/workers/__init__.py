"""Extraction in worker processes, behind one function (DESIGN 3, 7)."""
