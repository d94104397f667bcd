"""From a run to a network of the app."""
