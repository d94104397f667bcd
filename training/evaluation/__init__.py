"""What a network is worth: the figures, and what they are measured on."""
