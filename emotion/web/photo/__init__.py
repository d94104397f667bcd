"""What the photo page is made of."""
