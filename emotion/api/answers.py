"""What the interface answers, as its OpenAPI document has it."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import HTTPException
from pydantic import BaseModel, Field

from emotion.export.photos import photos_document
from emotion.images.decode import PictureError, PictureTooLargeError, UnknownFormatError
from emotion.jobs.job import JobState
from emotion.labels import LABELS
from emotion.models.figures import Figures
from emotion.models.identity import ModelIdentity
from emotion.models.record import load_record
from emotion.models.store import DEFAULT_MODEL, ModelStore
from emotion.results import FrameResult

Box = Annotated[list[int], Field(min_length=4, max_length=4, examples=[[168, 60, 122, 122]])]
Probabilities = Annotated[
    list[float], Field(min_length=len(LABELS), max_length=len(LABELS), examples=[[0, 0, 0, 0.97, 0, 0, 0.03]])
]


class Face(BaseModel):
    """What one face looks like."""

    face: int = Field(description="1, 2, 3 ... from the left", examples=[1])
    box: Box = Field(description="left, top, width, height in pixels of the upright picture")
    probabilities: Probabilities = Field(description="0 to 1, in the order of `labels`, sum 1")
    label: str = Field(description="the best of `labels`", examples=["happy"])
    sure: bool = Field(description="false under the network's threshold, or where there are issues")
    answer: str = Field(description="in words, as the page has it", examples=["Happy"])
    issues: list[str] = Field(description="why the face is not read")
    yaw: int | None = Field(description="degrees, rough: turn of the head, positive to the right of the picture")
    roll: int | None = Field(description="degrees, rough: tilt of the head, positive with the clock")
    detection_score: float | None = Field(description="0 to 1, how sure the detector is")


class ReadPicture(BaseModel):
    """One picture; either `error` says why it could not be read, or the rest what it shows."""

    picture: str = Field(description="its name as it was sent", examples=["portrait.jpg"])
    picture_width: int | None = Field(None, description="pixels of the upright picture", examples=[512])
    picture_height: int | None = Field(None, description="likewise", examples=[512])
    faces: list[Face] = []
    issues: list[str] = Field([], description="why nobody is read", examples=[["no face found"]])
    error: str | None = Field(None, description="why the picture could not be read, a sentence for people")


class ModelName(BaseModel):
    """Which network read."""

    name: str = Field(examples=["mirrored-votes"])
    version: str = Field(description="date of its export, and the first digits of its file's SHA-256")
    expects: str = Field(description="which faces it was told to expect: alike or crowd", examples=["alike"])


class Reading(BaseModel):
    """What the faces of the pictures look like: never what somebody feels."""

    labels: list[str] = Field(description="the order of probabilities", examples=[list(LABELS)])
    model: ModelName
    pictures: list[ReadPicture]


class VideoState(BaseModel):
    """How far a video is."""

    video: str = Field(description="by which it is asked for")
    phase: str = Field(description="waiting, reading, done or failed", examples=["reading"])
    place: int = Field(description="how many are read before it, itself counted; 0 when it does not wait")
    share: float = Field(description="0 to 1, how much is done")
    seconds_left: float | None = Field(description="by the pace so far; null before that can be told")
    problem: str = Field(description="why it failed, a sentence for people; empty where it did not")


class Worth(BaseModel):
    """Figures on FER2013's PublicTest, an everyday crowd expected; shares of 0 to 1."""

    accuracy: float
    mean_recall: float


class Model(BaseModel):
    """A network that can read."""

    name: str
    title: str
    summary: str
    expects: list[str] = Field(description="what it can be told to expect")
    default: bool
    by_labels: Worth | None = Field(description="judged by the labels of FER2013; null where it was not measured")
    by_majority: Worth | None = Field(description="judged by what more than half of FER+'s annotators chose")


class Problem(BaseModel):
    """Why a request was not answered."""

    detail: str = Field(description="a sentence for people")


def reading(by: ModelIdentity, names: Sequence[str], found: Sequence[FrameResult | PictureError]) -> Reading:
    """Return the answer of pictures, one that could not be read with its error.

    Raises:
        HTTPException: none could be read: 413 where the first is too large, 415 of an unknown format, else 422.
    """
    first = found[0]
    if isinstance(first, PictureError) and all(isinstance(answer, PictureError) for answer in found):
        status = {PictureTooLargeError: 413, UnknownFormatError: 415}.get(type(first), 422)
        raise HTTPException(status, str(first))
    pictures = []
    for name, answer in zip(names, found, strict=True):
        if isinstance(answer, PictureError):
            pictures.append(ReadPicture.model_validate({"picture": name, "error": str(answer)}))
        else:
            (document,) = photos_document([(name, answer)], by)["pictures"]
            pictures.append(ReadPicture.model_validate(document))
    return Reading(
        labels=list(LABELS),
        model=ModelName(name=by.name, version=by.version, expects=by.expects),
        pictures=pictures,
    )


def video_state(name: str, found: JobState, place: int) -> VideoState:
    """Return how far a video is."""
    progress = found.progress
    return VideoState(
        video=name,
        phase=found.phase,
        place=place,
        share=1.0 if found.phase == "done" else progress.share if progress else 0.0,
        seconds_left=progress.seconds_left if progress and not found.ended else None,
        problem=found.problem,
    )


def model(store: ModelStore, name: str) -> Model:
    """Return what is recorded of a network."""
    record = load_record(store.root / name)
    public = record.evaluation.splits.public if record.evaluation else None
    return Model(
        name=name,
        title=record.title,
        summary=record.card.summary,
        expects=[one.value for one in record.card.expectations],
        default=name == DEFAULT_MODEL,
        by_labels=_worth(public),
        by_majority=_worth(public.majority if public else None),
    )


def _worth(figures: Figures | None) -> Worth | None:
    return Worth(accuracy=figures.accuracy, mean_recall=figures.balanced_accuracy) if figures else None
