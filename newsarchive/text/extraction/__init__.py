"""From characters to the article: main text, the facts around it, and the furniture cut away."""
