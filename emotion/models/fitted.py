"""How reliable a model's confidence is on the faces that its temperature was fitted to, before and after."""

from dataclasses import dataclass

from emotion.models.card import Card
from emotion.models.evaluation import SET_NAMES, SPLIT_NAMES, Evaluation
from emotion.models.figures import AnyFigures, Calibration

FITTED_ON = "public"  # split that every temperature is fitted on


@dataclass(frozen=True)
class FittedReliability:
    """A set of faces, and what a temperature changed on it.

    Attributes:
        split, within: the set's names, as `emotion.models.evaluation.sets_of` gives them.
        figures: of that set.
        calibration: of it: reliability before and after.
        voters: whether the truth is shares of voters, as `emotion.charts.confidence` asks.
    """

    split: str
    within: str
    figures: AnyFigures
    calibration: Calibration
    voters: bool

    @property
    def smaller_error(self) -> bool:
        """Whether the temperature made the expected calibration error smaller."""
        return self.calibration.after.ece < self.calibration.before.ece

    @property
    def smaller_loss(self) -> bool | None:
        """Whether it made the loss smaller, which is what it is fitted to; None where an older file does not say."""
        before, after = self.calibration.before.loss, self.calibration.after.loss
        return None if before is None or after is None else after <= before


def fitted_reliability(evaluation: Evaluation, card: Card | None = None) -> FittedReliability | None:
    """Return the reliability on the set that temperature and threshold were fitted to; None where it was not measured.

    With another expectation, hand over `evaluation.expecting(...)`: both are fitted to the same set.

    Args:
        evaluation: of the model's own data.
        card: which says whether labels or voters were fitted to; None for a run, which is fitted to labels.
    """
    public = evaluation.splits.public
    voters = card is not None and card.calibrated_on == "voters"
    figures: AnyFigures | None = public.voters if public and voters else public
    if figures is None or figures.calibration is None:
        return None
    within = SET_NAMES["voters"] if voters else ""
    return FittedReliability(SPLIT_NAMES[FITTED_ON], within, figures, figures.calibration, voters)
