"""A study's report in one file, and the paragraph on its method."""
