"""What comes of all pictures together: a table of the faces, and files to take along."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.analysis import PhotoResult
from emotion.export.csv import to_csv
from emotion.export.names import file_names
from emotion.export.photos import PHOTO_COLUMNS, Pictures, photo_rows, photos_json, picture_bytes, zip_files
from emotion.images.decode import decode
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.identity import ModelIdentity
from emotion.models.loaded import LoadedModel
from emotion.web.photo.album import Photo
from emotion.web.photo.view import annotated
from emotion.web.shared import deferred_download, result_files
from emotion.wording import counted

PICTURES: Final = "pictures"  # key of the annotated pictures
Read = Sequence[tuple[Photo, PhotoResult]]


def all_faces(read: Read) -> None:
    """Show all faces of all pictures in one table that can be sorted."""
    table = columns(read)
    st.caption(f"{counted(len(table['Face']), 'face')} in {counted(len(read), 'picture')}")
    percent = {DISPLAY_NAMES[label]: st.column_config.NumberColumn(format="%.0f %%") for label in LABELS}
    best = st.column_config.ProgressColumn(format="%.0f %%", min_value=0, max_value=100)
    st.dataframe(table, width="stretch", hide_index=True, column_config={"Confidence": best, **percent})


def columns(read: Read) -> dict[str, list[str] | list[int] | list[float]]:
    """Return a table of all faces, column by column with its title; confidences in per cent.

    Answers are in words, as in the picture: a sorted column has the sure ones of a label together.
    """
    faces = [(photo, face) for photo, photo_result in read for face in photo_result.result.faces]
    return {
        "Picture": [photo.name for photo, _ in faces],
        "Face": [face.display_number for _, face in faces],
        "Looks like": [face.words for _, face in faces],
        "Sure": ["Yes" if face.sure else "No" for _, face in faces],
        "Why unsure": [", ".join(face.quality.words) for _, face in faces],
        "Confidence": [100 * face.confidence for _, face in faces],
        **{DISPLAY_NAMES[label]: [100 * face.probabilities[i] for _, face in faces] for i, label in enumerate(LABELS)},
    }


def forget() -> None:
    """Forget the annotated pictures that were made to be downloaded."""
    deferred_download.forget(PICTURES)


def downloads(read: Read, model: LoadedModel, blurred: bool, compared: tuple[Read, LoadedModel] | None = None) -> None:
    """Offer the results as CSV and JSON, and the annotated pictures, several as a ZIP; these made when asked for.

    Args:
        read: the pictures, and what the model says of them.
        model: that reads them.
        blurred: make faces unrecognisable in the annotated pictures.
        compared: what another model says of the same pictures, and that model; after the first in CSV and JSON.
    """
    first, second = _of_model(read, model), _of_model(*compared) if compared else None
    models = [first, second] if second else [first]
    rows = [row for shown, identity in models for name, result in shown for row in photo_rows(name, result, identity)]
    csv = to_csv(rows, PHOTO_COLUMNS)
    json = photos_json(*first, second)
    names = file_names([photo.name for photo, _ in read], ".jpg")

    def pictures() -> bytes:
        files = {
            name: picture_bytes(annotated(decode(photo.content), photo_result.result, blurred))
            for name, (photo, photo_result) in zip(names, read, strict=True)
        }
        return zip_files(files) if len(files) > 1 else next(iter(files.values()))

    stamp = csv, blurred, tuple(photo.key for photo, _ in read)
    with st.container(horizontal=True):
        result_files.offer({"expressions.csv": csv, "expressions.json": json})
        if len(read) > 1:
            deferred_download.offer("pictures, ZIP", pictures, stamp, "expressions.zip", "application/zip", PICTURES)
        else:
            deferred_download.offer("picture, JPEG", pictures, stamp, names[0], "image/jpeg", PICTURES)


def _of_model(read: Read, model: LoadedModel) -> tuple[Pictures, ModelIdentity]:
    return [(photo.name, photo_result.result) for photo, photo_result in read], model.identity
