"""Results over time, live or of a video: a compact table and its summary."""
