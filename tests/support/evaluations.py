"""Made-up but likely evaluations and histories, for the tests of figures and comparisons."""

import csv
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from emotion.labels import LABELS
from emotion.models.evaluation import Evaluation, typed
from emotion.models.figures import Figures

SUPPORT: Final = (467, 56, 496, 895, 653, 415, 607)  # PublicTest's faces of each label
CONDITIONS: Final = (
    ("darkening", "Less light", "share of the light", (1.0, 0.7, 0.5, 0.3, 0.2, 0.1)),
    ("blur", "Blur", "standard deviation, pixels", (0, 0.5, 1, 1.5, 2, 3)),
    ("noise", "Noise", "standard deviation, grey levels", (0, 5, 10, 20, 30, 40)),
    ("rotation", "Rotation", "degrees", (0, 10, 20, 30, 45)),
    ("eyes", "Eyes hidden", "share of the band", (0, 0.25, 0.5, 0.75, 1)),
    ("mouth", "Mouth hidden", "share of the band", (0, 0.25, 0.5, 0.75, 1)),
    ("size", "Small faces", "width, pixels", (48, 36, 24, 16, 12)),
    ("jpeg", "JPEG", "quality", (100, 75, 50, 30, 20, 10)),
    ("vp8", "VP8", "quantiser", (4, 20, 35, 50, 63)),
)


