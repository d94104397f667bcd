"""What a card and an evaluation say of a model, in words for people; whatever is not recorded is left out."""

from collections.abc import Mapping
from typing import Any

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.card import LITERT, Card
from emotion.models.evaluation import SET_NAMES, SPLIT_NAMES, TEST_NAMES, Evaluation
from emotion.models.figures import Figures


def worth(card: Card, evaluation: Evaluation | None) -> dict[str, str]:
    """Return what a model is worth, by name: accuracies with their faces, calibration, threshold and temperature."""
    by_voters = card.calibrated_on == "voters"
    values = _figures(evaluation, by_voters) if evaluation else {}
    values["Sure from"] = f"a confidence of {100 * card.threshold:.0f} %"
    if evaluation and evaluation.sure:
        judged = "of FER+'s voters agree with them" if by_voters else "of them right"
        share, right = evaluation.sure.share, evaluation.sure.accuracy
        values["Sure answers"] = f"{100 * share:.0f} % of the answers, {100 * right:.0f} % {judged}"
    values["Confidence says"] = "how many of ten people would choose the word" if by_voters else "how often it is right"
    values["Temperature"] = f"{card.temperature:g}"
    return values


def _figures(evaluation: Evaluation, by_voters: bool) -> dict[str, str]:
    parts = {TEST_NAMES[split]: figures for split in TEST_NAMES if (figures := evaluation.splits.of(split))}
    accuracies: dict[str, Figures | None] = {f"Right on {name}": figures for name, figures in parts.items()}
    accuracies["Right on both parts"] = evaluation.splits.together
    for key in ("without_twins", "without_near_duplicates", "majority"):
        accuracies |= {f"{name} {SET_NAMES[key]}": getattr(figures, key) for name, figures in parts.items()}
    values = {
        name: f"{100 * figures.accuracy:.1f} % of {figures.count:,} faces"
        for name, figures in accuracies.items()
        if figures
    }
    for name, figures in parts.items():
        judged = figures.voters if by_voters else figures
        if judged and judged.calibration:
            values[f"Calibration error, {name}"] = f"{100 * judged.calibration.after.ece:.1f} points"
    return values


def making(card: Card) -> dict[str, str]:
    """Return how a model was made and how large it is, by name."""
    values: dict[str, str] = {}
    counts = _counts(card, "train")
    if counts:
        source = card.data.get("source")
        values["Learned from"] = f"{sum(counts.values()):,.0f} faces" + (
            f" of {source}" if isinstance(source, str) else ""
        )
    published = _at(card.training, "builds_on")
    if isinstance(published, Mapping) and published:
        values["Builds on"] = ", ".join(str(_at(known, "name") or folder) for folder, known in published.items())
    epochs, best = _number(card.training, "epochs"), _number(card.training, "best_epoch")
    if epochs is not None:
        values["Epochs"] = f"{epochs:.0f}" + ("" if best is None else f", of which number {best:.0f} is used")
    minutes = _number(card.training, "minutes")
    if minutes is not None:
        values["Training took"] = f"{minutes:.0f} minutes" + _before(card)
    # The card's own machine is the one that exported; only the environment is the one that trained.
    processors = _number(card.training, "environment", "machine", "processors")
    if processors is not None:
        platform = _at(card.training, "environment", "machine", "platform")
        values["Trained on"] = f"{processors:.0f} processors" + (f", {platform}" if isinstance(platform, str) else "")
    values["Made on"] = card.date[:10]
    values["Parameters"] = f"{card.parameters:,}"
    values["Multiply-adds for a face"] = f"{card.multiply_adds / 1e6:,.0f} million"
    values["File"] = f"{card.files[LITERT].size / 1e6:.1f} MB"
    readings = [str(reading.get("date", ""))[:10] for reading in card.private_readings]
    if readings:
        times = "once" if len(readings) == 1 else f"{len(readings)} times, last"
        values["PrivateTest was read"] = f"{times} on {readings[-1]}" if readings[-1] else times.removesuffix(", last")
    return {name: value for name, value in values.items() if value}


