"""What the visitor's own browser gets to read faces itself, and what it tells of them."""
