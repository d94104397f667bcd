"""Video files: from a stranger's file to a timeline and an annotated video."""
