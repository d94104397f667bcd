"""How many cameras one server carries: streams of programs instead of browsers, counted frame by frame."""
