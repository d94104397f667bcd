"""How reading a video ends: cancelled, too long, cut off, or not begun at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from emotion.video.opening import VideoError
from emotion.video.settings import VideoSettings
from tests.support.clips import astronaut, steady, write_clip, write_sound
from tests.support.video_results import read


def after(count: int) -> Callable[[], bool]:
    asked = iter(range(1000))
    return lambda: next(asked) >= count


def test_cancelling_acts_at_the_next_frame_and_keeps_what_was_read(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(20))
    target = tmp_path / "annotated.mp4"
    result = read(path, cancelled=after(7), annotate=target)
    assert (result.timeline.frames, len(result.timeline.results), result.cancelled) == (7, 7, True)
    assert result.ended_early == "Stopped at 0.7 s, as asked for."
    assert read(target).timeline.frames == 7, "the annotated video is whole up to there"


def test_cancelling_before_the_first_frame_gives_nothing(tmp_path: Path) -> None:
    target = tmp_path / "annotated.mp4"
    result = read(write_clip(tmp_path / "clip.mp4", steady(3)), cancelled=lambda: True, annotate=target)
    assert (result.timeline.frames, result.cancelled, result.output, target.exists()) == (0, True, None, False)


def test_a_video_that_is_too_long_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30))
    with pytest.raises(VideoError, match="3 seconds long; at most 2 seconds are accepted"):
        read(path, VideoSettings(longest=2))


def test_a_video_that_tells_too_short_a_length_is_read_up_to_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30))
    monkeypatch.setattr("emotion.video.opening.declared_duration", lambda container, video, origin: None)
    result = read(path, VideoSettings(longest=1))
    assert result.timeline.frames == 11
    assert result.ended_early == "Only the first 1 s were read; the video is longer than that."


def test_a_cut_is_told_and_what_came_before_is_kept(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", steady(40), picture=astronaut, codec="mpeg4")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    target = tmp_path / "annotated.mp4"
    result = read(path, annotate=target)
    assert "cut off" in result.ended_early
    assert read(target).timeline.frames == result.timeline.frames > 5


@pytest.mark.parametrize("annotated", [False, True])
def test_what_is_no_video_leaves_no_file(tmp_path: Path, annotated: bool) -> None:
    target = tmp_path / "annotated.mp4"
    path = write_sound(tmp_path / "clip.mp4")
    with pytest.raises(VideoError, match="only sound"):
        read(path, annotate=target if annotated else None)
    assert list(tmp_path.iterdir()) == [path]


def test_a_video_without_a_whole_frame_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emotion.video.file.MAX_PIXELS", 100)  # the decoder refuses them all
    with pytest.raises(VideoError, match="no frame that can be read"):
        read(write_clip(tmp_path / "clip.mp4", steady(2)))
