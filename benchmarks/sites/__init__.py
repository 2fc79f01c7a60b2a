"""Real site software, filled with articles that are known, crawled by what `sources new` proposes for it."""
