"""The search index, and asking it: the newest revision of every article, alike on both databases."""
