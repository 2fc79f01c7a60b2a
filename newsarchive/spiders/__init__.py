"""One spider, made of small parts: feeds, sitemaps, sections, addresses."""
