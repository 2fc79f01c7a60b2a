"""The page as it is read: its tree, styles and data, and its lines, blocks and named boxes."""
