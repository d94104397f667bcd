"""Mien's core: from a picture or a camera's frames to readings of facial expressions.

Free of Streamlit and TensorFlow. The modules stand in the order in which data flows: labels, readings, temperature,
images, faces, crops, expressions, analyzer, tracking, drawing, score_strip, overlay, charts, live; card and
model_store beside them. docs/architecture.md draws it.
"""

__version__ = "0.1.0.dev0"
