"""A session's camera: its place among the others, and a callback of its own for each stream."""

from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any

import pytest

from emotion.classification.baseline import NeutralBaseline
from emotion.detection.haar import SETTINGS
from emotion.detection.presets import HAAR, DetectorChoice
from emotion.live.callback import LiveCallback
from emotion.live.pace import STEPS
from emotion.live.state import LiveSettings
from emotion.web.live import camera, recording, switch
from emotion.web.live.camera import KEY, CameraSession
from emotion.web.server.slots import StreamSlots
from tests.support.camera import Numbered
from tests.support.fakes import Always, FakeDetector, probabilities
from tests.support.network import Network

RESTING = NeutralBaseline(probabilities("sad"))


def done(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine returns that waits for nothing; browser tests leave a running loop in this thread."""
    with pytest.raises(StopIteration) as ended:
        coroutine.send(None)
    return ended.value.value


def became(session: dict[str, Any], camera_session: CameraSession, signalling: bool, playing: bool) -> None:
    session[KEY] = SimpleNamespace(state=SimpleNamespace(signalling=signalling, playing=playing))
    switch.changed(camera_session)


def test_one_session_keeps_its_camera_and_takes_new_settings(session: dict[str, Any], places: StreamSlots) -> None:
    model: Any = Network()
    first = camera.camera_session(model, LiveSettings(mirror=True))
    second = camera.camera_session(model, LiveSettings(mirror=False))
    assert first is second
    assert second.callback.settings.mirror is False


def test_another_network_reads_on_in_the_same_stream(session: dict[str, Any], places: StreamSlots) -> None:
    first: Any = Network()
    other: Any = Network()
    camera_session = camera.camera_session(first, LiveSettings())
    callback = camera_session.callback

    for _ in range(2):
        assert camera.camera_session(other, LiveSettings(mirror=False)) is camera_session
        assert camera_session.callback is callback
        assert len(other.made) == 1, "a network that stays is not made anew at each run"
        assert callback.settings.mirror is False


def test_another_detector_searches_the_same_stream_and_the_next(session: dict[str, Any], places: StreamSlots) -> None:
    model: Any = Network()
    camera_session = camera.camera_session(model, LiveSettings())
    callback, first = camera_session.callback, camera_session.callback.detector
    sensitive = DetectorChoice(HAAR, "high")

    for _ in range(2):
        camera.camera_session(model, LiveSettings(), sensitive)
        assert camera_session.callback is callback

    second = callback.detector
    assert second is not first
    camera.camera_session(model, LiveSettings(), sensitive)
    assert callback.detector is second, "a detector that stays is not made anew at each run"
    became(session, camera_session, signalling=True, playing=False)
    assert camera_session.callback.detector._detector.settings == SETTINGS["high"]  # type: ignore[attr-defined]


def test_a_stream_that_begins_after_the_choice_reads_with_the_chosen_network(
    session: dict[str, Any], places: StreamSlots
) -> None:
    first: Any = Network()
    other: Any = Network()
    camera_session = camera.camera_session(first, LiveSettings())
    camera.camera_session(other, LiveSettings())

    became(session, camera_session, signalling=True, playing=False)

    camera_session.callback(Numbered.picture(0))
    assert (len(first.made), len(other.made)) == (0, 1), "what nobody reads with is not made"


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (
            lambda session, camera_session: became(session, camera_session, signalling=False, playing=False),
            "camera went off",
        ),
        (lambda session, camera_session: switch.leave(), "left the page"),
        (lambda session, camera_session: camera.camera_session(Network("report"), LiveSettings()), "another network"),  # type: ignore[arg-type]
        (lambda session, camera_session: camera.camera_session(Network(), LiveSettings()), "changed what is expected"),  # type: ignore[arg-type]
        (
            lambda session, camera_session: camera.camera_session(camera_session.model, LiveSettings(baseline=RESTING)),
            "your resting face",
        ),
    ],
    ids=["the camera stops", "another page", "another network", "another expectation", "another baseline"],
)
def test_a_recording_ends_and_is_kept_when(
    session: dict[str, Any], places: StreamSlots, happens: Callable[..., object], words: str
) -> None:
    model: Any = Network()
    camera_session = camera.camera_session(model, LiveSettings())
    callback = camera_session.callback
    recording.start(callback, model)

    happens(session, camera_session)

    (kept,) = recording.finished()
    assert words in kept.ended
    assert callback.recorder is None


def test_connecting_takes_the_place_and_stopping_gives_it_back(session: dict[str, Any], places: StreamSlots) -> None:
    model: Any = Network()
    camera_session = camera.camera_session(model, LiveSettings())
    before = camera_session.callback
    became(session, camera_session, signalling=True, playing=False)
    assert camera_session.callback is before, "the first stream takes the one that is there"
    assert camera_session.wanted_at is not None
    assert places.full_for("somebody else")
    connected = camera_session.callback
    became(session, camera_session, signalling=False, playing=True)
    assert camera_session.callback is connected
    assert places.full_for("somebody else")
    became(session, camera_session, signalling=False, playing=False)
    assert not places.full_for("somebody else")
    assert camera_session.wanted_at is None
    became(session, camera_session, signalling=True, playing=False)
    assert camera_session.callback is not before, "each stream after it has one of its own"


@pytest.mark.usefixtures("places")
def test_what_an_ended_stream_leaves_behind_is_collected_soon(session: dict[str, Any], asked: list[str]) -> None:
    camera_session = camera.camera_session(Network(), LiveSettings())  # type: ignore[arg-type]
    became(session, camera_session, signalling=True, playing=False)
    became(session, camera_session, signalling=False, playing=True)
    assert asked == []

    became(session, camera_session, signalling=False, playing=False)
    assert asked == ["soon"]

    session[KEY] = None
    switch.leave()
    assert asked == ["soon", "soon"]


def test_when_the_last_place_went_meanwhile_the_visit_is_refused(session: dict[str, Any], places: StreamSlots) -> None:
    model: Any = Network()
    camera_session = camera.camera_session(model, LiveSettings())
    assert places.claim("somebody quicker")
    became(session, camera_session, signalling=True, playing=False)
    assert camera_session.refused
    assert camera_session.wanted_at is None


def test_each_frame_keeps_the_place(places: StreamSlots, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    model: Any = Network()
    monkeypatch.setattr(places, "keep", kept.append)
    camera_session = CameraSession("mine", model, LiveSettings())
    camera_session.callback = LiveCallback(FakeDetector(), Always("happy"))
    camera_session(Numbered.picture(0))
    assert kept == ["mine"]
    assert camera_session.callback.state.frames == 1


def test_all_cameras_are_read_as_often_as_the_pace_says_and_tell_it_what_came(
    session: dict[str, Any], places: StreamSlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, bool]] = []
    pace = SimpleNamespace(
        step=STEPS[-1],
        slowed=True,
        told=lambda frames, passed, computed: told.append((frames, min(passed, computed) > 0)),
    )
    monkeypatch.setattr(camera, "pace", lambda: pace)
    model: Any = Network()
    camera_session = camera.camera_session(model, LiveSettings())

    answers = done(camera_session.newest([Numbered.picture(number) for number in (1, 2, 3)]))

    assert [answer.pts for answer in answers] == [Numbered.picture(3).pts]
    assert camera_session.callback.spacing == 1 / STEPS[-1].reads
    assert told == [(3, True)]
    assert camera_session.frame_rate == STEPS[-1].frames
    pace.slowed = False
    assert camera_session.frame_rate is None
