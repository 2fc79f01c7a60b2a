"""Checks each crawl against what is expected of its source, and sends alarms and metrics."""
