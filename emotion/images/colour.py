"""Colours by the profile that a picture brings, as sRGB, which browsers show and networks were trained on."""

import io
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
from PIL import Image, ImageCms

_SPACES: Final = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}  # by Pillow's modes, as profiles name them
_LARGEST: Final = 8 * 1024 * 1024  # bytes of a profile; those of presses have two or three million
_KEPT: Final = 64 * 1024  # bytes up to which what a profile does is remembered
_SAME: Final = 1  # levels by which a profile may differ from sRGB and is taken for it; makers round it otherwise


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """Return a picture of mode L, RGB, CMYK or LAB as RGB of sRGB; None where its profile changes nothing.

    That is so for one that is missing, broken, of another kind of colours than the picture, or sRGB itself.
    """
    if not profile or image.mode not in _SPACES or len(profile) > _LARGEST:
        return None
    try:
        told = _changes_nothing if len(profile) <= _KEPT else _changes_nothing.__wrapped__
        if told(profile, image.mode):
            return None
        return ImageCms.applyTransform(image, _transform(profile, image.mode))
    except Exception:  # a profile is from strangers; one that breaks is no reason to lose the picture
        return None


@lru_cache(maxsize=64)
def _changes_nothing(profile: bytes, mode: str) -> bool:
    """Return whether colours stay as they are, by a sample of them."""
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if opened.profile.xcolor_space.strip() != _SPACES[mode]:
        return True
    if mode not in ("L", "RGB"):
        return False
    levels = [*range(0, 256, 17)]
    sample = [*range(256)] if mode == "L" else [*product(levels, repeat=3)]
    image = Image.fromarray(np.array([sample], np.uint8))
    shown = ImageCms.applyTransform(image, _transform(profile, mode))
    difference = np.asarray(shown).astype(int) - np.asarray(image.convert("RGB"))
    return bool(np.abs(difference).max() <= _SAME)


def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB", ImageCms.Intent.PERCEPTUAL)
