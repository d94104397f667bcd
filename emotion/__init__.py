"""Mien's core: from a picture, a video or a camera's frames to results of facial expressions.

Free of Streamlit and TensorFlow but for `emotion.web`. docs/architecture.md says which room is for what.
"""

__version__ = "1.0.0"
