"""The seven confidences of a face as HTML meters: quick to update, readable aloud, at home in any theme."""

from collections.abc import Mapping, Sequence
from enum import Enum
from html import escape
from types import MappingProxyType
from typing import Any, Final

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.results import FaceResult, FrameResult
from emotion.web.shared.look import colour
from emotion.wording import percent

TOO_DARK: Final = "It is too dark to find a face."


class Phase(Enum):
    """How far a stream is: what the headline says while no face is shown, and the line on it."""

    OFF = "Camera off", "Start it to begin."
    WAITING = "In line", "Your camera starts when it is your turn."
    CONNECTING = "Connecting", "The first picture is on its way."
    PAUSED = "Paused", "No picture comes at the moment."
    RUNNING = "No face in view", "Look towards the camera, in even light."


# What `browser/src/page/panel.ts` says, which renews this HTML in the visitor's browser.
IN_BROWSER: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "phases": {phase.name.lower(): phase.value for phase in Phase},
        "tooDark": TOO_DARK,
        "confident": "{} confident",
        "unsure": "unsure: ",
    }
)


def panel(
    result: FrameResult | None, face: FaceResult | None, phase: Phase = Phase.RUNNING, rate: float | None = None
) -> str:
    """Return the answer and the bars of one face as HTML; `data-frame` and `data-phase` say of what.

    `data-rate` has the frames a second that the camera is to be held to, where they are given.
    """
    frame = result.frame if result else ""
    too_dark = result is not None and result.too_dark
    held = "" if rate is None else f' data-rate="{rate:g}"'
    of = f'data-frame="{frame}" data-phase="{phase.name.lower()}"{held}'
    return f'<section class="mien-panel" {of}>{answer(face, phase, too_dark)}{bars(face)}</section>'


def headline(face: FaceResult | None, phase: Phase = Phase.RUNNING) -> str:
    """Return the current answer in words, or why there is none."""
    return phase.value[0] if face is None else face.words


def answer(face: FaceResult | None, phase: Phase = Phase.RUNNING, too_dark: bool = False) -> str:
    """Return the headline with a line on it as HTML of constant height; `too_dark` says why no face was found."""
    if face is None:
        detail = TOO_DARK if too_dark and phase is Phase.RUNNING else phase.value[1]
    elif not face.quality.usable:
        detail = ", ".join(face.quality.words)
    elif face.sure:
        detail = f"{percent(face.confidence)} confident"
    else:
        detail = "unsure: " + ", ".join(f"{name} {percent(value)}" for name, value in _leading(face))
    words = escape(headline(face, phase))
    return f'<div class="mien-answer"><strong>{words}</strong><span>{escape(detail)}</span></div>'


def _leading(face: FaceResult) -> list[tuple[str, float]]:
    """Return the labels that an unsure answer names, with their probabilities."""
    named = [label for label in (face.label, face.rival) if label]
    return [(DISPLAY_NAMES[label].lower(), face.probabilities[LABELS.index(label)]) for label in named]


def bars(face: FaceResult | None) -> str:
    """Return seven labelled meters as HTML; without a face they are empty, so that nothing jumps."""
    return meters(face.probabilities, face.label) if face else meters()


def meters(probabilities: Sequence[float] | None = None, answer: str | None = None) -> str:
    """Return seven labelled meters as HTML, empty without probabilities.

    Args:
        probabilities: in the order of `LABELS`.
        answer: the label to stress; the likeliest if None.
    """
    values = probabilities or (0.0,) * len(LABELS)
    stressed = answer or LABELS[max(range(len(LABELS)), key=values.__getitem__)]
    rows = []
    for label, value in zip(LABELS, values, strict=True):
        best = probabilities is not None and label == stressed
        text, spoken = (percent(value),) * 2 if probabilities is not None else ("–", "none")
        rows.append(meter(DISPLAY_NAMES[label], value, colour(label), text, best, f' aria-valuetext="{spoken}"'))
    return f'<div class="mien-bars">{"".join(rows)}</div>'


def meter(name: str, share: float, fill: str, text: str, best: bool, attributes: str = "") -> str:
    """Return a share of 0 to 1 as an HTML row: its name, a meter filled with a CSS background, and its text."""
    name, mark, width = escape(name), "best" if best else "", f"{100 * share:.1f}"
    return (
        f'<div class="{mark}">{name}</div>'
        f'<div class="track" role="meter" aria-label="{name}" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{width}"{attributes}><div class="fill" style="width:{width}%;background:{fill}"></div></div>'
        f'<div class="value {mark}">{text}</div>'
    )
