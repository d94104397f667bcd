"""What a card and an evaluation say of a model, in words for people; whatever is not recorded is left out."""

from collections.abc import Mapping
from typing import Any

from emotion.classification.calibration import Expectation
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.card import LITERT, Card
from emotion.models.evaluation import SET_NAMES, SPLIT_NAMES, TEST_NAMES, Evaluation
from emotion.models.figures import Figures
from emotion.models.older_version import older_version
from emotion.wording import counted, percent


def worth(card: Card, evaluation: Evaluation | None, expectation: Expectation) -> dict[str, str]:
    """Return what a model is worth with an expectation, by name.

    Accuracies with their faces and mean recall, calibration, threshold and temperature.
    """
    by_voters, calibration = card.calibrated_on == "voters", card.calibration(expectation)
    measured = evaluation.expecting(expectation) if evaluation else None
    values = _figures(measured, by_voters) if measured else {}
    values["Sure from"] = f"a confidence of {percent(calibration.threshold)}"
    if measured and measured.sure:
        judged = "of FER+'s voters agree with them" if by_voters else "of them right"
        share, right = percent(measured.sure.share), percent(measured.sure.accuracy)
        values["Sure answers"] = f"{share} of the answers, {right} {judged}"
    values["Confidence says"] = "how many of ten people would choose the word" if by_voters else "how often it is right"
    values["Temperature"] = f"{calibration.temperature:g}"
    if calibration.strength:
        values["Strength of the prior taken out"] = f"{calibration.strength:g}"
    return values


def _figures(evaluation: Evaluation, by_voters: bool) -> dict[str, str]:
    parts = {TEST_NAMES[split]: figures for split in TEST_NAMES if (figures := evaluation.splits.of(split))}
    accuracies: dict[str, Figures | None] = {f"Right on {name}": figures for name, figures in parts.items()}
    accuracies["Right on both parts"] = evaluation.splits.together
    for key in ("without_twins", "without_near_duplicates", "majority"):
        accuracies |= {f"{name} {SET_NAMES[key]}": getattr(figures, key) for name, figures in parts.items()}
    values = {
        name: f"{percent(figures.accuracy, 1)} of {figures.count:,} faces, "
        f"mean recall {percent(figures.balanced_accuracy, 1)}"
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
        of_source = f" of {source}" if isinstance(source, str) else ""
        values["Learned from"] = f"{sum(counts.values()):,.0f} faces{of_source}"
    published = _part(card.training, "builds_on")
    values["Builds on"] = ", ".join(str(_part(published, folder).get("name") or folder) for folder in published)
    epochs, best = _number(card.training, "epochs"), _number(card.training, "best_epoch")
    if epochs is not None:
        values["Epochs"] = f"{epochs:.0f}" + ("" if best is None else f", of which number {best:.0f} is used")
    minutes = _number(card.training, "minutes")
    if minutes is not None:
        values["Training took"] = f"{minutes:.0f} minutes" + _before(card)
    # The card's own machine is the one that exported; only the environment is the one that trained.
    machine = _part(card.training, "environment", "machine")
    processors, platform = _number(machine, "processors"), machine.get("platform")
    if processors is not None:
        values["Trained on"] = f"{processors:.0f} processors" + (f", {platform}" if isinstance(platform, str) else "")
    values["Made on"] = card.date[:10]
    values["Parameters"] = f"{card.parameters:,}"
    values["Multiply-adds for a face"] = f"{card.multiply_adds / 1e6:,.0f} million"
    values["File"] = f"{card.files[LITERT].size / 1e6:.1f} MB"
    readings = [str(reading.get("date", ""))[:10] for reading in card.private_readings]
    if readings:
        times = "once" if len(readings) == 1 else f"{counted(len(readings), 'time')}, last"
        values["PrivateTest was read"] = f"{times} on {readings[-1]}" if readings[-1] else times.removesuffix(", last")
    return {name: value for name, value in values.items() if value}


def commands(card: Card) -> list[str]:
    """Return the commands that make a model, in order: of the runs that it builds on, and its own.

    Where they are an older version's, the first one checks that version out.
    """
    before = _part(card.training, "runs_before")
    runs = [*(_part(before, name) for name in before), card.training]
    found = [command for run in runs if isinstance(command := run.get("command"), str)]
    older = older_version(card)
    return [older.checkout, *found] if older and found else found


def article(card: Card) -> str:
    """Return author and year of the article that a model is made after; empty where nobody recorded them."""
    published = _part(card.training, "published")
    author, year = published.get("author"), _number(published, "year")
    return ", ".join(filter(None, (author if isinstance(author, str) else "", f"{year:.0f}" if year else "")))


def twins(evaluation: Evaluation | None) -> str:
    """Return what is known of how many test faces stand in another part too; empty where that was not counted."""
    copies = _faces(evaluation, "without_twins", outside=True)
    if not copies:
        return ""
    alike = _faces(evaluation, "without_near_duplicates", outside=True)
    more = f" Counting the same photograph in another crop or copy, {alike} do." if alike else ""
    return f"{copies} have an identical picture in another part.{more}"


def agreed(evaluation: Evaluation | None) -> str:
    """Return a sentence on how many test faces have a label by the FER+ majority; empty where that was not counted."""
    faces = _faces(evaluation, "majority")
    return f"More than half of them chose the same of the seven words for {faces}." if faces else ""


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


def _part(values: Any, *keys: str) -> Mapping[str, Any]:
    """Return the mapping under a path of keys, an empty one where there is none."""
    for key in keys:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values if isinstance(values, Mapping) else {}


def _number(values: Mapping[str, Any], name: str) -> float | None:
    value = values.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _before(card: Card) -> str:
    runs = _part(card.training, "runs_before")
    minutes = [value for name in runs if (value := _number(_part(runs, name), "minutes")) is not None]
    if not minutes or len(minutes) < len(runs):
        return ""
    return (
        f", and {sum(minutes):.0f} for {'the run' if len(runs) == 1 else counted(len(runs), 'run')} that it builds on"
    )


def _counts(card: Card, split: str) -> dict[str, float]:
    counts = _part(card.data, "counts", split)
    return {label: count for label in LABELS if (count := _number(counts, label)) is not None}


def _faces(evaluation: Evaluation | None, key: str, outside: bool = False) -> str:
    """Say how many faces of each test split are in a set, or outside it; empty where that was not counted."""
    counts = []
    for split, name in TEST_NAMES.items():
        whole = evaluation.splits.of(split) if evaluation else None
        within: Figures | None = getattr(whole, key, None)
        if whole and within:
            count = whole.count - within.count if outside else within.count
            counts.append(f"{count:,} of the {whole.count:,} faces of {name}")
    return " and ".join(counts)
