"""Faces read in the visitor's browser: how fast, how soon, beside which others, and what a visitor costs the server."""
