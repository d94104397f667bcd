"""Measures what Mien costs beside what the usual loop costs, in one run on one machine: python -m bench."""
