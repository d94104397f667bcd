"""Steps made by several processes, where threads of one wait for its lock more than they compute.

One process makes 6,000 to 7,000 faces a second with any number of threads, as measured; a GPU trains on more.
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from training.data.steps import Step, Steps

FEW: Final = 4  # processor cores with which the network itself is the slower part

_steps: Steps  # of a process that makes them


class ParallelSteps:
    """The same steps as `training.data.steps.Steps` gives, each made by one of several processes.

    Those end with this object, or with the program.
    """

    def __init__(self, steps: Steps, processes: int) -> None:
        """Start the processes; each gets a copy of all faces, 66 MB of FER2013.

        Args:
            steps: of the run.
            processes: how many, at least 1.
        """
        self._count = len(steps)
        # Not forked: Keras has threads by now.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(processes, context, _take, (steps,))

    def __len__(self) -> int:
        return self._count

    def step(self, epoch: int, index: int) -> Step:
        """Return what `training.data.steps.Steps.step` does; safe in several threads, and waits in each."""
        return self._pool.submit(_step, epoch, index).result()


def _take(steps: Steps) -> None:
    global _steps
    _steps = steps


def _step(epoch: int, index: int) -> Step:
    return _steps.step(epoch, index)
