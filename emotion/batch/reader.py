"""Reads one file after the other, pictures and videos, each to a table; a file that cannot be read gives its reason."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyarrow as pa

from emotion.analysis import Analyzer, analyze
from emotion.batch.schema import Kind, error_table, picture_table, shown, video_table
from emotion.batch.sources import VIDEOS, SourceError, kind_of
from emotion.batch.writing import write_whole
from emotion.classification.calibration import Expectation
from emotion.detection.presets import DEFAULT_CHOICE, DetectorChoice, make_detector, resolved
from emotion.drawing.anonymize import blur_faces
from emotion.drawing.overlay import draw
from emotion.export.photos import picture_bytes
from emotion.images.decode import PictureError, check_size, decode
from emotion.images.types import Picture
from emotion.models.loaded import LoadedModel
from emotion.models.store import DEFAULT_MODEL, ModelStore
from emotion.results import FrameResult
from emotion.video.analysis import analyze_video
from emotion.video.opening import VideoError
from emotion.video.settings import VideoSettings, anonymizing

UNLIMITED: Final = float("inf")  # seconds
_FAULT: Final = "Reading the file failed, which is a fault of Mien's: please report it with what the log says."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BatchSettings:
    """How files are read, the same as on the pages.

    Attributes:
        model: entry of the models that come with Mien, or path of another one's folder.
        expects: which faces the model is told to expect.
        detector: how faces are searched for.
        every: of a video each nth frame is read; None reads 12 to 15 a second.
        annotated: folder for annotated copies; None makes none.
        blurred: make faces unrecognisable in them; all frames of a video are read then.
        scores: draw the seven bars beside each face of an annotated video.
    """

    model: str = DEFAULT_MODEL
    expects: Expectation = Expectation.ALIKE
    detector: DetectorChoice = DEFAULT_CHOICE
    every: int | None = None
    annotated: Path | None = None
    blurred: bool = False
    scores: bool = True

    def load(self) -> LoadedModel:
        """Return the model, verified and told what to expect.

        Raises:
            ModelError: there is none, or it is another than its card says.
        """
        folder = Path(self.model)
        own = folder.parent if folder.is_dir() and len(folder.parts) > 1 else None
        store = ModelStore(own.resolve()) if own is not None else ModelStore()
        return store.load_model(folder.name if own is not None else self.model).expecting(self.expects)

    def detector_name(self) -> str:
        """Return the name of the detector that runs here, and how sensitive it is.

        Raises:
            ValueError: it does not run here.
        """
        return f"{resolved(self.detector)}, {self.detector.sensitivity}"


@dataclass(frozen=True)
class Job:
    """A file to read.

    Attributes:
        path: of it.
        copy: where its annotated copy goes, without the ending, which is .jpg or .mp4; None for none.
    """

    path: Path
    copy: Path | None = None


class Reader:
    """Reads files with a detector and a network of its own. Not for two threads at once."""

    def __init__(self, settings: BatchSettings) -> None:
        """Load the model; errors as `BatchSettings.load`, and ValueError for a detector that does not run here."""
        self.settings, self.model = settings, settings.load()
        self._detector, self._classifier = make_detector("photo", settings.detector), self.model.classifier()
        self.detector_name = settings.detector_name()

    def read(self, job: Job, progress: Callable[[float], None] | None = None) -> pa.Table:
        """Return the rows of a file; one that cannot be read has one row that says why.

        Args:
            job: the file.
            progress: called with the share of a video that is done.

        Raises:
            OSError: the annotated copy cannot be written.
        """
        file = shown(job.path)
        kind: Kind = "picture"
        try:
            kind = kind_of(job.path)
            return self._picture(file, job) if kind == "picture" else self._video(file, job, progress)
        except (SourceError, PictureError, VideoError) as error:
            return self._error(file, kind, str(error))
        except OSError as error:
            if error.filename != str(job.path):  # of the annotated copy
                raise
            return self._error(file, kind, f"The file cannot be read: {error.strerror}.")
        except Exception:
            _log.exception("%s could not be read", file)
            return self._error(file, kind, _FAULT)

    def _picture(self, file: str, job: Job) -> pa.Table:
        check_size(job.path.stat().st_size)
        picture = decode(job.path.read_bytes())
        result = analyze(picture, self._detector, self._classifier, self.model.threshold).result
        if job.copy is not None:
            write_whole(job.copy.with_name(f"{job.copy.name}.jpg"), picture_bytes(self._annotated(picture, result)))
        return picture_table(file, result, self.model.identity, self.detector_name)

    def _video(self, file: str, job: Job, progress: Callable[[float], None] | None) -> pa.Table:
        told = None if progress is None else lambda newest: progress(newest.share)
        result = analyze_video(
            job.path,
            Analyzer(make_detector("video", self.settings.detector), self._classifier, self.model.threshold),
            self._video_settings(anonymized=job.copy is not None and self.settings.blurred),
            told,
            annotate=None if job.copy is None else job.copy.with_name(f"{job.copy.name}.mp4"),
            annotate_frame=self._annotated,
        )
        return video_table(file, result.timeline, result.ended_early, self.model.identity, self.detector_name)

    def _video_settings(self, anonymized: bool) -> VideoSettings:
        settings = VideoSettings(every=self.settings.every, longest=UNLIMITED, scores=self.settings.scores)
        settings = replace(settings, tracking=replace(settings.tracking, threshold=self.model.threshold))
        return anonymizing(settings) if anonymized else settings

    def _annotated(self, picture: Picture, result: FrameResult) -> Picture:
        return draw(blur_faces(picture, result) if self.settings.blurred else picture, result, self.settings.scores)

    def _error(self, file: str, kind: Kind, error: str) -> pa.Table:
        return error_table(file, kind, error, self.model.identity, self.detector_name)


def failed(settings: BatchSettings, job: Job, error: str) -> pa.Table:
    """Return the row of a file that no reader lived to read, for this reason; errors as `Reader`."""
    kind: Kind = "video" if job.path.suffix.lower() in VIDEOS else "picture"
    return error_table(shown(job.path), kind, error, settings.load().identity, settings.detector_name())
