"""All faces of all pictures in one table, and how far two networks agree about them; a row opens its picture."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from emotion.analysis import PhotoResult
from emotion.export.agreement import Agreement, agreement
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.results import FaceResult
from emotion.web.photo.album import Album
from emotion.web.photo.cards import NOBODY
from emotion.web.photo.opened import chooser
from emotion.web.photo.reading import ReadPhoto
from emotion.wording import counted

TABLE: Final = "photo table"  # key of the table, by which the session has the chosen row
ROWS: Final = 6  # of the table in sight; others are scrolled to
YES, NO = "Yes", "No"
ROW: Final = 35  # pixels, Streamlit's own
MEANING: Final = (
    "Agreement counts the faces to which both networks give the same label, sure or not. Cohen's kappa takes out what "
    "chance alone would give: 1 is always the same, 0 no more than chance. Neither says which of the two is right."
)
Row = tuple[ReadPhoto, int | None]  # a picture and the index of one of its faces; None where it has none
Read = Sequence[ReadPhoto]


def all_faces(held: Album, read: Read, compared: bool) -> None:
    """Show all faces of all pictures in one table that can be sorted; a chosen row opens its picture.

    Args:
        held: the album that they are of.
        read: the pictures with what was read of them.
        compared: whether a second network was asked.
    """
    rows, faces = rows_of(read), sum(len(picture.found.result.faces) for picture in read)
    # On the left, since the table's own tools come up over the right end of this row.
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{counted(faces, 'face')} in {counted(len(read), 'picture')}", width="content")
        if compared and (words := agreed(read).words):
            st.markdown(words, width="content", help=MEANING)
        if len(held.photos) > 1:
            st.button("Remove all", on_click=held.clear)
    percent = {DISPLAY_NAMES[label]: st.column_config.NumberColumn(format="%.0f %%") for label in LABELS}
    best = st.column_config.ProgressColumn(format="%.0f %%", min_value=0, max_value=100)
    _mark(held, rows)
    st.dataframe(
        columns(read, compared),
        width="stretch",
        height=ROW * (ROWS + 1) + 2 if len(rows) > ROWS else "auto",
        hide_index=True,
        column_config={"Confidence": best, "Its confidence": best, **percent},
        key=TABLE,
        on_select=lambda: choose(held, rows),
        selection_mode="single-row",
        placeholder="",
        alt="All faces of all pictures",
    )


def rows_of(read: Read) -> list[Row]:
    """Return what the table's rows are of: each face of each picture, or a picture without one."""
    return [(picture, index) for picture in read for index in ([*range(len(picture.found.result.faces))] or [None])]


def agreed(read: Read) -> Agreement:
    """Return how far two networks agree about the pictures that both have read."""
    return agreement((picture.found.result, picture.other.result) for picture in read if picture.other)


def choose(held: Album, rows: Sequence[Row]) -> None:
    """Open the picture of the row that was chosen, with its face; no row closes it."""
    chosen = st.session_state[TABLE]["selection"]["rows"]
    if not chosen or chosen[0] >= len(rows):
        held.open(None)
        return
    picture, index = rows[chosen[0]]
    held.open(picture.photo)
    if index is not None:
        st.session_state[chooser(picture.photo, len(picture.found.result.faces))] = index + 1


def _mark(held: Album, rows: Sequence[Row]) -> None:
    """Have the table mark the face that is shown in full size, however it was chosen."""
    shown = [
        at
        for at, (picture, index) in enumerate(rows)
        if picture.photo is held.opened
        and (index or 0) + 1 == st.session_state.get(chooser(picture.photo, len(picture.found.result.faces)), 1)
    ]
    before = st.session_state.get(TABLE)
    if (before["selection"]["rows"] if before else []) != shown:
        st.session_state[TABLE] = {"selection": {"rows": shown, "columns": [], "cells": []}}


def columns(read: Read, compared: bool) -> dict[str, list[Any]]:
    """Return a table of all faces, column by column with its title; confidences in per cent.

    Answers are in words, as in the picture: a sorted column has the sure ones of a label together. A picture without a
    face has a row that says why, with None where a face has a number.
    """
    rows = rows_of(read)
    faces = [_face(picture.found, index) for picture, index in rows]
    return {
        "Picture": [picture.photo.name for picture, _ in rows],
        "Face": [face and face.display_number for face in faces],
        "Looks like": [face.words if face else NOBODY for face in faces],
        "Confidence": [face and 100 * face.confidence for face in faces],
        **(_beside(faces, [_face(picture.other, index) for picture, index in rows]) if compared else {}),
        "Sure": [YES if face and face.sure else NO for face in faces],
        "Why unsure": [
            ", ".join(face.quality.words if face else picture.found.result.issues)
            for face, (picture, _) in zip(faces, rows, strict=True)
        ],
        **{
            DISPLAY_NAMES[label]: [face and 100 * face.probabilities[place] for face in faces]
            for place, label in enumerate(LABELS)
        },
    }


def _face(found: PhotoResult | None, index: int | None) -> FaceResult | None:
    return found.result.faces[index] if found is not None and index is not None else None


def _beside(faces: Sequence[FaceResult | None], others: Sequence[FaceResult | None]) -> dict[str, list[Any]]:
    """Return the columns of a second network: its answers, how confident it is, and whether it gives the same label."""
    return {
        "Second network": [face and face.words for face in others],
        "Its confidence": [face and 100 * face.confidence for face in others],
        "Agree": [
            (YES if face.label == other.label else NO) if face and other else None
            for face, other in zip(faces, others, strict=True)
        ],
    }
