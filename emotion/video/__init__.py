"""Video files: from a stranger's file to readings over time, an annotated video and its summary."""
