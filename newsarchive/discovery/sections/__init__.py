"""Section and front pages: their links, which are articles', and which lead to the next page."""
