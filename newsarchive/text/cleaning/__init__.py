"""The last text stage: what only the text shows to be spam is cut, and the verdict given."""
