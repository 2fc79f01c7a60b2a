"""How a source is doing, from the archive's rows: the measures of a crawl, and alarms."""
