"""Whether sources bring what is expected of them, and who is told when they do not."""
