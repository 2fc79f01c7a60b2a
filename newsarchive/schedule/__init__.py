"""Starting crawls when they are due: on one machine (`newsarchive schedule`) or in a fleet of workers."""
