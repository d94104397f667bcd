"""A run on disk: configuration, recipes, history, environment, records."""
