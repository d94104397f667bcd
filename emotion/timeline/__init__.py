"""Results over time, of a stream or of a video: a compact table and its summary."""
