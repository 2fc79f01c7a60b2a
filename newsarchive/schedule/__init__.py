"""When a source is due, the scheduler of one machine, and the jobs of a fleet."""
