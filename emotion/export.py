"""Readings of pictures as files in memory: CSV, JSON, annotated pictures, and many of them as one ZIP."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from PIL import Image

from emotion.card import LITERT, Card
from emotion.drawing import Picture
from emotion.labels import LABELS
from emotion.readings import FrameReading

# A public promise: people's own programs read these names in this order. Only append.
PHOTO_COLUMNS: Final = (
    *("picture", "picture_width", "picture_height", "face", "left", "top", "width", "height"),
    *LABELS,
    *("label", "sure", "network", "network_version"),
)
UNITS: Final = {
    "picture_width, picture_height": "pixels of the upright picture",
    "face": "1, 2, 3 ... from the left",
    "box": "left, top, width, height in pixels of the upright picture",
    "probabilities": "0 to 1, in the order of labels, sum 1",
    "sure": "false when the best probability is under the network's threshold",
}
JPEG_QUALITY: Final = 92
_DIGITS: Final = 6  # of a probability, so that a row's sum is 1 within a millionth or two

# What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection): a sign, the wide forms of East Asian ones
# included, or at the beginning a tab or the end of a line. Also after a semicolon, a tab or the end of a line, where a
# spreadsheet of another region splits the text. What programs pass over may stand in front: spaces, quotes, controls.
_SIGN: Final = r"=+\-@\uff1d\uff0b\uff0d\uff20"
_PASSED_OVER: Final = (
    r"[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\"']*"
)
_FORMULA: Final = re.compile(rf"\A(?={_PASSED_OVER}[{_SIGN}\t\r\n])|(?<=[;\t\r\n])(?={_PASSED_OVER}[{_SIGN}])")
_HALF: Final = re.compile("[\ud800-\udfff]")  # of a character; UTF-8 has no bytes for it


@dataclass(frozen=True)
class Network:
    """Which network read the faces.

    Attributes:
        name: its folder in `models`.
        version: date of its export and the first 12 digits of its file's SHA-256.
    """

    name: str
    version: str

    @classmethod
    def of(cls, card: Card) -> "Network":
        """Return the network that a card describes; without a file only the date stands in the version."""
        digits = card.files[LITERT].sha256[:12] if LITERT in card.files else ""
        return cls(card.name, f"{card.date[:10]} {digits}".strip())


def photo_rows(name: str, reading: FrameReading, network: Network) -> list[dict[str, object]]:
    """Return one row of `PHOTO_COLUMNS` for each face of a picture, in the order of their numbers.

    Boxes are pixels of the upright picture that was read, whose size stands beside them. A picture without faces has
    no row; `photos_json` lists it all the same.
    """
    return [
        {
            "picture": name,
            "picture_width": reading.width,
            "picture_height": reading.height,
            "face": face.number,
            "left": face.box.left,
            "top": face.box.top,
            "width": face.box.width,
            "height": face.box.height,
            **{label: round(value, _DIGITS) for label, value in zip(LABELS, face.probabilities, strict=True)},
            "label": face.label,
            "sure": face.sure,
            "network": network.name,
            "network_version": network.version,
        }
        for face in reading.faces
    ]


def to_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Return rows as CSV (RFC 4180) that spreadsheets open safely; zero rows give the header alone.

    The text begins with a byte order mark, without which Excel garbles letters outside ASCII: encode it as UTF-8, read
    it as `utf-8-sig`. Decimal points, commas between cells, CRLF at line ends, true and false in small letters, nothing
    for None.

    A text is always quoted. Where a spreadsheet would take it for a formula it gets an apostrophe in front: at its
    beginning before =, +, -, @ (also the wide forms, also behind spaces, quotes and apostrophes), a tab or the end of a
    line; further on before such a sign that follows a semicolon, a tab or the end of a line. So a picture called
    `=cmd().jpg` is listed as `'=cmd().jpg`, one called `-1.jpg` as `'-1.jpg`. Taking one apostrophe away at each of
    these places gives the text back. Half a character (a lone surrogate) alone is lost: it becomes U+FFFD.

    Raises:
        ValueError: a row's keys are not the columns.
    """
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    for row in rows:
        if set(row) != set(columns):
            raise ValueError(f"expected a row of {', '.join(columns)}; found {', '.join(row)}")
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _FORMULA.sub("'", encodable(value)) if isinstance(value, str) else value


def encodable(text: str) -> str:
    """Return a text as UTF-8 can hold it: each half of a character (lone surrogate) becomes U+FFFD."""
    return _HALF.sub("\ufffd", text)


def photos_json(pictures: Sequence[tuple[str, FrameReading]], network: Network) -> str:
    """Return the readings of pictures, each with its name, as JSON; a picture without faces has an empty list.

    The seven labels, the units and the network stand once, in front; each face has its box and its probabilities as
    lists in that order. Names stand as they are, since a JSON text runs nothing.
    """
    document = {
        "units": UNITS,
        "labels": LABELS,
        "network": {"name": network.name, "version": network.version},
        "pictures": [
            {
                "picture": encodable(name),
                "picture_width": reading.width,
                "picture_height": reading.height,
                "faces": [
                    {
                        "face": face.number,
                        "box": [face.box.left, face.box.top, face.box.width, face.box.height],
                        "probabilities": [round(value, _DIGITS) for value in face.probabilities],
                        "label": face.label,
                        "sure": face.sure,
                    }
                    for face in reading.faces
                ],
            }
            for name, reading in pictures
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def picture_bytes(picture: Picture, kind: Literal["PNG", "JPEG"] = "JPEG") -> bytes:
    """Return an RGB picture, uint8 [height, width, 3], as a file.

    Only pixels are written: no place, time, camera, thumbnail or colour profile of the original goes out.
    """
    file = io.BytesIO()
    options: dict[str, Any] = {"quality": JPEG_QUALITY, "subsampling": 0} if kind == "JPEG" else {"compress_level": 6}
    Image.fromarray(picture).save(file, kind, **options)
    return file.getvalue()


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return files, each by its name, as one ZIP; without compression, since pictures have their own, and undated."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()
