"""Migrations: upgrading and downgrading the schema, its views and roles, and the tables of the fleet."""
