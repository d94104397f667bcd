"""One run in PyTorch: its networks, its steps, and what it would be worth if it ended now."""

import copy
import math
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.data.faceset import FaceSet
from training.data.steps import Step, Steps
from training.data.targets import chosen
from training.pytorch.begin import begin
from training.pytorch.heads import FIRST, goals, losses, outputs
from training.pytorch.matching import Matching
from training.pytorch.network import Ours
from training.pytorch.teachers import build
from training.runs.config import TrainingConfig
from training.runs.precision import available

READ: Final = 256  # faces read at once
SMALL: Final = 32  # pixels of the sides of small faces; the next size that every layer halves evenly
REFRESHED: Final = 6400  # plain faces that normalisation is estimated on before each measurement
AHEAD: Final = 4  # steps prepared while one is computed


class Run:
    """One run: its networks, the plain one and the averaged one, its optimizer, what it began with, how far it is."""

    def __init__(self, config: TrainingConfig, data: FaceSet, device: str) -> None:
        """Prepare the run from its beginning.

        Raises:
            ValueError: a split is empty, votes are missing, or what it begins with or matches has no weights.
        """
        train_faces, public = chosen(data.split("train"), config), data.split("public")
        if len(train_faces) == 0 or len(public) == 0:
            raise ValueError("training needs Training and PublicTest faces; python -m training data FILE counts them")
        self.config, self.device = config, torch.device(device)
        self.precision = available(config.precision, device)
        self.steps = Steps(train_faces.pixels[..., None], goals(train_faces, config), config)
        self.plain, self.public = train_faces.pixels, public
        self.matching = Matching(config.matched, config.match_share, device)
        torch.manual_seed(config.seed)
        network = build(config.network, config.dropout, outputs(config))
        self.begun = begin(network, config, self.plain)
        self.network = network.to(self.device, memory_format=torch.channels_last)
        _tie(self.network)
        self.averaged = AveragedModel(self.network, multi_avg_fn=get_ema_multi_avg_fn(config.average))
        self.optimizer = torch.optim.SGD(
            self.network.parameters(), config.learning_rate, config.momentum, nesterov=config.momentum > 0
        )
        self.done = 0

    def state(self) -> dict[str, Any]:
        """Return all that resuming needs."""
        return {
            "done": self.done,
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from what `state` returned."""
        self.done = state["done"]
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimizer.load_state_dict(state["optimizer"])

    def epoch(self, workers: int) -> dict[str, float]:
        """Train for one epoch; return the mean loss and the accuracy on the faces as they were changed."""
        torch.manual_seed(self.config.seed + 1000 * (self.done + 1))
        self.network.train()
        total, right, count = torch.zeros((), device=self.device), torch.zeros((), device=self.device), 0
        for index, (faces, wanted, weights) in enumerate(_prepared(self.steps, self.done, workers)):
            rate = self.rate(self.done * len(self.steps) + index)
            goal = torch.from_numpy(wanted).to(self.device)
            seed = self.config.seed, self.done, index
            matched = self.matching.goal(faces, goal, seed, self._logits)
            logits = self._logits(self.network, faces, small=self.done < self.config.small_epochs)
            loss = (losses(logits, matched, self.config) * torch.from_numpy(weights).to(self.device)).mean()
            self.optimizer.zero_grad()
            loss.backward()
            self._step(rate)
            total += loss.detach() * len(faces)
            right += (logits[:, :FIRST].argmax(1) == goal[:, :FIRST].argmax(1)).sum()
            count += len(faces)
        self.done += 1
        return {"loss": float(total) / count, "accuracy": float(right) / count}

    def rate(self, step: int) -> float:
        """Return the learning rate of a step, counted from 0: a linear rise, then half a cosine or a constant."""
        config, warmup = self.config, self.config.warmup_epochs * len(self.steps)
        if step < warmup:
            return config.learning_rate * step / warmup
        if config.schedule == "constant":
            return config.learning_rate
        passed = (step - warmup) / max(1, config.epochs * len(self.steps) - warmup)
        return config.learning_rate * 0.5 * (1 + math.cos(math.pi * passed))

    def served(self) -> torch.nn.Module:
        """Return the network as it would be kept, with its heads: averaged weights, normalisation of plain faces."""
        network: torch.nn.Module = copy.deepcopy(self.averaged.module if self.config.average else self.network)
        if self.config.refresh:
            self._refresh(network)
        _tie(network)
        network.eval()
        return network

    def measured(self, network: torch.nn.Module) -> dict[str, float]:
        """Return loss and accuracy on PublicTest."""
        logits = self.predicted(network, self.public.pixels)
        labels = torch.from_numpy(self.public.labels)
        loss = functional.cross_entropy(logits, labels, label_smoothing=self.config.label_smoothing)
        return {"val_loss": float(loss), "val_accuracy": float((logits.argmax(1) == labels).float().mean())}

    def predicted(self, network: torch.nn.Module, faces: npt.NDArray[np.uint8]) -> torch.Tensor:
        """Return the logits [n, 7] of faces uint8 [n, 48, 48]."""
        parts = [faces[start : start + READ, ..., None] for start in range(0, len(faces), READ)]
        with torch.inference_mode():
            return torch.cat([self._logits(network, part).cpu() for part in parts])

    def _logits(self, network: torch.nn.Module, faces: npt.NDArray[Any], small: bool = False) -> torch.Tensor:
        values = torch.from_numpy(np.ascontiguousarray(faces.transpose(0, 3, 1, 2))).to(self.device).float()
        if small:
            values = functional.interpolate(values, (SMALL, SMALL), mode="bilinear", antialias=True)
        half = self.precision != "float32"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=half):
            logits = network(values.contiguous(memory_format=torch.channels_last))
        return torch.as_tensor(logits.float())

    def _step(self, rate: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.no_grad():
            # Decoupled, as in Keras, and of kernels alone.
            for tensor in self.network.parameters():
                if tensor.ndim > 1:
                    tensor.mul_(1 - rate * self.config.weight_decay)
        self.optimizer.step()
        _tie(self.network)
        if self.config.average:
            self.averaged.update_parameters(self.network)

    def _refresh(self, network: torch.nn.Module) -> None:
        """Estimate normalisation anew on plain faces, "precise BN", arXiv 2105.07576."""
        norms = [layer for layer in network.modules() if isinstance(layer, torch.nn.BatchNorm2d)]
        network.train()
        for layer in norms:
            layer.reset_running_stats()
            layer.momentum = None  # so that all batches count alike
        order = np.random.default_rng(0).permutation(len(self.plain))[:REFRESHED]
        with torch.no_grad():
            for start in range(0, len(order), READ):
                self._logits(network, self.plain[order[start : start + READ], ..., None])


def _tie(network: torch.nn.Module) -> None:
    if isinstance(network, Ours):
        network.tie()


def _prepared(steps: Steps, epoch: int, workers: int) -> Iterator[Step]:
    """Yield an epoch's steps in order, some prepared ahead by threads."""
    with ThreadPoolExecutor(workers) as pool:
        waiting: list[Future[Step]] = []
        for index in range(len(steps)):
            waiting.append(pool.submit(steps.step, epoch, index))
            if len(waiting) > AHEAD * workers:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()
