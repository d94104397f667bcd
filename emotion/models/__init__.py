"""Models on disk: the card, the store that verifies, and what is recorded of each."""
