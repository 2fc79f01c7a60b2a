"""What lists say of an article, weighed with what its page says; their text where the page has none."""
