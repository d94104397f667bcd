"""What an export did, in words for the terminal."""

from emotion.models.card import LITERT, Card


def describe(card: Card) -> str:
    """Return what an export did, for people, as lines of text."""
    lines = [f"{card.name}: {card.parameters:,} parameters, {card.multiply_adds:,} multiply-adds for a face"]
    for name, values in card.metrics["conversion"].items():
        lines.append(
            f"{name}: {values['size']:,} bytes, PublicTest accuracy {100 * values['accuracy']:.2f} %, probabilities "
            f"differ from the Keras network's by at most {values['largest']:.5f}, in the mean by {values['mean']:.6f}, "
            f"{values['milliseconds']:.2f} ms a face"
        )
    sure_figures = card.metrics["sure"]
    lines.append(f"shipped: {card.files[LITERT].precision}, temperature {card.temperature} by the {card.calibrated_on}")
    agree = "of the voters agree" if card.calibrated_on == "voters" else "of them right"
    lines.append(
        f"sure from {card.threshold:.4f}: {100 * sure_figures['share']:.1f} % of the faces, "
        f"{100 * sure_figures['accuracy']:.1f} % {agree}"
    )
    return "\n".join(lines)