def part(recall: float = 0.68) -> dict[str, Any]:
    """Return the figures that every set has, for a model that finds about that share of each label's faces."""
    counts = []
    for index, count in enumerate(SUPPORT):
        right = round(count * min(1.0, recall + (0.2 if LABELS[index] in ("happy", "surprise") else -0.08)))
        row = [(count - right) * (1 + (other + index) % 3) // 12 for other in range(len(LABELS))]
        row[index] = 0
        counts.append([*row[:index], count - sum(row), *row[index + 1 :]])
    per_class = {}
    for index, label in enumerate(LABELS):
        right, answered = counts[index][index], sum(row[index] for row in counts)
        per_class[label] = {
            "precision": right / answered,
            "recall": right / SUPPORT[index],
            "f1": 2 * right / (answered + SUPPORT[index]),
            "support": SUPPORT[index],
        }
    fractions = [[cell / sum(row) for cell in row] for row in counts]
    return {
        "count": sum(SUPPORT),
        "accuracy": sum(counts[index][index] for index in range(len(LABELS))) / sum(SUPPORT),
        "balanced_accuracy": sum(one["recall"] for one in per_class.values()) / len(LABELS),
        "macro_f1": sum(one["f1"] for one in per_class.values()) / len(LABELS),
        "per_class": per_class,
        "confusion": {"counts": counts, "fractions": fractions},
    }


def full_part(recall: float = 0.68) -> dict[str, Any]:
    """Return all figures of one set of faces."""
    figures = part(recall)
    intervals = {
        key: [figures[key] - 0.015, figures[key] + 0.016] for key in ("accuracy", "balanced_accuracy", "macro_f1")
    }
    grid = [step / 100 for step in range(101)]
    powers = {label: 0.06 + 0.05 * index + 0.3 * (0.7 - recall) for index, label in enumerate(LABELS)}
    areas = {label: 1 / (1 + power) for label, power in powers.items()}
    roc = {
        "false_positive_rate": grid,
        "true_positive_rate": {label: [x**power for x in grid] for label, power in powers.items()},
        "area": areas,
        "mean_area": sum(areas.values()) / len(areas),
    }
    shares = [step / 20 for step in range(1, 21)]
    coverage = {
        "share": shares,
        "accuracy": [figures["accuracy"] + (0.98 - figures["accuracy"]) * (1 - share**1.5) for share in shares],
        "threshold": [0.99 - 0.78 * share**2 for share in shares],
    }
    grown = [step / 20 for step in range(20)]
    answered = [1.0 if step < 0.2 else ((0.99 - step) / 0.79) ** 0.5 for step in grown]
    thresholds = {
        "threshold": grown,
        "share": answered,
        "count": [round(share * figures["count"]) for share in answered],
        "accuracy": [figures["accuracy"] + (0.98 - figures["accuracy"]) * (1 - share**1.5) for share in answered],
    }
    calibration = {"temperature": 0.93, "before": reliability(-0.06), "after": reliability(0.01)}
    return (
        figures
        | {"intervals": intervals, "roc": roc, "calibration": calibration, "coverage": coverage}
        | {"thresholds": thresholds}
    )


def reliability(error: float) -> dict[str, Any]:
    """Return 15 bins of which the first two are empty, whose accuracy differs from their confidence by about that."""
    bins: list[dict[str, Any]] = []
    for index in range(15):
        low, middle = index / 15, (index + 0.5) / 15
        count = 0 if index < 2 else 20 + 4 * index**2
        right = min(1.0, max(0.0, middle - error * math.sin(math.pi * middle)))
        bins.append(
            {
                "from": low,
                "to": low + 1 / 15,
                "count": count,
                "confidence": middle if count else None,
                "accuracy": right if count else None,
            }
        )
    return {"ece": abs(error) * 0.7, "bins": bins}


def robustness(recall: float = 0.68, votes: bool = True) -> dict[str, Any]:
    """Return accuracies that fall with each level."""
    conditions = []
    for place, (name, title, unit, levels) in enumerate(CONDITIONS):
        accuracy = [0.2 + (recall - 0.2) / (1 + 0.04 * (place + 1) * step**2) for step in range(len(levels))]
        conditions.append({"name": name, "title": title, "unit": unit, "levels": list(levels), "accuracy": accuracy})
        if votes:
            conditions[-1]["majority_accuracy"] = [share * 1.15 for share in accuracy]
    return {"split": "public", "count": sum(SUPPORT), "conditions": conditions}


def figures(recall: float = 0.68, **changes: Any) -> Figures:
    """Return `full_part` typed, with some of its values changed; None leaves one out."""
    values = full_part(recall) | changes
    return typed({name: value for name, value in values.items() if value is not None}, Figures)


def of_values(values: Mapping[str, Any]) -> Evaluation:
    """Return such a document typed."""
    return typed(values, Evaluation)


def evaluated(recall: float = 0.68, private: bool = False, bare: bool = False) -> Evaluation:
    """Return `evaluation` typed, as it is read from a file."""
    return of_values(evaluation(recall, private, bare))


def evaluation(recall: float = 0.68, private: bool = False, bare: bool = False) -> dict[str, Any]:
    """Return what an `evaluation.json` holds; a bare one has what none may lack, and the faces without twins."""
    make = part if bare else full_part
    split = make(recall) | {"without_twins": make(recall - 0.02)}
    if not bare:
        split["without_near_duplicates"] = make(recall - 0.03)
        split["majority"] = make(recall + 0.1) | {"without_twins": make(recall + 0.09)}
    document: dict[str, Any] = {
        "version": 2,
        "labels": list(LABELS),
        "evaluated": {"file": "network.tflite", "sha256": "0" * 64},
        "splits": {"public": split},
    }
    if private:
        document["splits"]["private"] = split
    if not bare:
        document["robustness"] = robustness(recall)
        document["not_measured"] = ["Groups of people were not measured."]
        document["others"] = {"ckplus": part(0.6) | {"title": "CK+", "faces_left_out": 54}}
        if private:
            document["splits"]["together"] = part(recall)
    return document


def measurement(card: Mapping[str, Any], data: str = "mine") -> dict[str, Any]:
    """Return version 1 of what stands beside `evaluation` when a card's model was measured on such data."""
    return {
        "version": 1,
        "card": dict(card),
        "sha256": "0" * 64,
        "data": data,
        "data_sha256": {"public": "1" * 64},
        "counts": {"public": dict(zip(LABELS, SUPPORT, strict=True))},
        "date": "2026-11-26T12:00:00+00:00",
    }


def history(epochs: int = 48, best: float = 0.68, seconds: bool = True) -> list[dict[str, str]]:
    """Return rows of a history whose last epoch is the best."""
    rows = []
    for epoch in range(1, epochs + 1):
        done = epoch / epochs
        rate = 0.05 * (1 + math.cos(math.pi * done))
        rows.append(
            {
                "epoch": str(epoch),
                "loss": f"{1.9 - 0.9 * done**0.5:.6f}",
                "accuracy": f"{0.2 + 0.55 * done**0.5:.6f}",
                "val_loss": f"{1.95 - 0.8 * done**0.5:.6f}",
                "val_accuracy": f"{0.2 + (best - 0.2) * done**0.5:.6f}",
                "learning_rate": f"{rate:.6f}",
                "seconds": f"{90 + epoch % 5}" if seconds else "",
            }
        )
    return rows


def write_records(folder: Path, rows: Sequence[Mapping[str, str]], document: Mapping[str, Any] | None) -> None:
    """Write history.csv and evaluation.json into a folder, each where there is something to write."""
    if rows:
        with open(folder / "history.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    if document is not None:
        (folder / "evaluation.json").write_text(json.dumps(document), encoding="utf-8")
