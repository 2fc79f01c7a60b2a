"""How hosts want to be asked, as values and arithmetic: no clock, no network, no chance of its own."""
