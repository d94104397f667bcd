"""What a card says of how a network was judged and where it is weak, in words for whoever reads the file alone."""

import dataclasses
from typing import Final

from emotion.models.card import Card
from emotion.models.evaluation import Evaluation
from emotion.models.limits import weak_points

PROTOCOL: Final = (
    "Trained on FER2013's Training part alone, with FER+'s votes on it where the configuration says so. PublicTest "
    "chose the network, its settings, epoch, temperature, threshold and file. PrivateTest chose nothing; each reading "
    "of it is listed. The figures are of the file that ships: one grey face of 48x48, one forward pass, no crops and "
    "no flips."
)
PEOPLE_DIFFER: Final = (
    "It names what a face looks like, not what a person feels: people differ in how, and whether, their faces show "
    "what they feel (Barrett et al. 2019, doi.org/10.1177/1529100619832930)."
)


def with_limitations(card: Card, evaluation: Evaluation) -> Card:
    """Return a card with the protocol and the limits that its evaluation shows."""
    limits = (PEOPLE_DIFFER, *weak_points(card, evaluation), *evaluation.not_measured)
    return dataclasses.replace(card, protocol=PROTOCOL, limits=limits)
