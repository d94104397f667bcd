"""The loop in plain PyTorch that made the released models; it goes when Keras has made both anew."""
