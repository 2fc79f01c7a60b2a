"""Facts around the article: who wrote it, where and when it stood, under which title."""
