"""Networks as figures (Plotly): how they were trained and what they are worth, one of them or several."""
