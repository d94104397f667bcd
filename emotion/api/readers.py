"""Threads that read, each with a detector and networks of its own, and a line before them that has an end."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, local
from typing import Any, Final

from emotion.analysis import analyze
from emotion.api.ways import Way
from emotion.classification.calibration import Expectation
from emotion.classification.litert import LiteRTClassifier
from emotion.detection.base import Detector
from emotion.detection.presets import DetectorChoice, make_detector
from emotion.images.decode import PictureError, decode
from emotion.models.identity import ModelIdentity
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.results import FrameResult

KEPT: Final = 4  # networks, and as many detectors, that each thread keeps ready; of more the oldest goes


class BusyError(Exception):
    """Too many requests wait already."""


Answers = list[FrameResult | PictureError]


class Readers:
    """Reads pictures in threads of its own."""

    def __init__(self, threads: int, waiting: int, store: ModelStore | None = None) -> None:
        """Begin.

        Args:
            threads: that read side by side.
            waiting: requests that wait for one at most.
            store: of the networks.
        """
        self._store = store or ModelStore()
        self._most, self._taken = threads + waiting, 0
        self._threads = ThreadPoolExecutor(threads, "api-reader")
        self._own, self._lock = local(), Lock()
        self._models: dict[tuple[str, Expectation], LoadedModel] = {}

    def model(self, name: str, expects: Expectation) -> LoadedModel:
        """Return a network; errors as `ModelStore.load_model`."""
        with self._lock:
            if (name, expects) not in self._models:
                self._models[name, expects] = self._store.load_model(name).expecting(expects)
            return self._models[name, expects]

    async def read(self, contents: list[bytes], way: Way) -> tuple[ModelIdentity, Answers]:
        """Return which network read pictures, and what each of them shows or why it is none.

        Raises:
            BusyError: too many wait already.
            ModelError: there is no such network.
            ValueError: there is no such detector here.
        """
        if self._taken >= self._most:
            raise BusyError
        self._taken += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, contents, way)
        finally:
            self._taken -= 1

    def _read(self, contents: list[bytes], way: Way) -> tuple[ModelIdentity, Answers]:
        model = self.model(way.model, way.expects)
        classifier, detector = self._classifier(way, model), self._detector(way.detector)
        answers: Answers = []
        for content in contents:
            try:
                answers.append(analyze(decode(content), detector, classifier, model.threshold).result)
            except PictureError as error:
                answers.append(error)
        return model.identity, answers

    def _classifier(self, way: Way, model: LoadedModel) -> LiteRTClassifier:
        kept: OrderedDict[tuple[str, Expectation], LiteRTClassifier] = self._kept("classifiers")
        key = way.model, way.expects
        kept[key] = kept.pop(key) if key in kept else model.classifier()
        return kept[_trimmed(kept, key)]

    def _detector(self, choice: DetectorChoice) -> Detector:
        kept: OrderedDict[DetectorChoice, Detector] = self._kept("detectors")
        kept[choice] = kept.pop(choice) if choice in kept else make_detector("photo", choice)
        return kept[_trimmed(kept, choice)]

    def _kept(self, name: str) -> "OrderedDict[Any, Any]":
        if not hasattr(self._own, name):
            setattr(self._own, name, OrderedDict())
        kept: OrderedDict[Any, Any] = getattr(self._own, name)
        return kept


def _trimmed(kept: "OrderedDict[Any, Any]", newest: Any) -> Any:
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return newest
