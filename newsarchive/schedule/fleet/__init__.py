"""Workers on any number of machines, with one PostgreSQL: its jobs are Procrastinate's."""
