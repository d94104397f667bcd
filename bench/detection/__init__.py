"""How many faces the detectors find, how many things they take for one, and what it costs."""
