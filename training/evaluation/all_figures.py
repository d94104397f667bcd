"""Every figure of a network: of each split, of worse pictures and of other collections, with either expectation."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from emotion.classification.calibration import Calibration
from training.data.faceset import FaceSet
from training.evaluation.predictors import Predictor, Probabilities, probabilities_of
from training.evaluation.robustness import measure_views
from training.evaluation.sets import figures, part
from training.progress import Progress, quiet

NONE: Final[Mapping[str, FaceSet]] = MappingProxyType({})
TITLES: Final[Mapping[str, str]] = MappingProxyType({"ckplus": "CK+", "jaffe": "JAFFE"})  # of known collections
FIRST_READ: Final = "private"  # split of which one first reading counts

Calibrations = tuple[Calibration, Calibration | None]  # an everyday crowd expected, and any expression alike


def all_figures(
    predict: Predictor,
    data: FaceSet,
    by_split: Mapping[str, Probabilities],
    calibrations: Calibrations,
    never_read: bool,
    robustness: bool = False,
    others: Mapping[str, FaceSet] = NONE,
    progress: Progress = quiet,
) -> dict[str, Any]:
    """Return what `training.evaluation.document.evaluation` takes: splits, robustness, others, and all under alike.

    Args:
        predict: the network, at temperature 1.
        data: all splits.
        by_split: the network's own probabilities [n, 7] of the splits that are measured.
        calibrations: with an everyday crowd expected, and with any expression alike, None without.
        never_read: whether PrivateTest was never read before with this network; otherwise it is not read in a second
            way, so that nobody can choose between two.
        robustness: also measure PublicTest under worse conditions.
        others: faces of other collections by a short name, to be measured as well.
        progress: shown while predicting.
    """
    known = [calibration for calibration in calibrations if calibration is not None]
    views = [calibration.adjust for calibration in known]
    worse = measure_views(predict, data.split("public"), views, progress) if robustness else [{} for _ in known]
    of_others = {
        name: probabilities_of(predict, faces.pixels, f"Reading {name}", progress) for name, faces in others.items()
    }
    results: list[dict[str, Any]] = []
    for index, calibration in enumerate(known):
        splits = [split for split in by_split if split != FIRST_READ or never_read or not index]
        results.append(
            {
                "splits": {
                    split: figures(data, split, calibration.adjust(by_split[split]), calibration.temperature)
                    for split in splits
                },
                "robustness": worse[index],
                "others": {
                    name: _collection(name, faces, of_others[name], calibration) for name, faces in others.items()
                },
            }
        )
    crowd, *alike = results
    if not alike:
        return crowd
    return crowd | {"alike": {"prior": known[1].prior, "strength": known[1].strength, **alike[0]}}


def _collection(name: str, faces: FaceSet, probabilities: Probabilities, calibration: Calibration) -> dict[str, Any]:
    """Return the figures of another collection of faces as `evaluation.json` has them.

    They are those of `training.evaluation.sets.part`; title, for people; and faces_left_out, the number of sentences
    that the reader wrote about what it left out.
    """
    return {
        "title": TITLES.get(name, name),
        "faces_left_out": len(faces.problems),
        **part(faces.labels, calibration.adjust(probabilities), calibration.temperature),
    }
