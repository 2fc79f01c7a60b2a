"""The peers: what they are, an environment of their own, their answers kept until something changes."""
