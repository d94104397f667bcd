"""Where faces are in a picture: detectors, and how they are used on streams and photos."""
