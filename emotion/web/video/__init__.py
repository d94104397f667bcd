"""What the video page is made of."""
