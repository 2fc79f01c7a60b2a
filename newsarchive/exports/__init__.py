"""Exports: tables for analysts, WARC files for other archives."""
