"""The faces: every form in which they come, and what is in them."""
