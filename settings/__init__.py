"""Settings by name of the project (`scrapy.cfg`): production, development, test, over one base."""
