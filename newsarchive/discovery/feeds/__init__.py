"""Feeds and sitemaps: the links that a site lists for machines."""
