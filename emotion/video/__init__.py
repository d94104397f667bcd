"""Video files: from a stranger's file to results over time, an annotated video and its summary."""
