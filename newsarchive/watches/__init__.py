"""Watches: what people want to be told of, found in each revision and sent once."""
