"""The last text stage: what only the text shows to be spam is cut, and the verdict given."""

from newsarchive.text.cleaning.clean import clean_article

__all__ = ["clean_article"]
