"""What the page on training is made of."""
