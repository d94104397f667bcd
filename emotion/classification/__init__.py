"""What a face looks like: crops, the LiteRT classifier and its calibration."""
