"""Results of pictures as files in memory: rows for CSV, Parquet, JSON, annotated pictures, many of them as one ZIP."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from types import MappingProxyType
from typing import Any, Final, Literal

from PIL import Image

from emotion.export.agreement import AGREEMENT, AGREES, agreement, agrees
from emotion.export.csv import encodable
from emotion.export.parquet import ColumnType, to_parquet
from emotion.export.quality import ANSWER, QUALITY_UNITS, joined, quality_cells, quality_values
from emotion.images.types import Picture
from emotion.labels import LABELS
from emotion.models.identity import EXPECTS, ModelIdentity
from emotion.results import FrameResult

Pictures = Sequence[tuple[str, FrameResult]]  # names and results

# A public promise: people's own programs read these names in this order. Only append.
PHOTO_COLUMNS: Final = (
    *("picture", "picture_width", "picture_height", "face", "left", "top", "width", "height"),
    *LABELS,
    *("label", "sure", "model", "model_version", "expects"),
    *("issues", "yaw", "roll", "detection_score", "answer"),
    "agrees",
)
_WHOLE: Final = ("picture_width", "picture_height", "face", "left", "top", "width", "height", "yaw", "roll")
PHOTO_TYPES: Final[Mapping[str, ColumnType]] = MappingProxyType(
    {
        **dict.fromkeys(PHOTO_COLUMNS, "string"),
        **dict.fromkeys(_WHOLE, "int32"),
        **dict.fromkeys((*LABELS, "detection_score"), "float64"),
        **dict.fromkeys(("sure", "agrees"), "bool"),
    }
)
UNITS: Final = {
    "picture_width, picture_height": "pixels of the upright picture",
    "face": "1, 2, 3 ... from the left; in CSV empty where a picture has none",
    "box": "left, top, width, height in pixels of the upright picture",
    "probabilities": "0 to 1, in the order of labels, sum 1",
    "sure": "false when the best probability is under the network's threshold, or when there are issues",
    "answer": ANSWER,
    "expects": EXPECTS,
    **QUALITY_UNITS,
    "agrees": AGREES,
    "agreement": AGREEMENT,
}
JPEG_QUALITY: Final = 92
DIGITS: Final = 6  # of a probability, so that a row's sum is 1 within a millionth or two


def photo_rows(
    name: str, result: FrameResult, model: ModelIdentity, other: FrameResult | None = None
) -> list[dict[str, object]]:
    """Return one row of `PHOTO_COLUMNS` for each face of a picture, in the order of their numbers.

    Boxes are pixels of the upright picture that was read, whose size stands beside them. A picture without faces has a
    row as well, of no face: its `issues` say why, and `sure` is false, so that those who count the sure rows need not
    know of it.

    Args:
        name: of the picture.
        result: what the model says.
        model: that read it.
        other: what another model says of the same faces, for `agrees`.
    """
    of = {"picture": name, "picture_width": result.width, "picture_height": result.height}
    by = {"model": model.name, "model_version": model.version, "expects": model.expects}
    if not result.faces:
        nobody = {**dict.fromkeys(PHOTO_COLUMNS), **of, "sure": False, **by}
        return [{**nobody, "issues": joined(result.issues)}]
    return [
        {
            **of,
            "face": face.display_number,
            **asdict(face.box),
            **{label: round(value, DIGITS) for label, value in zip(LABELS, face.probabilities, strict=True)},
            "label": face.label,
            "sure": face.sure,
            **by,
            **quality_cells(face.quality),
            "answer": face.words,
            "agrees": same,
        }
        for face, same in zip(result.faces, agrees(result, other), strict=True)
    ]


def photos_parquet(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return rows of `PHOTO_COLUMNS` as Parquet: what the CSV has, each column with its type."""
    return to_parquet(({**row, "picture": encodable(str(row["picture"]))} for row in rows), PHOTO_TYPES)


def photos_json(
    pictures: Pictures, model: ModelIdentity, compared: tuple[Pictures, ModelIdentity] | None = None
) -> str:
    """Return the results of pictures, each with its name, as JSON; a picture without faces has an empty list.

    The seven labels, the units and the model stand once, in front; each face has its box and its probabilities as
    lists in that order. Names stand as they are, since a JSON text runs nothing.

    Args:
        pictures: what the model says.
        model: that reads them.
        compared: what another model says of some or all of the same pictures; it stands at the end, under
            `compared_with`, with how far the two agree and for each face whether they do.
    """
    document = {"units": UNITS, "labels": LABELS, **photos_document(pictures, model)}
    if compared is not None:
        document["compared_with"] = _compared(dict(pictures), *compared)
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def photos_document(pictures: Pictures, model: ModelIdentity) -> dict[str, Any]:
    """Return what a model says of pictures as JSON has it."""
    return {
        "model": asdict(model),
        "pictures": [
            {
                "picture": encodable(name),
                "picture_width": result.width,
                "picture_height": result.height,
                "faces": [
                    {
                        "face": face.display_number,
                        "box": astuple(face.box),
                        "probabilities": [round(value, DIGITS) for value in face.probabilities],
                        "label": face.label,
                        "sure": face.sure,
                        **quality_values(face.quality),
                        "answer": face.words,
                    }
                    for face in result.faces
                ],
                "issues": result.issues,
            }
            for name, result in pictures
        ],
    }


def _compared(first: Mapping[str, FrameResult], pictures: Pictures, model: ModelIdentity) -> dict[str, Any]:
    found, document = agreement((first[name], result) for name, result in pictures), photos_document(pictures, model)
    for (name, result), picture in zip(pictures, document["pictures"], strict=True):
        for face, same in zip(picture["faces"], agrees(result, first[name]), strict=True):
            face["agrees"] = same
    shares = {"share": _rounded(found.share), "kappa": _rounded(found.kappa)}
    figures = {"faces": found.faces, "same": found.same, **shares}
    return {"model": document["model"], "agreement": figures, "pictures": document["pictures"]}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


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
