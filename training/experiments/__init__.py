"""Runs beside each other: ablation and reproduction."""
