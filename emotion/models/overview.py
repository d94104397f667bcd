"""The few figures by which models stand beside each other in one table, whatever is known of each."""

from dataclasses import dataclass
from statistics import fmean

from emotion.classification.calibration import Expectation
from emotion.models.card import LITERT
from emotion.models.evaluation import Evaluation
from emotion.models.figures import Condition, Figures, SplitFigures
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord

AnyRecord = ModelRecord | RunRecord
MOSTLY_VOTES = 0.5  # of each label, from which a run learns what voters say rather than the labels


@dataclass(frozen=True)
class Overview:
    """A model's line in the table; None where a figure is not known.

    Attributes:
        purpose: what it is for, a few words; empty where nobody said.
        accuracy: on PublicTest by the original labels, 0 to 1.
        mean_recall: likewise, the mean of the seven.
        by_majority: accuracy on the faces of PublicTest that have a majority of FER+'s votes, by that.
        robustness: see `robustness`.
        size: bytes of the file that the app runs.
        multiply_adds: for one face.
        milliseconds: for one face, on one thread of the machine that exported.
    """

    purpose: str = ""
    accuracy: float | None = None
    mean_recall: float | None = None
    by_majority: float | None = None
    robustness: float | None = None
    size: int | None = None
    multiply_adds: int | None = None
    milliseconds: float | None = None


def overview(record: AnyRecord, expectation: Expectation) -> Overview:
    """Return a model's, a measurement's or a run's line, with an expectation where it was measured with it."""
    evaluation = record.evaluation.expecting(expectation) if record.evaluation else None
    public = evaluation.splits.public if evaluation else None
    card = record.card if isinstance(record, ModelRecord) else None
    shipped = card.files[LITERT] if card else None
    converted = evaluation.conversion.get(shipped.precision) if evaluation and shipped else None
    return Overview(
        purpose=card.purpose if card else "",
        accuracy=public.accuracy if public else None,
        mean_recall=public.balanced_accuracy if public else None,
        by_majority=public.majority.accuracy if public and public.majority else None,
        robustness=robustness(evaluation, by_voters(record)),
        size=shipped.size if shipped else None,
        multiply_adds=card.multiply_adds if card else None,
        milliseconds=converted.milliseconds if converted else None,
    )


def by_voters(record: AnyRecord) -> bool:
    """Return whether a model is for what people see in a face, so that FER+'s votes judge it and not the labels."""
    if isinstance(record, ModelRecord):
        return record.card.by_voters
    votes = record.settings.get("votes")
    mostly = isinstance(votes, int | float) and votes >= MOSTLY_VOTES
    return mostly or record.settings.get("head") == "votes"


def judged(public: SplitFigures | None, voters: bool) -> Figures | None:
    """Return the figures that a model is for: by the majority of FER+'s votes where voters judge it and have."""
    return public.majority if public and voters and public.majority else public


def robustness(evaluation: Evaluation | None, voters: bool) -> float | None:
    """Return the mean accuracy on faces made harder to read, in shares of that on the faces as they are.

    Of each condition all levels but the first count, which is the face as it is, and each condition counts as much as
    another. 1 says that nothing is lost.

    Args:
        evaluation: of a model.
        voters: by the majority of FER+'s votes, where that was measured, instead of the original labels.
    """
    public = evaluation.splits.public if evaluation else None
    if evaluation is None or evaluation.robustness is None or public is None:
        return None
    majority = public.majority if voters else None
    conditions = evaluation.robustness.conditions
    means = [mean for condition in conditions if (mean := _harder(condition, majority is not None)) is not None]
    plain = (majority or public).accuracy
    return fmean(means) / plain if means and plain else None


def _harder(condition: Condition, by_majority: bool) -> float | None:
    accuracies = (condition.majority_accuracy if by_majority else condition.accuracy) or ()
    return fmean(accuracies[1:]) if accuracies[1:] else None
