"""The models of the store as pages offer and introduce them: by title, with the numbers that matter most."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import streamlit as st

from emotion.models.card import LITERT
from emotion.models.history import best_epoch
from emotion.models.record import MEASURED, MEASUREMENT, ModelRecord, load_measurement, load_record
from emotion.models.store import MODELS, ModelError, ModelStore
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.web.shared.key_numbers import listed

Records = Mapping[str, ModelRecord]  # by the model's title


def records() -> tuple[dict[str, ModelRecord], list[str]]:
    """Return the entries of the store by their titles, and a sentence for each that cannot be read."""
    return _read([MODELS / name for name in ModelStore(MODELS).names()], load_record, {})


def measurements(released: Records) -> tuple[dict[str, ModelRecord], list[str]]:
    """Return what was measured without changing a model's record, and a sentence for each that cannot be read.

    Args:
        released: the store's models, whose titles are taken.
    """
    folders = sorted(path.parent for path in MEASURED.glob(f"*/{MEASUREMENT}"))
    return _read(folders, load_measurement, released)


def _read(
    folders: Iterable[Path], load: Callable[[Path], ModelRecord], taken: Records
) -> tuple[dict[str, ModelRecord], list[str]]:
    """Return records by title, with the folder's name where a title is taken, and what is wrong with the others."""
    found: dict[str, ModelRecord] = {}
    problems: list[str] = []
    for folder in folders:
        try:
            record = load(folder)
        except ModelError as error:
            problems.append(str(error))
            continue
        title = record.card.title
        found[f"{title} ({folder.name})" if title in {*taken, *found} else title] = record
    return found, problems


def opened_with(found: Records, name: str) -> list[str]:
    """Return the title of the model of that name, which the app opens with, or else of the first one."""
    return [title for title, record in found.items() if record.card.name == name] or list(found)[:1]


def headline(chosen: Records) -> None:
    """Show what each model is and is worth, side by side."""
    for title, record in chosen.items():
        with st.container(border=True):
            st.header(title, anchor=False)
            st.markdown(record.card.summary)
            st.html(listed(key_numbers(record)))
            for sentence in (*_measured(record), *_published(record), *record.problems):
                st.caption(sentence)


def key_numbers(record: ModelRecord) -> dict[str, str]:
    """Return the few numbers that matter most, by name; what is not known is left out."""
    card, splits = record.card, record.evaluation.get("splits", {})
    found: dict[str, str] = {}
    for split, name in (("public", "PublicTest"), ("private", "PrivateTest"), ("together", "Both")):
        if split in splits:
            found[name] = f"{100 * splits[split]['accuracy']:.1f} %"
    if "majority" in splits.get("public", {}):
        found["By FER+ majority"] = f"{100 * splits['public']['majority']['accuracy']:.1f} %"
    best = best_epoch(record.history)
    if best:
        found["Best epoch"] = f"{best[0]} of {len(record.history)}"
    found["Parameters"] = f"{card.parameters / 1e6:.2f} million"
    found["Multiply-adds a face"] = f"{card.multiply_adds / 1e6:,.0f} million"
    if card.has_network:
        found["File"] = f"{card.files[LITERT].size / 1e6:.1f} MB"
    return found


def _measured(record: ModelRecord) -> Iterator[str]:
    if record.measured_on:
        yield (
            f"The figures were measured on {escape_markdown(record.measured_on)}, whose parts public and private are "
            "called PublicTest and PrivateTest here. The sentence above them is from the network's own card."
        )


def _published(record: ModelRecord) -> Iterator[str]:
    article = record.card.training.get("published")
    if article and not record.measured_on:
        yield (
            f"By its article: {100 * article['accuracy']:.0f} % on the {article['count']:,} faces of both. "
            f"{article['differs']}"
        )
