"""The archive as JSON, and what requests may ask."""
