"""How a source is doing, from the archive's rows: measures of a crawl, and spells of trouble."""
