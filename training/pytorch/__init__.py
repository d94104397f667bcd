"""The same training in plain PyTorch: twice as quick on processors with bfloat16, and the way to a GPU."""
