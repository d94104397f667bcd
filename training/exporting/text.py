"""What an export did, in words for the terminal."""

from emotion.models.card import LITERT, Card
from emotion.models.evaluation import Evaluation


def describe(card: Card, evaluation: Evaluation) -> str:
    """Return what an export did, for people, as lines of text."""
    lines = [f"{card.name}: {card.parameters:,} parameters, {card.multiply_adds:,} multiply-adds for a face"]
    for name, file in evaluation.conversion.items():
        time = "" if file.milliseconds is None else f", {file.milliseconds:.2f} ms a face"
        lines.append(
            f"{name}: {file.size:,} bytes, PublicTest accuracy {100 * file.accuracy:.2f} %, probabilities "
            f"differ from the Keras network's by at most {file.largest:.5f}, in the mean by {file.mean:.6f}{time}"
        )
    lines.append(f"shipped: {card.files[LITERT].precision}, temperature {card.temperature} by the {card.calibrated_on}")
    agree = "of the voters agree" if card.calibrated_on == "voters" else "of them right"
    if evaluation.sure:
        share, accuracy = 100 * evaluation.sure.share, 100 * evaluation.sure.accuracy
        lines.append(f"sure from {card.threshold:.4f}: {share:.1f} % of the faces, {accuracy:.1f} % {agree}")
    return "\n".join(lines)
