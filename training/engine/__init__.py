"""Training with Keras: a `run` from its check on, the loop of it (`train`), batches, optimizers, heads, teachers."""
