"""How the archive connects to SQLite and PostgreSQL: one `Database`, its transactions, its values."""
