"""The jobs of the fleet: Procrastinate's tables in a schema of their own, `jobs`, on PostgreSQL only."""
