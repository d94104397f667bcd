"""Who is who from frame to frame, and results smoothed over time. All times are seconds, never frames."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.answers import SteadyAnswer
from emotion.quality import SteadyFlags, SteadyQuality
from emotion.results import Box, FaceResult, FrameResult

MAX_DISTANCE: Final = 0.7  # of a face's size: how far from where it was expected a face may be found again
GROWTH: Final = 2.0  # how many times larger or smaller it may have become
VELOCITY_MEMORY: Final = 0.2  # seconds over which a face's speed is averaged
RESET_GAP: Final = 2.0  # seconds without any frame after which everything begins anew
MAX_TRACKS: Final = 500  # faces that are followed at once: a bound on memory, also in a video whose clock stands still


@dataclass(frozen=True)
class TrackingSettings:
    """How results are followed and smoothed."""

    threshold: float = 0.5  # best probability from which an answer counts as sure; the model's card has it
    smoothing: float = 0.3  # seconds, time constant of the probabilities and issues; 0 shows each frame's own
    box_smoothing: float = 0.08  # seconds, likewise of the box that is shown
    confirm_after: float = 0.15  # seconds that a face must have been seen before it is shown
    max_lost: float = 0.4  # seconds after which a face that is not seen any more is dropped


@dataclass
class _Track:
    place: npt.NDArray[np.float64]  # middle x, middle y, width, height: shares of the frame, as last detected
    shown: npt.NDArray[np.float64]  # the same, smoothed
    velocity: npt.NDArray[np.float64]  # of the middle, shares of the frame a second
    said: SteadyAnswer
    quality: SteadyQuality
    first_seen: float
    last_seen: float
    baseline: bool
    track_id: int = 0  # 0 until the face is confirmed
    display_number: int = 0

    def expected(self, passed: float) -> npt.NDArray[np.float64]:
        ahead = np.zeros(4)
        ahead[:2] = self.velocity * passed
        return self.place + ahead


class Tracker:
    """Follows the faces of one stream. Not for two threads at once.

    Places are kept as shares of the frame, so that faces stay who they are when a stream changes its size.

    Attributes:
        settings: may be replaced at any time; the next frame is followed with the new ones.
    """

    def __init__(self, settings: TrackingSettings | None = None) -> None:
        self.settings = settings or TrackingSettings()
        self._tracks: list[_Track] = []
        self._dark = SteadyFlags([False])
        self._confirmed = 0
        self._now = -math.inf

    def update(self, result: FrameResult, at: float, another_scene: bool = False) -> FrameResult:
        """Take the newest frame's own result and return what to show.

        Args:
            result: the analyzer's, in any order of faces.
            at: when the frame was taken, seconds. A step back in time, or one of more than 2 s, begins anew.
            another_scene: whether the frame shows another scene than the one before, see `emotion.images.scene`; then
                everything begins anew as well, so that no box stays where nobody is, and nobody becomes somebody else.

        Returns:
            The faces that are confirmed and not lost, in the order of their numbers, with smoothed probabilities and
            steady issues; one that this frame misses keeps its last place, probabilities and quality.
        """
        if another_scene or not 0 <= at - self._now <= RESET_GAP:
            self._tracks, self._dark = [], SteadyFlags([result.too_dark])
        else:
            self._dark.update([result.too_dark], _share(at - self._now, self.settings.smoothing))
        self._now = at
        scale = np.array([result.width, result.height, result.width, result.height], float)
        faces = sorted(result.faces, key=_from_the_left)
        places = [_place(face.box) / scale for face in faces]
        matches = self._match(places, scale, at)
        for index, face in enumerate(faces):
            if index in matches:
                self._follow(matches[index], places[index], face, at)
            else:
                place, quality = places[index], SteadyQuality(face.quality)
                said = SteadyAnswer(np.array(face.probabilities), self.settings.threshold)
                self._tracks.append(_Track(place, place, np.zeros(2), said, quality, at, at, face.baseline))
        self._confirm_and_drop(at)
        return self._result(result, scale, at)

    def _match(
        self, places: list[npt.NDArray[np.float64]], scale: npt.NDArray[np.float64], at: float
    ) -> dict[int, _Track]:
        """Pair detections with tracks, nearest pairs first."""
        pairs = []
        for track in self._tracks:
            # A face that moves while the stream stands still is not looked for arbitrarily far away.
            expected = track.expected(min(at - track.last_seen, self.settings.max_lost)) * scale
            for index, place in enumerate(places):
                detected = place * scale
                size = (expected[2:].max() + detected[2:].max()) / 2
                distance = float(np.hypot(*(expected[:2] - detected[:2])) / size)
                growth = max(expected[2] / detected[2], detected[2] / expected[2])
                if distance <= MAX_DISTANCE and growth <= GROWTH:
                    pairs.append((distance + 0.5 * math.log(growth), index, track))
        matches: dict[int, _Track] = {}
        taken: set[int] = set()
        for _, index, track in sorted(pairs, key=lambda pair: pair[0]):
            if index not in matches and id(track) not in taken:
                matches[index] = track
                taken.add(id(track))
        return matches

    def _follow(self, track: _Track, place: npt.NDArray[np.float64], face: FaceResult, at: float) -> None:
        passed = at - track.last_seen
        if passed > 0:
            # Smoothing the speed (moved / passed), in an order in which two frames almost at once cannot overflow.
            share, moved = _share(passed, VELOCITY_MEMORY), place[:2] - track.place[:2]
            track.velocity += share / passed * moved - share * track.velocity
        track.place = place
        track.shown = track.shown + _share(passed, self.settings.box_smoothing) * (place - track.shown)
        share = _share(passed, self.settings.smoothing)
        track.said.update(np.array(face.probabilities), passed, share, self.settings.threshold)
        track.quality.update(face.quality, share)
        track.last_seen, track.baseline = at, face.baseline

    def _confirm_and_drop(self, at: float) -> None:
        """Give numbers to faces seen long enough; drop those that this frame misses, and not it alone."""
        kept = []
        for track in self._tracks:
            if not track.track_id and track.last_seen == at and at - track.first_seen >= self.settings.confirm_after:
                self._confirmed += 1
                track.track_id = self._confirmed
                used = {other.display_number for other in self._tracks}
                track.display_number = next(number for number in range(1, len(used) + 2) if number not in used)
            patience = self.settings.max_lost if track.track_id else self.settings.confirm_after
            if at - track.last_seen <= patience:
                kept.append(track)
        self._tracks = kept[:MAX_TRACKS]

    def _result(self, result: FrameResult, scale: npt.NDArray[np.float64], at: float) -> FrameResult:
        confirmed = sorted((track for track in self._tracks if track.track_id), key=lambda track: track.display_number)
        faces = tuple(
            FaceResult(
                box=_box(track.shown * scale, result.width, result.height),
                probabilities=tuple(track.said.probabilities.tolist()),
                label=answer.label,
                sure=answer.sure and quality.usable,
                display_number=track.display_number,
                track_id=track.track_id,
                quality=quality,
                rival=answer.rival,
                baseline=track.baseline,
            )
            for track, quality, answer in ((track, track.quality.now, track.said.answer) for track in confirmed)
        )
        dark = not faces and self._dark.flags[0]
        return FrameResult(result.width, result.height, faces, at, result.frame, too_dark=dark)


def _share(passed: float, time_constant: float) -> float:
    """Return how much of the way to a new value exponential smoothing goes in the time that has passed."""
    return 1.0 if time_constant <= 0 else -math.expm1(-passed / time_constant)


def _from_the_left(face: FaceResult) -> tuple[object, ...]:
    """Return by what faces are sorted, so that numbers do not depend on the order in which they were found."""
    box = face.box
    return box.left, box.top, box.width, box.height, face.probabilities, face.label


def _place(box: Box) -> npt.NDArray[np.float64]:
    return np.array([*box.center, box.width, box.height], float)


def _box(place: npt.NDArray[np.float64], frame_width: int, frame_height: int) -> Box:
    across, down, width, height = place
    left = min(max(0, round(across - width / 2)), frame_width - 1)
    top = min(max(0, round(down - height / 2)), frame_height - 1)
    right = min(frame_width, max(left + 1, round(across + width / 2)))
    bottom = min(frame_height, max(top + 1, round(down + height / 2)))
    return Box(left, top, right - left, bottom - top)
