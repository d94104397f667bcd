"""How a model came to be, step by step: the runs that it needed, in order, and its own; from its card alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from emotion.models.card import Card
from emotion.wording import percent


@dataclass(frozen=True)
class Step:
    """One run on the way to a model.

    Attributes:
        name: of the run, such as runs/mine.
        sentence: what it was, in words.
        command: that makes it anew; empty where the card does not say.
    """

    name: str
    sentence: str
    command: str


def steps(card: Card) -> list[Step]:
    """Return the runs that a model is made by, oldest first, its own at the end; none without a record."""
    runs = {**_mapping(card.training.get("runs_before")), "": card.training}
    return [
        Step(name or _own_name(values), _sentence(values), _text(values.get("command")))
        for name, values in ((name, _mapping(values)) for name, values in runs.items())
        if values.get("config") or values.get("command")
    ]


def _own_name(training: Mapping[str, Any]) -> str:
    words = _text(training.get("command")).split()
    return words[words.index("--run") + 1] if "--run" in words[:-1] else "its own run"


def _sentence(run: Mapping[str, Any]) -> str:
    """Return what is known of a run as one sentence."""
    told = "; ".join(_parts(_mapping(run.get("config")), run))
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _parts(config: Mapping[str, Any], run: Mapping[str, Any]) -> Iterator[str]:
    network, epochs = config.get("network"), config.get("epochs")
    if network and epochs:
        yield f"{epochs} epochs of the network {network}"
    if config:
        begun = _text(config.get("start")).replace(",", " and ")
        yield f"beginning with the weights of {begun}" if begun else "beginning anew"
    votes = _share(config, "votes")
    if votes:
        yield f"{percent(votes)} of each label from FER+'s votes"
    if _share(config, "votes_head"):
        kept = " and is the one kept" if config.get("head") == "votes" else ""
        yield f"with a second head that learns FER+'s votes{kept}"
    for key, how in (("match", "answers of"), ("teacher", "kept answers in")):
        if config.get(key) and _share(config, f"{key}_share"):
            taught = _text(config.get(key)).replace(",", " and ")
            yield f"{percent(_share(config, f'{key}_share'))} of what it is told from the {how} {taught}"
    for key, spoilt in (("webcam", "spoilt as webcams do"), ("vp8", "sent through the codec of video calls")):
        if _share(config, key):
            yield f"{percent(_share(config, key))} of the faces {spoilt}"
    minutes = run.get("minutes")
    if isinstance(minutes, int | float):
        yield f"{minutes:.0f} minutes of training"


def _share(config: Mapping[str, Any], key: str) -> float:
    value = config.get(key)
    return float(value) if isinstance(value, int | float) else 0.0


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
