"""Results as files: CSV, JSON, pictures."""