def commands(card: Card) -> list[str]:
    """Return the commands that make a model, in order: of the runs that it builds on, and its own."""
    runs = _at(card.training, "runs_before")
    making = [*(runs.values() if isinstance(runs, Mapping) else ()), card.training]
    return [command for run in making if isinstance(command := _at(run, "command"), str)]


def twins(evaluation: Evaluation | None) -> str:
    """Return what is known of how many test faces stand in another part too; empty where that was not counted."""
    copies = [(count - alone, count, name) for alone, count, name in _counted(evaluation, "without_twins")]
    if not copies:
        return ""
    alike = [(count - new, count, name) for new, count, name in _counted(evaluation, "without_near_duplicates")]
    more = f" Counting the same photograph in another crop or copy, {_listed(alike)} do." if alike else ""
    return f"{_listed(copies)} have an identical picture in another part.{more}"


def agreed(evaluation: Evaluation | None) -> str:
    """Return a sentence on how many test faces have a label by the FER+ majority; empty where that was not counted."""
    counts = _counted(evaluation, "majority")
    return f"More than half of them chose the same of the seven words for {_listed(counts)}." if counts else ""


def rarest_label(card: Card) -> str:
    """Return a sentence on the label with the fewest faces to learn from; empty where they were not counted."""
    counts = _counts(card, "train")
    if not counts:
        return ""
    label = min(counts, key=counts.__getitem__)
    return (
        f"Of the {sum(counts.values()):,.0f} faces to learn from, {counts[label]:,.0f} are labelled "
        f"{DISPLAY_NAMES[label]}."
    )


def label_counts(card: Card) -> dict[str, list[str]]:
    """Return a table of the faces of each label: a column of labels, and one for each part; empty without counts."""
    columns: dict[str, list[str]] = {}
    for split, name in SPLIT_NAMES.items():
        counts = _counts(card, split)
        if counts:
            cells = [f"{counts[label]:,.0f}" if label in counts else "–" for label in LABELS]
            columns[name] = [*cells, f"{sum(counts.values()):,.0f}"]
    return {"Label": [*(DISPLAY_NAMES[label] for label in LABELS), "All"], **columns} if columns else {}


def _number(values: Mapping[str, Any], *keys: str) -> float | None:
    """Return the number under a path of keys, None where there is none."""
    value = _at(values, *keys)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _at(values: Any, *keys: str) -> Any:
    """Return what stands under a path of keys, None where nothing does."""
    for key in keys:
        if not isinstance(values, Mapping):
            return None
        values = values.get(key)
    return values


def _before(card: Card) -> str:
    runs = _at(card.training, "runs_before")
    minutes = [_number(run, "minutes") for run in runs.values()] if isinstance(runs, Mapping) else []
    known = [value for value in minutes if value is not None]
    if not known or len(known) < len(minutes):
        return ""
    runs_of = "the run" if len(known) == 1 else f"{len(known)} runs"
    return f", and {sum(known):.0f} for {runs_of} that it builds on"


def _counts(card: Card, split: str) -> dict[str, float]:
    counts = {label: _number(card.data, "counts", split, label) for label in LABELS}
    return {label: count for label, count in counts.items() if count is not None}


def _counted(evaluation: Evaluation | None, key: str) -> list[tuple[int, int, str]]:
    """Return for each test split with that set of faces: the faces in it, all faces, and the split's name."""
    counts = []
    for split, name in TEST_NAMES.items():
        whole = evaluation.splits.of(split) if evaluation else None
        within: Figures | None = getattr(whole, key, None)
        if whole and within:
            counts.append((within.count, whole.count, name))
    return counts


def _listed(counts: list[tuple[int, int, str]]) -> str:
    return " and ".join(f"{some:,.0f} of the {count:,.0f} faces of {name}" for some, count, name in counts)
