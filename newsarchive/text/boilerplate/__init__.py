"""What pages of one host share: learned from stored pages, cut from new ones, left out of comparisons."""
