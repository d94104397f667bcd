"""Any small picture of any format, mode and orientation comes out upright; any bytes give a picture or a sentence."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from emotion.images.decode import decode
from tests.support.mutations import mutated, outcome, whole_files
from tests.support.pictures import encode, held, stored_as

EXAMPLES = settings(max_examples=200)
# What keeps every pixel, and the modes that it takes as they are.
LOSSLESS = [
    *[("PNG", mode, {}) for mode in ("RGB", "L", "1", "RGBA", "LA")],
    *[
        ("TIFF", mode, {"compression": name})
        for mode in ("RGB", "L", "RGBA")
        for name in ("raw", "tiff_lzw", "packbits")
    ],
    *[("TIFF", "1", {"compression": "group4"}), ("TIFF", "RGB", {"compression": "tiff_adobe_deflate"})],
    *[("WEBP", mode, {"lossless": True, "exact": True}) for mode in ("RGB", "RGBA")],
    *[("BMP", mode, {}) for mode in ("RGB", "L", "1")],
    ("GIF", "L", {}),
]
TURNED = ("JPEG", "PNG", "WEBP", "HEIC", "AVIF", "TIFF")  # the formats that carry EXIF
sizes = st.tuples(st.integers(1, 24), st.integers(1, 24))
# Noise, since Hypothesis' own arrays are mostly of one colour, and look the same however they are turned.
pictures = st.builds(
    lambda size, seed: np.random.default_rng(seed).integers(0, 256, (*size, 3), np.uint8), sizes, st.integers(0)
)


def on_white(image: Image.Image) -> npt.NDArray[np.uint8]:
    """Return a picture of any mode as RGB, what is transparent on white, by the textbook's formula."""
    levels = np.asarray(image.convert("RGBA")).astype(float)
    alpha = levels[..., 3:] / 255
    return np.rint(levels[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


# Each orientation has its own examples: left to itself Hypothesis tries some of the eight hardly ever.
@pytest.mark.parametrize("orientation", range(1, 9))
@settings(max_examples=40)
@given(picture=pictures, form=st.sampled_from(LOSSLESS), alpha=st.integers(0, 255))
def test_a_lossless_picture_keeps_every_pixel_upright(
    picture: npt.NDArray[np.uint8], form: tuple[str, str, dict[str, object]], orientation: int, alpha: int
) -> None:
    kind, mode, options = form
    turned = kind in TURNED
    image = Image.fromarray(picture).convert(mode)
    if image.mode in ("LA", "RGBA"):
        image.putalpha(Image.fromarray(np.where(picture[..., 0] > 127, 255, alpha).astype(np.uint8)))
    stored = Image.fromarray(stored_as(np.asarray(image.convert("RGBA")), orientation if turned else 1)).convert(mode)
    more = {"exif": held(orientation)} if turned else {}
    found = decode(encode(stored, kind, **options, **more))
    assert found.shape == picture.shape
    assert np.abs(found.astype(int) - on_white(image)).max() <= (1 if image.mode in ("LA", "RGBA") else 0)


@EXAMPLES
@given(sizes, st.sampled_from(["JPEG", "WEBP", "HEIC", "AVIF"]), st.integers(1, 8), st.sampled_from(["RGB", "L"]))
def test_a_lossy_picture_has_its_upright_size(size: tuple[int, int], kind: str, orientation: int, mode: str) -> None:
    stored = Image.fromarray(stored_as(np.full((*size, 3), 130, np.uint8), orientation)).convert(mode)
    found = decode(encode(stored, kind, exif=held(orientation)))
    assert found.shape == (*size, 3)
    assert found.mean() == pytest.approx(130, abs=6)


signatures = st.sampled_from(
    sorted({content[:length] for content in whole_files().values() for length in (2, 4, 12, 40)})
)


@EXAMPLES
@given(st.binary(max_size=400) | st.tuples(signatures, st.binary(max_size=400)).map(b"".join))
@example(b"")
def test_any_bytes_give_a_picture_or_a_sentence(content: bytes) -> None:
    assert outcome(content) in ("read", "refused")


@EXAMPLES
@given(st.sampled_from(sorted(whole_files())), st.data())
def test_any_beginning_of_a_file_gives_a_picture_or_a_sentence(name: str, data: st.DataObject) -> None:
    content = whole_files()[name]
    assert outcome(content[: data.draw(st.integers(0, len(content)))]) in ("read", "refused")


def test_a_seed_always_makes_the_same_file() -> None:
    assert mutated(7) == mutated(7)
    assert len({mutated(seed)[1] for seed in range(300)}) > 250
