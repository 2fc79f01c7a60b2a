"""What people ask the archive: SQL, full-text search, histories."""
