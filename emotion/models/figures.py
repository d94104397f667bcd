"""The figures of one set of faces, typed, with their bounds: accuracy, confusion, ROC, calibration, coverage."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from emotion.labels import LABELS
from emotion.models.slicing import Slicing
from emotion.models.strict import Count, Interval, Share, Strict
from emotion.models.thresholds import Thresholds

Row = Annotated[tuple[Count, ...], Meta(min_length=len(LABELS), max_length=len(LABELS))]
ShareRow = Annotated[tuple[Share, ...], Meta(min_length=len(LABELS), max_length=len(LABELS))]


class LabelScores(Strict, frozen=True, kw_only=True):
    """How well one label's faces are told: precision, recall, F1, and the number of its faces."""

    precision: Share
    recall: Share
    f1: Share
    support: Count


class Confusion(Strict, frozen=True, kw_only=True):
    """Faces by true label (rows) and answer (columns), both in the order of `LABELS`; and as shares of each row."""

    counts: Annotated[tuple[Row, ...], Meta(min_length=len(LABELS), max_length=len(LABELS))]
    fractions: Annotated[tuple[ShareRow, ...], Meta(min_length=len(LABELS), max_length=len(LABELS))]


class Intervals(Strict, frozen=True, kw_only=True):
    """95 % intervals of the scores."""

    accuracy: Interval
    balanced_accuracy: Interval
    macro_f1: Interval


class Roc(Strict, frozen=True, kw_only=True):
    """Receiver operating characteristics, each label against the others; None for a label without faces."""

    false_positive_rate: tuple[Share, ...]
    true_positive_rate: dict[str, tuple[Share, ...] | None]
    area: dict[str, Share | None]
    mean_area: Share | None

    def __post_init__(self) -> None:
        check_labels("true_positive_rate", self.true_positive_rate)
        check_labels("area", self.area)


class Bin(Strict, frozen=True, kw_only=True, rename={"low": "from", "high": "to"}):
    """The answers of one span of confidence; confidence and accuracy are means, None in an empty bin."""

    low: Share
    high: Share
    count: Count
    confidence: Share | None
    accuracy: Share | None


class Reliability(Strict, frozen=True, kw_only=True):
    """The expected calibration error, the bins that it is the mean of, and the negative log-likelihood (loss)."""

    ece: Share
    bins: tuple[Bin, ...]
    loss: Annotated[float, Meta(ge=0)] | None = None


class Calibration(Strict, frozen=True, kw_only=True):
    """Reliability before and after a temperature."""

    temperature: Annotated[float, Meta(gt=0)]
    before: Reliability
    after: Reliability


class Coverage(Strict, frozen=True, kw_only=True):
    """Accuracy among the most confident faces, for growing shares of them, with the lowest confidence among those."""

    share: tuple[Share, ...]
    accuracy: tuple[Share, ...]
    threshold: tuple[Share, ...]


class Confidence(Strict, frozen=True, kw_only=True):
    """How a model agrees with single voters: accuracy is the mean share of them who chose its answer."""

    count: Count
    accuracy: Share
    calibration: Calibration | None = None
    coverage: Coverage | None = None
    thresholds: Thresholds | None = None


class Figures(Strict, frozen=True, kw_only=True):
    """All figures of one set of faces; what an evaluation did not measure is None."""

    count: Count
    accuracy: Share
    balanced_accuracy: Share
    macro_f1: Share
    per_class: dict[str, LabelScores]
    confusion: Confusion
    intervals: Intervals | None = None
    roc: Roc | None = None
    calibration: Calibration | None = None
    coverage: Coverage | None = None
    thresholds: Thresholds | None = None

    def __post_init__(self) -> None:
        check_labels("per_class", self.per_class)

    def score(self, name: str) -> float:
        """Return accuracy, balanced_accuracy or macro_f1."""
        return {"accuracy": self.accuracy, "balanced_accuracy": self.balanced_accuracy, "macro_f1": self.macro_f1}[name]

    def interval(self, name: str) -> Interval | None:
        """Return the 95 % interval of a score, None where it was not computed."""
        bounds: Interval | None = getattr(self.intervals, name, None)
        return bounds


class MajorityFigures(Figures, frozen=True, kw_only=True):
    """Figures by the majority of FER+ votes, of the faces that have one; `slices` as those of `SplitFigures`."""

    without_twins: Figures | None = None
    slices: tuple[Slicing, ...] = ()


class SplitFigures(Figures, frozen=True, kw_only=True):
    """Figures of a split, and of the sets of faces within it; `voters` has no labels, so no scores by label.

    Attributes:
        slices: its faces by properties of the picture.
        agreement: by how many of FER+'s ten voters agree, judged by the label that most of them chose.
        groups: by columns of people who know their own faces; never of a model's own record.
    """

    without_twins: Figures | None = None
    without_near_duplicates: Figures | None = None
    majority: MajorityFigures | None = None
    voters: Confidence | None = None
    slices: tuple[Slicing, ...] = ()
    agreement: Slicing | None = None
    groups: tuple[Slicing, ...] = ()


class CollectionFigures(Figures, frozen=True, kw_only=True):
    """Figures of another collection of faces, with its title and the number of faces that its reader left out."""

    title: str = ""
    faces_left_out: Count = 0


class Condition(Strict, frozen=True, kw_only=True):
    """Accuracies and mean recalls at the levels of one condition that makes faces harder to read, from unchanged on."""

    name: str
    title: str = ""
    unit: str = ""
    levels: tuple[int | float | str | None, ...]
    accuracy: tuple[Share, ...]
    majority_accuracy: tuple[Share, ...] | None = None
    balanced_accuracy: tuple[Share, ...] | None = None
    majority_balanced_accuracy: tuple[Share, ...] | None = None

    def __post_init__(self) -> None:
        by_labels, by_majority = (
            (self.accuracy, self.balanced_accuracy),
            (self.majority_accuracy, self.majority_balanced_accuracy),
        )
        for values in (*by_labels, *by_majority):
            if values is not None and len(values) != len(self.levels):
                raise ValueError(f"expected {len(self.levels)} accuracies, one for each level, found {len(values)}")


class Robustness(Strict, frozen=True, kw_only=True):
    """How accuracy falls as faces of a split become harder to read."""

    split: str
    count: Count
    conditions: tuple[Condition, ...]


AnyFigures = Figures | Confidence  # of a set of faces, or of how single voters agree on it


def check_labels(name: str, values: Iterable[str]) -> None:
    """Refuse figures by label that are not of our labels, all of them.

    Raises:
        ValueError: a label is missing or unknown.
    """
    if set(values) != set(LABELS):
        raise ValueError(f"{name}: expected the labels {', '.join(LABELS)}, found {', '.join(values) or 'none'}")
