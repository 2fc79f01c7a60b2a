"""The project's settings (`scrapy.cfg` chooses one): production, development, test, all built on base."""
