"""What the page about Mien is made of."""
