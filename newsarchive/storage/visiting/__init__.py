"""The plan of visits: when what is asked for again (`feeds`, `urls.next_check_at`, `edit_rates`)."""
