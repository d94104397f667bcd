"""Plotly figures: results over time, and models as they were trained and evaluated."""
