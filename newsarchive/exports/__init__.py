"""Out of the archive into files: tables for analysts, WARC files for other archives."""
