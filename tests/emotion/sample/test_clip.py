"""The sample: three parts of a scene, read as a camera's frames are, in a video that a browser plays."""

import io

import av
import numpy as np
import pytest

from emotion.models.store import ModelStore
from emotion.sample import scene
from emotion.sample.clip import SampleClip, annotated_photo, make_clip


@pytest.fixture(scope="module")
def clip() -> SampleClip:
    return make_clip(ModelStore().load_model("mirrored-votes"))


def part(clip: SampleClip, index: int) -> list[int]:
    """Return how many faces were found in each frame of a part, from the second second on."""
    size = scene.PART * scene.RATE
    return [len(result.faces) for result in clip.results[index * size + scene.RATE : (index + 1) * size]]


def test_the_frames_have_one_size_and_differ() -> None:
    frames = list(scene.frames())
    assert len(frames) == scene.SECONDS * scene.RATE
    assert {frame.shape for frame in frames} == {(scene.HEIGHT, scene.WIDTH, 3)}
    assert not np.array_equal(frames[0], frames[10])


def test_she_is_found_alone_beside_herself_and_until_the_light_is_gone(clip: SampleClip) -> None:
    assert set(part(clip, 0)) == {1}
    assert set(part(clip, 1)) == {2}
    assert max(part(clip, 2)) == 1
    assert {face.label for result in clip.results for face in result.faces if face.sure} == {"happy"}


def test_in_the_dark_she_is_not_read_and_the_clip_says_why(clip: SampleClip) -> None:
    darkest = clip.results[round(2.5 * scene.PART * scene.RATE) :][: scene.RATE]
    assert ("too dark",) in [face.quality.words for result in darkest for face in result.faces if not face.sure]


def test_the_video_has_a_frame_for_each_result(clip: SampleClip) -> None:
    with av.open(io.BytesIO(clip.video)) as file:
        assert file.streams.video[0].codec_context.name == "h264"
        times = [float(frame.time or 0) for frame in file.decode(video=0)]
    assert times == pytest.approx([result.at for result in clip.results], abs=0.01)
    assert clip.seconds == scene.SECONDS


@pytest.mark.parametrize(("at", "frame"), [(0.0, 0), (0.01, 0), (1.0, 15), (1.05, 15), (99.0, 224)])
def test_at_each_time_there_is_what_was_shown_then(clip: SampleClip, at: float, frame: int) -> None:
    assert clip.until(at)[-1].frame == frame


def test_the_picture_of_the_first_screen_has_a_box() -> None:
    drawn = annotated_photo(ModelStore().load_model("mirrored-votes"))
    assert drawn.shape == (scene.HEIGHT, scene.WIDTH, 3)
    assert not np.array_equal(drawn, next(scene.frames()))
