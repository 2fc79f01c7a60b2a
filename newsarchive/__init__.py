"""A news archive crawler that gives back the article a reader of the original saw."""
