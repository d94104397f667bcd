"""python in_parallel.py RANK PROCESSES ADDRESS: trains a small network by Keras' data parallelism.

For KERAS_BACKEND=jax. Prints the loss after each step as JSON. With one process the address is not used.
"""

import json
import sys

import keras
import numpy as np

from training import networks

BATCH, STEPS, EPOCHS = 32, 3, 2


class Share(keras.utils.PyDataset):  # type: ignore[misc]
    """The same batches in all processes, of each of which a process takes its part."""

    def __init__(self, rank: int, processes: int) -> None:
        super().__init__()
        chance = np.random.default_rng(0)
        self.faces = chance.integers(0, 256, (STEPS, BATCH, 48, 48, 1)).astype(np.float32)
        self.targets = np.eye(7, dtype=np.float32)[chance.integers(0, 7, (STEPS, BATCH))]
        self.part = slice(rank * BATCH // processes, (rank + 1) * BATCH // processes)

    def __len__(self) -> int:
        return STEPS

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        return self.faces[index, self.part], self.targets[index, self.part]


def losses(rank: int, processes: int, address: str) -> list[float]:
    if processes > 1:
        keras.distribution.initialize(address, processes, rank)
        keras.distribution.set_distribution(keras.distribution.DataParallel(auto_shard_dataset=False))
    keras.utils.set_random_seed(1)
    model = networks.build("mirrored-small", 0.0)
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), "categorical_crossentropy")
    found: list[float] = []
    note = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: found.append(float(logs["loss"])))
    model.fit(Share(rank, processes), epochs=EPOCHS, shuffle=False, verbose=0, callbacks=[note])
    return found


if __name__ == "__main__":
    print(json.dumps(losses(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
