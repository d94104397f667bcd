"""The page for those who have programs read."""
