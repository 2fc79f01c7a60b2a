"""How fast `newsarchive serve` answers on a given archive, one asker and many."""
