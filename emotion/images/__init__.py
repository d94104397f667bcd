"""Pixels in and out: untrusted bytes, video frames and grey pictures."""
