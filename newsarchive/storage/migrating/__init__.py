"""Migrations: bringing the schema up and down, its views and roles, and where it stands."""
