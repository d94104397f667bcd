"""Times of frames: a file's own where they can be relied on, the stream's rate where they cannot."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from emotion.video.file import TimedFrame, VideoFile
from emotion.video.timestamps import FrameClock
from tests.support.clips import astronaut, steady, write_clip
from tests.support.odd_videos import write_packed, write_undelayed

B_FRAMES = {"bf": "2", "b_strategy": "0"}


def times_of(path: Path) -> list[float]:
    with VideoFile(path) as file:
        return [part.at for part in file.demux() if isinstance(part, TimedFrame)]


def test_packed_b_frames_follow_each_other_at_the_streams_rate(tmp_path: Path) -> None:
    times = times_of(write_packed(tmp_path / "clip.avi"))
    assert len(times) >= 20
    assert times == pytest.approx([index / 25 for index in range(len(times))])


@pytest.mark.parametrize("codec", ["mpeg4", "libx264"])
def test_b_frames_in_avi_follow_each_other_at_the_streams_rate(tmp_path: Path, codec: str) -> None:
    more = {"preset": "veryfast"} if codec == "libx264" else {}
    path = write_clip(tmp_path / "clip.avi", steady(20), picture=astronaut, codec=codec, options={**B_FRAMES, **more})
    assert times_of(path) == pytest.approx([index / 10 for index in range(20)])


def test_b_frames_that_are_told_when_to_decode_alone_follow_each_other(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "clip.mp4", steady(30), picture=astronaut, codec="mpeg4", options=B_FRAMES)
    times = times_of(write_undelayed(tmp_path / "undelayed.mp4", source))
    assert len(times) >= 28
    assert times == pytest.approx([index / 10 for index in range(len(times))])


@pytest.mark.parametrize("name", ["clip.mkv", "clip.mp4"])
def test_a_variable_rate_with_b_frames_keeps_each_frames_own_time(tmp_path: Path, name: str) -> None:
    uneven = [0, 40, 50, 150, 400, 410, 900, 1000, 1010, 1300, 1340, 1500]
    path = write_clip(tmp_path / name, uneven, picture=astronaut, options={**B_FRAMES, "preset": "veryfast"})
    assert times_of(path) == pytest.approx([time / 1000 for time in uneven], abs=0.002)


def shown(clock: FrameClock, stamps: Sequence[float | None]) -> list[float]:
    return [clock.show(stamp, None)[0] for stamp in stamps]


def test_one_repeated_time_moves_no_other_frame() -> None:
    assert shown(FrameClock(0.1), [0, 0.1, 0.1, 0.3, 0.7]) == pytest.approx([0, 0.1, 0.15, 0.3, 0.7])


def test_one_missing_time_follows_the_frame_before() -> None:
    assert shown(FrameClock(0.1), [0, None, 0.2, 0.5]) == pytest.approx([0, 0.1, 0.2, 0.5])


def test_times_that_turn_bad_midway_are_replaced_from_there_on() -> None:
    good = [index / 10 for index in range(10)]
    times = shown(FrameClock(0.1), [*good, *[1.2, 1.0, 1.1, 1.5, 1.3, 1.4, 1.8, 1.6, 1.7, 2.1, 1.9, 2.0]])
    steps = [after - before for before, after in pairwise(times)]
    assert min(steps) > 0
    assert steps[-6:] == pytest.approx([0.1] * 6)


def test_a_clock_that_began_anew_goes_on() -> None:
    assert shown(FrameClock(0.1), [5.0, 5.1, 0.0, 0.3]) == pytest.approx([5.0, 5.1, 5.2, 5.5])


def test_a_frame_left_out_leaves_its_time_free() -> None:
    clock = FrameClock(0.1, begin=0.2, steady=True)
    first = clock.show(None, None)
    clock.skip()
    assert [first, clock.show(0.0, 9.0)] == [pytest.approx((0.2, 0.1)), pytest.approx((0.4, 0.1))]
