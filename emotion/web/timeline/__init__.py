"""What videos and recordings share: persons over time, a player beside them, notes, and files."""
