"""Keeps what an epoch gave: a row of history, and the weights while they are the best."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from training.pytorch.heads import with_one_head
from training.pytorch.run import Run
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.environment import PYTORCH, save_environment
from training.runs.folder import TORCH_BEST, VOTES, claim
from training.runs.history import HISTORY, read_history, write_history


class Keeper:
    """A run folder that gets one head of a network."""

    def __init__(self, folder: Path, config: TrainingConfig) -> None:
        """Make the folder that of a run with this configuration, or go on with it.

        Raises:
            ValueError: as `training.runs.folder.claim`.
        """
        claim(folder, config, "torch")
        self.folder, self.config = folder, config
        self._rows: list[dict[str, Any]] = []

    def begin(self, run: Run) -> None:
        """Go on after the epochs that a run has done; write on what it is made where it has done none."""
        self._rows = [dict(row) for row in read_history(self.folder / HISTORY) if int(row["epoch"]) <= run.done]
        if not self._rows:
            parameters = sum(tensor.numel() for tensor in run.network.state_dict().values() if tensor.ndim)
            save_environment(self.folder, PYTORCH, run.precision, run.begun, parameters)

    def keep(self, run: Run, network: torch.nn.Module, row: Mapping[str, float]) -> dict[str, float]:
        """Measure a network and write down its epoch; return the row.

        Args:
            run: that the epoch belongs to.
            network: with all its heads, as `Run.served` gives it.
            row: what is known of the epoch; seconds is to be its last entry.
        """
        alone = with_one_head(network, self.config).to(run.device, memory_format=torch.channels_last).eval()
        whole_row = {name: value for name, value in row.items() if name != "seconds"} | run.measured(alone)
        whole_row |= {"learning_rate": run.rate(run.done * len(run.steps)), "seconds": row["seconds"]}
        self._rows.append({name: round(value, 8) for name, value in whole_row.items()})
        write_history(self.folder / HISTORY, self._rows)
        if float(self._rows[-1]["val_accuracy"]) >= max(float(other["val_accuracy"]) for other in self._rows):
            with atomic_write(self.folder / TORCH_BEST) as partial:
                torch.save(alone.state_dict(), partial)
        return whole_row


def keepers(folder: Path, config: TrainingConfig) -> list[Keeper]:
    """Return one for the run's folder, and one in it for the votes' head where there are two and the first is kept."""
    found = [Keeper(folder, config)]
    if config.votes_head and config.head != VOTES:
        found.append(Keeper(folder / VOTES, dataclasses.replace(config, head=VOTES)))
    return found
