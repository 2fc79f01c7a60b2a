"""Output on stderr: lines for people, or one JSON object a line (NEWSARCHIVE_LOG)."""
