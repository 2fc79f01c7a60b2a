"""What watches are matched with, what they found, and the messages about it."""
