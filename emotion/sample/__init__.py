"""What shows the program without a camera: the astronaut Eileen Collins, NASA's picture in the public domain."""
