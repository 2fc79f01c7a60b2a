"""URLs: when two are the same, their shapes and patterns, what a link's URL says of where it leads."""
