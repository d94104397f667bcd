"""Every number and word that the program in the browser shares with this one, as one JSON: nothing is typed twice.

`emotion.browser.build` writes it where the TypeScript in `browser/` imports it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from emotion import answers, framing, labels, quality, results, tracking
from emotion.browser import batch
from emotion.classification import baseline, calibration
from emotion.classification.base import DOUBTS
from emotion.detection import blazeface, blazeface_network, stream, tiles
from emotion.detection import quality as detection_quality
from emotion.drawing import overlay, primitives, score_bars
from emotion.export import csv, photos
from emotion.export.timeline import DIGITS, TIMELINE_COLUMNS
from emotion.images import scene
from emotion.live import focus, recorder, resting, state
from emotion.timeline import table


def constants() -> dict[str, Any]:
    """Return the constants by the room of the core that has them, as JSON takes them."""
    return {
        "labels": _labels(),
        "words": _words(),
        "framing": _named(framing, "EYES_DOWN", "EYES_AND_MOUTH", "NOSE", "BOX", "STEPS", "UPRIGHT"),
        "detection": _detection(),
        "scene": _named(scene, "ANOTHER", "SIZE", "FLAT"),
        "calibration": _named(calibration, "SMALLEST"),
        "baseline": _named(baseline, "NEUTRAL", "TARGET", "LARGEST_SHIFT") | _named(resting, "SAME"),
        "quality": _quality(),
        "answers": _named(answers, "LABEL_MARGIN", "HOLD", "SURE_RISE", "SURE_MARGIN", "CLOSE", "FAR", "SMALLEST"),
        "tracking": {
            **_named(tracking, "MAX_DISTANCE", "GROWTH", "VELOCITY_MEMORY", "RESET_GAP", "MAX_TRACKS"),
            "settings": camel(asdict(tracking.TrackingSettings())),
        },
        "focus": _named(focus, "LEAD", "PATIENCE", "LONGEST_STEP"),
        "live": {
            "interval": state.LiveSettings().interval,
            **_named(state, "EARLY", "AVERAGED"),
            "longest": recorder.LONGEST,
            "step": recorder.STEP,
        },
        "drawing": _drawing(),
        "table": _named(table, "NO_RIVAL", "NO_ANGLE", "STEEPEST", "NO_SCORE", "SCORE_STEP"),
        "batch": {
            "mostAtOnce": batch.MOST,
            "largest": batch.LARGEST,
            "scale": batch.SCALE,
            "countsBytes": batch.COUNTS.itemsize,
            "resultBytes": batch.RESULT.itemsize,
            "faceBytes": batch.FACE.itemsize,
        },
        "export": {
            "columns": TIMELINE_COLUMNS,
            "digits": DIGITS,
            "photoColumns": photos.PHOTO_COLUMNS,
            "photoDigits": photos.DIGITS,
            "sign": csv.SIGN,
            "passedOver": csv.PASSED_OVER,
        },
    }


def as_json() -> str:
    """Return the constants as the text of a JSON file, the same for the same program."""
    return json.dumps(constants(), indent=1, ensure_ascii=False) + "\n"


def _labels() -> dict[str, Any]:
    return {
        "names": labels.LABELS,
        "displayNames": [labels.DISPLAY_NAMES[label] for label in labels.LABELS],
        "colours": [labels.COLOURS[label] for label in labels.LABELS],
    }


def _words() -> dict[str, Any]:
    """Return each answer in words, by the label's index, and where it lies between two by the rival's index."""
    names = labels.LABELS
    return {
        "sure": [results.worded(label, True) for label in names],
        "perhaps": [results.worded(label, False) for label in names],
        "between": [[results.worded(label, False, rival) for rival in names] for label in names],
        "unsure": results.UNSURE,
        "issues": [issue.value for issue in quality.ISSUES],
        "doubts": DOUBTS,
        "nobody": quality.why_nobody(False),
        "nobodyInTheDark": quality.why_nobody(True),
    }


def _detection() -> dict[str, Any]:
    layouts = {"full": blazeface_network.FULL_RANGE, "short": blazeface_network.SHORT_RANGE}
    return {
        **_named(blazeface, "SEEN", "SAME", "LOOKS", "FOLLOWED"),
        "settings": {name: asdict(settings) for name, settings in blazeface.SETTINGS.items()},
        "network": {
            **_named(blazeface_network, "POINTS", "SAME", "LIMIT", "LEAST"),
            **{name: asdict(layout) for name, layout in layouts.items()},
        },
        "stream": _named(stream, "PICTURES", "SAME", "MISSED"),
        "tiles": _named(tiles, "MEGAPIXELS", "TILES", "SMALL", "OVERLAP", "SAME"),
        "darkness": _named(detection_quality, "STEP"),
    }


def _quality() -> dict[str, Any]:
    names = ("SMALLEST", "DARKEST", "FURTHEST", "OUTSIDE", "LOWEST_SCORE", "NOT_A_FACE", "HARD_TO_TELL")
    return _named(quality, *names, "DARKEST_PICTURE", "COMES", "GOES")


def _drawing() -> dict[str, Any]:
    return {
        **_named(primitives, "DARK", "LIGHT", "SMALLEST", "UNIT", "LINE", "EDGE", "CAPITALS", "ROWS"),
        **_named(overlay, "UNSURE", "LONGEST"),
        **_named(score_bars, "DIM", "TRACK", "SHADE", "SHARE", "INITIALS"),
    }


def _named(module: Any, *names: str) -> dict[str, Any]:
    """Return a module's constants by their names as JavaScript has them: LABEL_MARGIN becomes labelMargin."""
    return camel({name.lower(): getattr(module, name) for name in names})


def camel(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by their names as JavaScript has them: label_margin becomes labelMargin."""
    return {_in_camel_case(name): value for name, value in values.items()}


def _in_camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)
