"""Training with Keras: the loop, batches, optimizers, checkpoints, heads, teachers; and the choice of an engine."""
