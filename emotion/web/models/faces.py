"""The faces behind a cell of the confusion matrix, and errors that a model was sure of: on a machine's own page alone.

They are nobody's to publish, so a host's page never shows them: `emotion.web.server.loopback`.
"""

import base64
from collections.abc import Sequence
from typing import Any, Final

import cv2
import plotly.graph_objects as go
import streamlit as st

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.predictions import Predictions, confident_errors, faces_of
from emotion.models.public_faces import PublicFaces, load_public_faces
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from emotion.place import ROOT
from emotion.web.models.answers import predictions
from emotion.web.server.loopback import on_loopback
from emotion.web.server.settings import host_settings
from emotion.web.shared import expectation
from emotion.wording import counted, percent

DATA: Final = ROOT / "data" / "fer2013.csv"
MOST: Final = 24  # faces that are shown at once
CHART: Final = "mistakes 0"
TRUE: Final = "faces_true"
ANSWERED: Final = "faces_answered"
NOTE: Final = "These faces are shown because `MIEN_SHOW_FACES` is on, and on this machine alone."


def can_be_shown() -> bool:
    """Return whether this visitor may see faces of the data: the host allows it, on its own machine, with the data."""
    return host_settings().show_faces and on_loopback() and DATA.is_file()


def behind(matrix: go.Figure | None, record: ModelRecord | RunRecord, by_majority: bool) -> None:
    """Show the matrix, the faces of the cell that is clicked or chosen, and the surest errors.

    Args:
        matrix: of the model; None where nothing was measured.
        record: of the model.
        by_majority: whether the matrix is by the majority of FER+'s votes.
    """
    if matrix is None:
        return
    st.plotly_chart(
        clickable(matrix),
        key=CHART,
        config={"displayModeBar": False},
        width="stretch",
        on_select=_take,
        selection_mode="points",
        alt=f"Confusion matrix of {matrix.layout.title.text}; a click on a cell shows its faces",
    )
    kept = predictions(record)
    if kept is None:
        st.info("The answer for each face was not kept. `python -m training evaluate` keeps it.")
        return
    try:
        faces = _faces(str(DATA), DATA.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        st.warning(f"The faces cannot be shown: {error}")
        return
    if faces.sha256 != kept.data:
        st.warning(f"{DATA} holds other faces than those that were measured; put the same file there.")
        return
    _shown(kept, faces, by_majority)


def clickable(matrix: go.Figure) -> go.Figure:
    """Return the matrix with marks over its cells that can be clicked; they are seen through."""
    figure = go.Figure(matrix)
    figure.update_traces(
        selector={"type": "scatter"},
        mode="markers+text",
        marker={"symbol": "square", "size": 30, "color": "rgba(0, 0, 0, 0)"},
        hoverinfo="none",
    )
    return figure


def _take() -> None:
    """Have the lists follow the cell that was clicked."""
    points: Sequence[Any] = st.session_state[CHART]["selection"]["points"]
    names = {name: label for label, name in DISPLAY_NAMES.items()}
    if points and points[0].get("x") in names and points[0].get("y") in names:
        st.session_state[TRUE], st.session_state[ANSWERED] = names[points[0]["y"]], names[points[0]["x"]]


def _shown(kept: Predictions, faces: PublicFaces, by_majority: bool) -> None:
    columns, told = st.columns(2), expectation.told()
    if TRUE not in st.session_state:
        st.session_state[TRUE], st.session_state[ANSWERED] = _most_confused(kept, by_majority)
    true = columns[0].selectbox("Faces labelled", LABELS, format_func=DISPLAY_NAMES.__getitem__, key=TRUE)
    answered = columns[1].selectbox("answered", LABELS, format_func=DISPLAY_NAMES.__getitem__, key=ANSWERED)
    cell = faces_of(kept, true, answered, told, by_majority)
    st.subheader(f"{DISPLAY_NAMES[true]}, answered {DISPLAY_NAMES[answered].lower()}", anchor=False)
    st.markdown(f"{counted(len(cell), 'face')}{f', the {MOST} surest answers' if len(cell) > MOST else ''}.")
    _gallery(kept, faces, cell[:MOST], by_majority)
    st.subheader("Wrong, and sure of it", anchor=False)
    _gallery(kept, faces, confident_errors(kept, MOST, told, by_majority), by_majority)
    st.caption(NOTE)


def _most_confused(kept: Predictions, by_majority: bool) -> tuple[str, str]:
    """Return the true label and the answer of the wrong cell with most faces."""
    told = expectation.told()
    pairs = [(true, answered) for true in LABELS for answered in LABELS if true != answered]
    return max(pairs, key=lambda pair: len(faces_of(kept, pair[0], pair[1], told, by_majority)))


def _gallery(kept: Predictions, faces: PublicFaces, indices: Sequence[int], by_majority: bool) -> None:
    told = expectation.told()
    labels, answers, confidences = kept.labels(by_majority), kept.answers(told), kept.confidence(told)
    shown = ""
    for index in indices:
        answer = DISPLAY_NAMES[LABELS[answers[index]]].lower()
        words = f"{DISPLAY_NAMES[LABELS[labels[index]]]}, answered {answer}, {percent(confidences[index])}"
        png = cv2.imencode(".png", faces.pixels[index])[1].tobytes()
        source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
        shown += f'<figure><img src="{source}" alt="A face: {words}"><figcaption>{words}</figcaption></figure>'
    if shown:
        st.html(f'<div class="mien-faces">{shown}</div>')


@st.cache_resource(max_entries=1, show_spinner="Reading the faces")
def _faces(path: str, changed: int) -> PublicFaces:
    return load_public_faces(DATA)
