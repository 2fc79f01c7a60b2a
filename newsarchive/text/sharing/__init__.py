"""What pages of one host share: learned from stored pages, cut from new ones, left out of comparisons.

Footers, mastheads and notices no general rule knows show by how many articles they stand on; planted links
show by the hosts they lead to. Learning happens in the archive when a run has completed (DESIGN 2.2).
"""
