"""What the archive answers, whoever asks: pages, programs, feeds or agents."""
