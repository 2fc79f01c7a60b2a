"""Scripts of pages, read and not run: literals, data, calls, and the lists that they ask for."""
