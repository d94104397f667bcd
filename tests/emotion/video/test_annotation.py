"""What is drawn on the frames of an annotated video, and how large they are."""

from pathlib import Path

import av
import numpy as np
import pytest

from emotion.images.types import Picture
from emotion.results import FrameResult
from emotion.video.settings import VideoSettings
from tests.support.clips import marked, steady, write_clip
from tests.support.video_results import BOX, annotate, pictures_of


def test_the_face_is_drawn_on_every_frame_once_it_is_known(tmp_path: Path) -> None:
    _, target = annotate(write_clip(tmp_path / "clip.mp4", steady(30, 30), (320, 240)))
    drawn = [bool((abs(picture[BOX.bottom - 1].astype(int) - 90) > 40).any()) for picture in pictures_of(target)]
    first = drawn.index(True)
    assert 4 <= first <= 7
    assert all(drawn[first:])


def test_a_caller_annotates_as_it_likes(tmp_path: Path) -> None:
    seen: list[FrameResult] = []

    def green(picture: Picture, result: FrameResult) -> Picture:
        seen.append(result)
        return np.full_like(picture, (0, 200, 0))

    _, target = annotate(
        write_clip(tmp_path / "clip.mp4", steady(6), (321, 241), pixels="yuv444p"), annotate_frame=green
    )
    assert [(result.width, result.height) for result in seen] == [(320, 240)] * 6
    assert len(seen[-1].faces) == 1
    assert abs(pictures_of(target)[-1].astype(int) - (0, 200, 0)).max() < 12


def test_a_face_has_the_number_that_the_rows_give_its_person(tmp_path: Path) -> None:
    seen: set[tuple[int, int]] = set()

    def note(picture: Picture, result: FrameResult) -> Picture:
        seen.update((face.display_number, face.track_id) for face in result.faces)
        return picture

    result, _ = annotate(
        write_clip(tmp_path / "clip.mp4", [*steady(5), *(3000 + time for time in steady(5))]), annotate_frame=note
    )
    assert result.timeline.persons == (1, 2), "after three seconds without a frame nobody is known"
    assert seen == {(1, 1), (2, 2)}


@pytest.mark.parametrize("scores", [True, False])
def test_scores_are_drawn_or_not(tmp_path: Path, scores: bool) -> None:
    source = write_clip(tmp_path / "clip.mp4", steady(6), (640, 480))
    _, target = annotate(source, VideoSettings(scores=scores))
    beside = pictures_of(target)[-1][BOX.top + 8 : BOX.bottom, BOX.right + 10 :]
    assert bool((abs(beside.astype(int) - 90) > 40).any()) is scores


@pytest.mark.parametrize(("rotation", "size"), [(90, (120, 160)), (180, (160, 120))])
def test_a_turned_video_is_written_upright(tmp_path: Path, rotation: int, size: tuple[int, int]) -> None:
    source = write_clip(tmp_path / "clip.mp4", steady(2), picture=marked, rotation=rotation)
    _, target = annotate(source, annotate_frame=lambda picture, result: picture)
    picture = pictures_of(target)[0]
    assert picture.shape[:2] == size[::-1]
    assert picture[-10, 10 if rotation == 90 else -10].min() > 200
    with av.open(str(target)) as file:
        assert next(file.decode(video=0)).rotation == 0


def test_a_large_video_is_written_smaller(tmp_path: Path) -> None:
    _, target = annotate(write_clip(tmp_path / "clip.mp4", [0], (2160, 3840)))
    assert pictures_of(target)[0].shape == (1920, 1080, 3)
