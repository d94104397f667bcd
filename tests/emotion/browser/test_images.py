"""The browser's grey pictures, sizes, cuts and scenes are those of the core, which OpenCV makes."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from emotion.classification.base import InputSpec
from emotion.classification.crops import cut_faces
from emotion.framing import Framing
from emotion.images.cut import cut, cut_square
from emotion.images.luma import to_grey
from emotion.images.scene import SceneWatch
from tests.support.typescript import TypeScript

# Levels of 255: one, where a half is rounded to the other side; in a turned square a 32nd of a pixel across and down,
# which is 16 between black and white. Both are rare; arithmetic of another precision than OpenCV's is over the mean.
ROUNDED, NEXT_PLACE, MEAN = 1, 17, 0.01


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("images.ts"), tmp_path_factory.mktemp("images"))


def noise(width: int, height: int, channels: int, seed: int = 0) -> np.ndarray:
    """Return a picture in which each pixel is any."""
    return np.random.default_rng([seed, width, height]).integers(0, 256, (height, width, channels), np.uint8)


def smooth(width: int, height: int, channels: int, seed: int = 0) -> np.ndarray:
    """Return a picture of soft shapes with its whole range."""
    small = noise(max(2, width // 12), max(2, height // 12), channels, seed)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).reshape(height, width, channels)


def packed(picture: np.ndarray) -> dict[str, Any]:
    """Return a picture, [height, width] or [height, width, channels], as images.ts takes it."""
    height, width, channels = (*picture.shape, 1)[:3]
    pixels = b64encode(np.ascontiguousarray(picture).tobytes()).decode()
    return {"pixels": pixels, "width": width, "height": height, "channels": channels}


def unpacked(picture: dict[str, Any]) -> np.ndarray:
    """Return a picture that images.ts gave, [height, width, channels]."""
    shape = picture["height"], picture["width"], picture["channels"]
    return np.frombuffer(b64decode(picture["pixels"]), np.uint8).reshape(shape)


def seen(picture: np.ndarray) -> np.ndarray:
    """Return what the core has of a picture with four channels: red, green and blue; grey without a last axis."""
    return np.ascontiguousarray(picture[..., 0] if picture.shape[2] == 1 else picture[..., :3])


def check(found: Sequence[dict[str, Any]], expected: Sequence[np.ndarray], most: int = ROUNDED) -> None:
    """Compare pictures one by one: hardly a pixel may differ, and by no more than so many levels."""
    differences = []
    for one, other in zip(map(unpacked, found), expected, strict=True):
        assert one.shape[:2] == other.shape[:2]
        differences.append(np.abs(one.astype(int) - other.reshape(*other.shape[:2], -1)).ravel())
    every = np.concatenate(differences)
    assert every.max() <= most
    assert every.mean() <= MEAN


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_grey(program: TypeScript, channels: int) -> None:
    pictures = [noise(width, height, channels) for width, height in [(1, 1), (1, 9), (31, 17), (256, 256)]]

    found = program.call("greys", list(map(packed, pictures)))

    for one, picture in zip(found, pictures, strict=True):
        expected = picture[..., 0] if channels == 1 else to_grey(seen(picture)).pixels
        np.testing.assert_array_equal(unpacked(one)[..., 0], expected)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_rectangle_repeats_the_edge(program: TypeScript, channels: int) -> None:
    picture = noise(40, 30, channels)
    edges = [(5, 6, 15, 26), (0, 0, 40, 30), (-7, -9, 4, 5), (33, 21, 60, 77), (-50, 10, 90, 11), (39, 29, 41, 31)]
    edges += [(-3, -60, 1, 1), (0, -5, 40, 90)]

    found = program.call("parts", [(packed(picture), part) for part in edges])

    for (colour, grey), part in zip(found, edges, strict=True):
        expected = cut(picture, *part)
        np.testing.assert_array_equal(unpacked(colour), expected.reshape(*expected.shape[:2], channels))
        expected = cut(to_grey(seen(picture)).pixels, *part) if channels > 1 else expected
        np.testing.assert_array_equal(unpacked(grey)[..., 0], expected.reshape(expected.shape[:2]))


SIZES = [
    *((640, 480, 192, 144), (192, 144, 16, 12), (480, 640, 144, 192), (97, 131, 53, 71), (301, 301, 48, 48)),
    *((96, 96, 48, 48), (144, 96, 48, 32), (192, 192, 48, 48), (100, 40, 50, 1), (193, 1, 192, 1), (50, 50, 48, 49)),
    *((1, 1, 48, 48), (1, 7, 3, 20), (33, 47, 48, 48), (128, 96, 192, 144), (47, 47, 48, 48), (48, 48, 48, 48)),
    *((20, 20, 112, 64), (60, 60, 48, 64), (2, 2, 5, 5)),
]


@pytest.mark.parametrize("made", [noise, smooth])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_another_size(program: TypeScript, made: Any, channels: int) -> None:
    """By area where the longer side gets shorter, as in the core wherever it resizes."""
    cases = [(made(width, height, channels), to) for width, height, *to in SIZES]

    found = program.call("sizes", [(packed(picture), *to) for picture, to in cases])

    for one, (picture, to) in zip(found, cases, strict=True):
        interpolation = cv2.INTER_AREA if max(picture.shape[:2]) > max(to) else cv2.INTER_LINEAR
        check([one], [np.asarray(cv2.resize(seen(picture), to, interpolation=interpolation))])


@pytest.mark.parametrize("made", [noise, smooth])
@pytest.mark.parametrize("channels", [1, 4])
@pytest.mark.parametrize("turned", [False, True])
def test_a_square(program: TypeScript, made: Any, channels: int, turned: bool) -> None:
    picture, random = made(160, 121, channels), np.random.default_rng(3)
    cases = [
        (
            (float(random.uniform(0, 160)), float(random.uniform(0, 121))),
            float(random.choice([0.4, 1, random.uniform(1, 60), random.uniform(40, 400)])),
            float(random.uniform(-180, 180)) if turned else 0.0,
            ((48, 48), (48, 40), (112, 112), (20, 33))[random.integers(4)],
        )
        for _ in range(120)
    ]
    cases += [
        ((random.integers(320) / 2, random.integers(242) / 2), side, turned * 90.0, (48, 48)) for side in (31, 48)
    ]

    found = program.call("squares", [(packed(picture), *case) for case in cases])

    expected = [cut_square(seen(picture), middle, side, roll, to) for middle, side, roll, to in cases]
    check(found, expected, NEXT_PLACE if turned else ROUNDED)


def test_faces_for_models_of_grey_and_of_colour(program: TypeScript, astronaut: np.ndarray) -> None:
    framings = [Framing(225, 112, 120.3), Framing(30.5, 480, 200, 14), Framing(231.5, 110.2, 101, 24), Framing(4, 3, 9)]
    specs = [InputSpec(), InputSpec(112, 96, 3, -1, 1)]
    picture = np.dstack([astronaut, noise(512, 512, 1)])

    found = program.call("faces", (packed(picture), list(map(asdict, framings)), list(map(asdict, specs))))

    for crops, source, spec in zip(found, (to_grey(astronaut).pixels, astronaut), specs, strict=True):
        assert {crop["channels"] for crop in crops} == {spec.channels}
        check(crops, list(cut_faces(source, framings, spec.height, spec.width)), NEXT_PLACE)


@pytest.mark.parametrize(("lowest", "highest"), [(0.0, 255.0), (-1.0, 1.0), (0.0, 1.0), (-2.1, 2.64)])
def test_a_models_input(program: TypeScript, lowest: float, highest: float) -> None:
    """As `LiteRTClassifier.classify` scales faces, in single precision."""
    face = np.arange(256, dtype=np.uint8).reshape(16, 16)
    spec = InputSpec(16, 16, 1, lowest, highest)

    (found,) = program.call("inputs", [(packed(face), asdict(spec))])

    expected = face.ravel().astype(np.float32) * np.float32((highest - lowest) / 255) + np.float32(lowest)
    np.testing.assert_array_equal(np.array(found, np.float32), expected)


def test_scenes(program: TypeScript, astronaut: np.ndarray) -> None:
    grey = to_grey(astronaut).pixels
    flat, dark, noisy = np.full((90, 120), 9, np.uint8), (grey // 3).astype(np.uint8), noise(120, 90, 1)[..., 0]
    pictures = [grey, dark, grey[:, ::-1], grey[::-1], flat, flat, grey, noisy, smooth(97, 71, 1)[..., 0]]
    # From like to unlike, so that some pairs lie close to the bound.
    other = smooth(512, 512, 1, 5)[..., 0]
    for share in np.linspace(0, 1, 41):
        pictures += [grey, cv2.addWeighted(grey, 1 - share, other, share, 0)]

    found = program.call("scenes", list(map(packed, pictures)))

    watch = SceneWatch()
    assert found == [watch.changed(picture) for picture in pictures]
    assert 10 < sum(found) < len(found) - 10
