"""Faults on one camera's stream: what the product must outlive, and what must end by itself."""
