"""How the weights that ship as data files are made: run by hand, with the corpora at hand."""
