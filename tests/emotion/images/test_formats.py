"""Formats told from their first bytes, and what is particular to HEIC and AVIF."""

import numpy as np
import pytest
from PIL import Image

from emotion.images.decode import PictureError, decode
from emotion.images.formats import FORMATS, recognize
from tests.support.pictures import KINDS, distance, encode, held, stored_as


def test_heic_is_turned_by_its_transformation_and_not_again_by_exif(astronaut):
    exif = held(6)
    content = encode(stored_as(astronaut[:160, 100:340], 6), "HEIC", exif=exif)
    assert b"irot" in content
    assert exif.tobytes() in content
    assert decode(content).shape == (160, 240, 3)


def test_a_general_brand_is_told_by_those_after_it(astronaut):
    for kind, brand in (("HEIC", b"heic"), ("AVIF", b"avif")):
        content = encode(astronaut, kind)
        general = content[:8] + b"mif1" + content[12:16] + content[16:].replace(b"mif1", brand, 1)
        assert distance(decode(general), astronaut) < 6


@pytest.mark.parametrize("kind", KINDS)
def test_each_format_is_told_from_its_bytes(kind):
    known = recognize(encode(np.zeros((4, 4, 3), np.uint8), kind))
    assert known is not None
    assert known[0].upper() == kind
    assert known[0] in FORMATS


def heic(item_type=b"Exif", size=None, **options):
    """Encode a HEIC whose last item, its metadata, is said to be of another type or size."""
    content = bytearray(encode(Image.new("RGB", (16, 16), "red"), "HEIC", **(options or {"exif": held(1)})))
    place = content.rindex(b"infe")
    if size is not None:
        content[place - 4 : place] = size.to_bytes(4, "big")
    content[place + 12 : place + 16] = item_type
    return bytes(content)


def heic_with_content_type(text):
    content = heic(b"mime", xmp=b"<x/>")
    assert b"application/rdf+xml\0" in content
    return content.replace(b"application/rdf+xml", text)


def answer(content):
    try:
        picture = decode(content)
    except PictureError:
        return "refused"
    return "red" if np.abs(picture[8, 8].astype(int) - (255, 0, 0)).max() < 8 else "another picture"


# Each crashed the process with pi-heif 1.4.0, which took such a text for UTF-8; an older pillow-heif does so too.
@pytest.mark.parametrize(
    "content",
    [
        heic(b"Ex\xa1f"),
        heic(b"\xff\xff\xff\xff"),
        heic(b"Ex\xa1f", size=0),
        heic() + b"\0\0\0\1infe" + (29).to_bytes(8, "big") + b"\2\0\0\0\0\1\0\0Ex\xa1f\0",
        heic_with_content_type(b"application/rdf\xffxml"),
    ],
    ids=["letter", "no letter", "box to the end", "box with a long length", "content type"],
)
def test_a_heic_whose_items_have_no_names_is_read_or_refused(content):
    assert answer(content) in ("red", "refused")


@pytest.mark.parametrize(
    "content",
    [
        heic(),
        heic(b"\0\0\0\0"),
        heic_with_content_type(b"application/rdf+xml"),
        heic() + b"\x10\0\0\0infe\2" + b"\xff" * 99,
    ],
    ids=["EXIF", "no type", "XMP", "pixels that spell the name of an item"],
)
def test_a_heic_with_other_items_is_read(content):
    assert decode(content)[8, 8].tolist() == pytest.approx([255, 0, 0], abs=8)
