"""README's table of every figure with its interval, row by row as the evaluations have them."""

from collections.abc import Iterator

import pytest

from emotion.classification.calibration import Expectation
from emotion.models.evaluation import load_evaluation
from emotion.models.figures import Figures
from emotion.models.store import EVALUATION, MODELS
from tests.support.repository import ROOT, text_of

README = text_of(ROOT / "README.md")
SHOWN = ("mirrored-votes", "mirrored-large")


def rows(name: str) -> Iterator[str]:
    """Yield the rows of a network."""
    evaluation = load_evaluation(MODELS / name / EVALUATION)
    for expectation in (Expectation.ALIKE, Expectation.CROWD):
        splits = evaluation.expecting(expectation).splits
        for split, part in (("PublicTest", splits.public), ("PrivateTest", splits.private)):
            if part is not None:
                sets = {
                    "labels": part,
                    "labels, in one part only": part.without_twins,
                    "majority": part.majority,
                }
                for judge, figures in sets.items():
                    assert figures
                    yield f"| `{name}`, {words(expectation)} | {split}, {judge} | {' | '.join(cells(figures))} |"


def words(expectation: Expectation) -> str:
    return "alike" if expectation is Expectation.ALIKE else "a crowd"


def cells(figures: Figures) -> list[str]:
    """Return accuracy, mean recall and macro-F1 in per cent, each with its interval where there is one."""
    found = []
    for key in ("accuracy", "balanced_accuracy", "macro_f1"):
        interval = getattr(getattr(figures, "intervals", None), key, None)
        between = f" ({100 * interval[0]:.1f} to {100 * interval[1]:.1f})" if interval else ""
        found.append(f"{100 * getattr(figures, key):.1f}{between}")
    return found


@pytest.mark.parametrize("name", SHOWN)
def test_every_figure_of_a_network_stands_there(name: str) -> None:
    wanted = list(rows(name))
    assert len(wanted) == 9
    assert [row for row in wanted if row not in README] == []


def test_no_row_is_of_another_evaluation() -> None:
    wanted = {row for name in SHOWN for row in rows(name)}
    there = {row for row in README.splitlines() if row.startswith("| `mirrored-") and ("Test, " in row)}
    assert there == wanted
