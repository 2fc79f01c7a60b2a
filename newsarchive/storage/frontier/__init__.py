"""Crawl state: URLs, answers, crawls, hosts, and when each URL is fetched next."""
