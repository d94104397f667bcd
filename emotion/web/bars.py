"""The seven confidences of a face as HTML meters: quick to update, readable aloud, at home in any theme."""

from html import escape

from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from emotion.readings import FaceReading, FrameReading


def panel(reading: FrameReading | None, face: FaceReading | None, running: bool) -> str:
    """Return the answer and the bars of one face as HTML; `data-frame` says which frame they are of."""
    frame = reading.frame if reading else ""
    return f'<section class="mien-panel" data-frame="{frame}">{answer(face, running)}{bars(face)}</section>'


def answer(face: FaceReading | None, running: bool) -> str:
    """Return the current label in words, or "Unsure", or why there is none, as HTML of constant height."""
    if not running:
        return _answer("Camera off", "Start it to begin.")
    if face is None:
        return _answer("No face in view", "Look towards the camera, in even light.")
    label = DISPLAY_NAMES[face.label]
    if not face.sure:
        return _answer("Unsure", f"closest to {label.lower()}, {_percent(face.confidence)}")
    return _answer(label, f"{_percent(face.confidence)} confident")


def bars(face: FaceReading | None) -> str:
    """Return seven labelled meters as HTML; without a face they are empty, so that nothing jumps."""
    rows = []
    for index, label in enumerate(LABELS):
        value = face.probabilities[index] if face else 0.0
        best = "best" if face and label == face.label else ""
        name = escape(DISPLAY_NAMES[label])
        text = _percent(value) if face else "–"
        rows.append(
            f'<div class="{best}">{name}</div>'
            f'<div class="track" role="meter" aria-label="{name}" aria-valuemin="0" aria-valuemax="100" '
            f'aria-valuenow="{100 * value:.1f}"><div class="fill" '
            f'style="width:{100 * value:.1f}%;background:{COLOURS[label]}"></div></div>'
            f'<div class="value {best}">{text}</div>'
        )
    return f'<div class="mien-bars">{"".join(rows)}</div>'


def _answer(headline: str, detail: str) -> str:
    return f'<div class="mien-answer"><strong>{escape(headline)}</strong><span>{escape(detail)}</span></div>'


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
