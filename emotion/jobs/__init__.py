"""Videos that are read in the background: a job each, a line before them, private folders for their files."""
