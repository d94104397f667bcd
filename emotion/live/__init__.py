"""One camera stream: the frame callback, its state and its recorder."""
