"""Results as files to take along: CSV, JSON, Parquet, and the annotated pictures."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.export.csv import to_csv
from emotion.export.names import file_names
from emotion.export.photos import (
    PHOTO_COLUMNS,
    Pictures,
    photo_rows,
    photos_json,
    photos_parquet,
    picture_bytes,
    zip_files,
)
from emotion.images.decode import decode
from emotion.models.loaded import LoadedModel
from emotion.web.photo.reading import ReadPhoto
from emotion.web.photo.view import annotated
from emotion.web.shared import csv_form, deferred_download, result_files

PICTURES: Final = "pictures"  # key of the annotated pictures
FORM_WIDTH: Final = 265  # pixels beside the files, so that all stand in one row
Read = Sequence[ReadPhoto]


def forget() -> None:
    """Forget the annotated pictures that were made to be downloaded."""
    deferred_download.forget(PICTURES)


def downloads(
    read: Read, model: LoadedModel, blurred: bool, other: LoadedModel | None = None, complete: bool = True
) -> None:
    """Offer the results as CSV, JSON and Parquet, and the annotated pictures, several as a ZIP; these when asked for.

    Args:
        read: the pictures, and what the model says of them.
        model: that reads them.
        blurred: make faces unrecognisable in the annotated pictures.
        other: that is compared with it; after the first in the files.
        complete: whether all is read; nobody should take half of it along unawares.
    """
    cells = rows(read, model, other)
    names = file_names([picture.photo.name for picture in read], ".jpg")

    def pictures() -> bytes:
        files = {
            name: picture_bytes(annotated(decode(picture.photo.content), picture.found.result, blurred))
            for name, picture in zip(names, read, strict=True)
        }
        return zip_files(files) if len(files) > 1 else next(iter(files.values()))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        form = csv_form.choose(FORM_WIDTH)
        csv = to_csv(cells, PHOTO_COLUMNS, form=form)
        stamp = csv, blurred, tuple(picture.photo.key for picture in read)
        result_files.offer(
            {
                "expressions.csv": csv,
                "expressions.json": document(read, model, other),
                "expressions.parquet": photos_parquet(cells),
            },
            disabled=not complete,
        )
        one, several = (
            ("picture, JPEG", names[0], "image/jpeg"),
            ("pictures, ZIP", "expressions.zip", "application/zip"),
        )
        what, name, kind = several if len(read) > 1 else one
        deferred_download.offer(what, pictures, stamp, name, kind, PICTURES, disabled=not complete)


def rows(read: Read, model: LoadedModel, other: LoadedModel | None) -> list[dict[str, object]]:
    """Return the rows of CSV and Parquet, all of the first network before those of the second."""
    both = [
        (picture.photo.name, picture.found.result, picture.other.result if picture.other else None) for picture in read
    ]
    first = [row for name, ours, theirs in both for row in photo_rows(name, ours, model.identity, theirs)]
    if other is None:
        return first
    seconds = [(name, theirs, ours) for name, ours, theirs in both if theirs]
    return first + [row for name, theirs, ours in seconds for row in photo_rows(name, theirs, other.identity, ours)]


def document(read: Read, model: LoadedModel, other: LoadedModel | None) -> str:
    """Return the JSON."""
    ours: Pictures = [(picture.photo.name, picture.found.result) for picture in read]
    if other is None:
        return photos_json(ours, model.identity)
    theirs = [(picture.photo.name, picture.other.result) for picture in read if picture.other]
    return photos_json(ours, model.identity, (theirs, other.identity))
