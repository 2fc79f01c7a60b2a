"""Near-duplicates: which stored texts are copies of one story, who had it first, and what a copy adds.

Texts are compared by shingles: short runs of words (of characters in Chinese, Japanese and Thai), folded so
that width, case, punctuation and Traditional or Simplified script do not count. MinHash (Broder 1997, with
datasketch's permutations) finds candidates without comparing all with all; containment decides.
"""
