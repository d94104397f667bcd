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
    agree = "of the voters agree" if card.calibrated_on == "voters" else "of them right"
    lines.append(f"shipped: {card.files[LITERT].precision}")
    for expectation in card.expectations:
        calibration, measured = card.calibration(expectation), evaluation.expecting(expectation)
        strength = f", strength {calibration.strength:g}" if calibration.strength else ""
        told = f"expecting {expectation.in_words}: temperature {calibration.temperature} by the {card.calibrated_on}"
        lines.append(f"{told}{strength}")
        if measured.sure:
            share, accuracy = 100 * measured.sure.share, 100 * measured.sure.accuracy
            lines.append(f"sure from {calibration.threshold:.4f}: {share:.1f} % of the faces, {accuracy:.1f} % {agree}")
    return "\n".join(lines)
