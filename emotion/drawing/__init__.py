"""Results drawn over a picture, and faces anonymized in it."""
