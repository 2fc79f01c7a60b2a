"""Copies across hosts: fingerprints with each save, groups when a run has completed, origins, additions.

A run that completes looks at every fingerprint nobody has looked at yet. What comes of it is a function of
the archive's content alone: no order of saving, number of workers or interruption shows in it (only the
numbers of `syndications` rows do, and nothing is ordered or chosen by them).
"""
