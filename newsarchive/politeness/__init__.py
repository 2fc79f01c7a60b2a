"""Politeness towards hosts, as values and pure functions: without clock, network or random numbers."""
