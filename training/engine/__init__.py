"""Training with Keras: the loop, batches, optimizers, checkpoints, and the choice of an engine."""
