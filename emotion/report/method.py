"""The method of a study in a paragraph to cite: what found and read the faces, how, and what a figure means."""

from collections.abc import Sequence

from emotion.classification.calibration import Expectation
from emotion.models.card import Card
from emotion.models.evaluation import Evaluation
from emotion.models.figures import Figures
from emotion.timeline.conditions import AFTER, BEFORE, BLOCK, CONFIDENCE, DRAWS
from emotion.timeline.notes import Notes
from emotion.tracking import TrackingSettings
from emotion.wording import counted, percent


def method(
    version: str,
    card: Card,
    expectation: Expectation,
    evaluation: Evaluation | None,
    read_with: Sequence[str],
    notes: Notes,
) -> str:
    """Return the paragraph.

    Args:
        version: of Mien.
        card: of the model that read.
        expectation: that it was told.
        evaluation: of the model; without one the paragraph has no figure of it.
        read_with: the other settings, in words, such as the detector's.
        notes: conditions, markers and stretches left out.
    """
    file = card.files["litert"].sha256[:12] if "litert" in card.files else "unknown"
    smoothing = TrackingSettings().smoothing
    sentences = [
        f"Facial expressions were read with Mien {version}, network {card.name} of {card.date[:10]} (file {file}), "
        f"which was told to expect {expectation.in_words}.",
        f"{'; '.join(read_with)}." if read_with else "",
        "Each face was followed from frame to frame and got seven probabilities (angry, disgust, fear, happy, sad, "
        f"surprise, neutral), smoothed with a time constant of {smoothing:g} seconds; an answer counted as sure from a "
        f"probability of {percent(card.calibration(expectation).threshold)} on, where the face was neither too small, "
        "too dark, turned away nor cut off.",
        _worth(card, evaluation, expectation),
        _noted(notes),
        f"Intervals hold {CONFIDENCE} % of {DRAWS:,} draws of blocks of {BLOCK:g} seconds (block bootstrap) and tell "
        "of this recording alone.",
        "The labels say what an expression looks like, not what somebody feels.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _worth(card: Card, evaluation: Evaluation | None, expectation: Expectation) -> str:
    public = evaluation.expecting(expectation).splits.public if evaluation else None
    by_majority = card.calibrated_on == "voters"
    figures: Figures | None = public.majority if public and by_majority else public
    if figures is None:
        return ""
    judged = " by the majority of FER+'s annotators" if by_majority else ""
    return (
        f"On FER2013's PublicTest{judged} ({figures.count:,} faces), which also chose the network, it is right in "
        f"{percent(figures.accuracy, 1)}, with a mean recall of {percent(figures.balanced_accuracy, 1)}."
    )


def _noted(notes: Notes) -> str:
    parts = []
    if notes.conditions:
        parts.append(f"The conditions were {', '.join(notes.conditions)}")
    if notes.markers:
        parts.append(
            f"{counted(len(notes.markers), 'marker')} set; at each the {AFTER:g} seconds after it were compared with "
            f"the {BEFORE:g} before"
        )
    if notes.left_out:
        seconds = sum(span.end - span.start for span in notes.left_out)
        parts.append(f"{counted(len(notes.left_out), 'span')} of {seconds:.1f} seconds in all left out")
    return f"{'; '.join(parts)}." if parts else ""
