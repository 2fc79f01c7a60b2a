"""Crawl state: addresses, answers, crawls, hosts, and when each is asked for again."""
