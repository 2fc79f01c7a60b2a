"""The steps of a survey: front page, robots.txt, feeds, sitemaps, sections, and pages tried."""
