"""The spider that crawls one source."""
