"""A month of twenty sites in minutes: the real planner, frontier, spiders and archive under one clock."""
