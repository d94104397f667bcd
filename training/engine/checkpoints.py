"""What a run writes to go on from, and how it goes on."""

import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path

import keras

from training.networks.cost import flat_layers
from training.networks.transfer import BACKBONE
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.folder import CHECKPOINT, FROZEN_CHECKPOINT


@dataclass(frozen=True)
class Phase:
    """Epochs with one and the same set of weights that learn, and so with one optimizer.

    Attributes:
        begins: epochs done before it.
        ends: epochs done after it.
        frozen: whether the pretrained part does not learn.
        checkpoint: file for what resuming needs.
    """

    begins: int
    ends: int
    frozen: bool
    checkpoint: Path


def phases(config: TrainingConfig, network: keras.Model, folder: Path) -> list[Phase]:
    """Return the phases of a run that are left to do: one, unless a pretrained network's head first learns alone.

    Raises:
        ValueError: `frozen_epochs` are asked for, and the network has no pretrained part.
    """
    head = Phase(0, config.frozen_epochs, True, folder / FROZEN_CHECKPOINT)
    whole_network = Phase(config.frozen_epochs, config.epochs, False, folder / CHECKPOINT)
    if not config.frozen_epochs:
        return [whole_network]
    if not any(layer.name == BACKBONE for layer in network.layers):
        raise ValueError(f"frozen_epochs: network {config.network!r} has no pretrained part; expected 0")
    return [whole_network] if whole_network.checkpoint.exists() else [head, whole_network]


def save(model: keras.Model, checkpoint: Path) -> None:
    """Write a model's weights and all that its optimizer remembers, whole or not at all."""
    with atomic_write(checkpoint) as partial:
        model.save(partial)


def resume(model: keras.Model, phase: Phase, steps: int) -> int:
    """Load the checkpoint of a phase, if there is one, into a newly compiled model.

    Args:
        model: as `save` was given it.
        phase: of the run.
        steps: of an epoch.

    Returns:
        The epochs that the run has done.

    Raises:
        ValueError: the file is none of this model, or of another number of faces.
    """
    if not phase.checkpoint.exists():
        return 0
    try:
        # Not load_model: what it rebuilds has forgotten which weights the decay leaves alone.
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # Keras only warns of weights that the file lacks
            model.load_weights(phase.checkpoint)
    except (ValueError, OSError, KeyError, zipfile.BadZipFile, UserWarning) as error:
        raise ValueError(f"{phase.checkpoint}: cannot be resumed ({error}); choose another --run folder") from error
    done, rest = divmod(int(model.optimizer.iterations), steps)
    if rest:
        raise ValueError(
            f"{phase.checkpoint}: was made on another number of Training faces; choose another --run folder"
        )
    return phase.begins + done


def draw_anew(model: keras.Model, seed: int, epoch: int) -> None:
    """Let what is dropped depend on the run's seed and the epoch alone, wherever a run was stopped."""
    for index, layer in enumerate(flat_layers(model)):
        generator = getattr(layer, "seed_generator", None)
        if generator is not None:
            generator.state.assign([seed, 1000 * epoch + index])
