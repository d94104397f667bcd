"""How a request wants something read: which network, told to expect what, and which detector."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import HTTPException, Query

from emotion.classification.calibration import Expectation
from emotion.detection.base import Sensitivity
from emotion.detection.presets import DETECTORS, DetectorChoice, available
from emotion.models.store import ModelStore

ModelName = Annotated[str, Query(json_schema_extra={"enum": [*ModelStore().names()]})]
ExpectationName = Annotated[Expectation, Query(description="any expression alike, or an everyday crowd")]
DetectorName = Annotated[str | None, Query(json_schema_extra={"enum": [*DETECTORS]})]


@dataclass(frozen=True)
class Way:
    """How something is read.

    Attributes:
        model: entry of the store.
        expects: which faces it is told to expect.
        detector: how faces are searched for.
    """

    model: str
    expects: Expectation
    detector: DetectorChoice


def chosen(store: ModelStore, model: str, expect: Expectation, detector: str | None, sensitivity: Sensitivity) -> Way:
    """Return what a request asks for.

    Raises:
        HTTPException: 422, there is no such network, or no such detector here.
    """
    if model not in store.names():
        raise HTTPException(422, f"model: expected one of {', '.join(store.names())}")
    if detector is not None and detector not in available():
        raise HTTPException(422, f"detector: expected one of {', '.join(available())}")
    return Way(model, expect, DetectorChoice(detector or "", sensitivity))
