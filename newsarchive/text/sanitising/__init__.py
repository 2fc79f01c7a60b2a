"""Spam that the DOM shows, cut before extraction: titles, hidden elements, link farms, planted links."""

from newsarchive.text.sanitising.sanitise import sanitise_tree

__all__ = ["sanitise_tree"]
