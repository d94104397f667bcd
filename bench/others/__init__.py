"""Mien beside other programs that read expressions, over the same pictures, in one run on one machine, in turns."""
