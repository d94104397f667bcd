"""How visitors train a network of their own: four commands, with what each takes."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from emotion.models.record import ModelRecord
from emotion.web.models import sections, table
from emotion.web.shared import model_records
from emotion.web.shared.model_records import Shown

INTRODUCTION: Final = (
    "On a computer of your own, in Mien's folder, with FER2013 in `data/fer2013.csv`. `make train` installs what "
    "training needs besides: 3.3 GB of disk in all, with the app. Once it has begun, the run is listed above as "
    "runs/mine, and its curves grow while it trains. Times are of two processors with other work beside. "
    "`training/README.md` tells more."
)
NEWEST: Final = "Show the newest run"
HELP: Final = "Looks for runs anew, and opens the newest at the top of the page."
SHOWN: Final = "{} is shown at the top of the page."
NONE_YET: Final = "There is no run in the folder `runs` yet. The second command begins one, within a minute."
# Times and memory (the most at once) are measured: training with the recipe blog, the last two with mirrored-large.
STEPS: Final[Mapping[str, str]] = {
    "python -m training data": "Counts the faces and draws some. 7 seconds, 0.8 GB of memory.",
    "python -m training train --run runs/mine --recipe blog": (
        "Trains, and goes on where it was stopped. 2 GB of memory. {minutes}"
    ),
    "python -m training evaluate --run runs/mine": "Measures it on PublicTest. About 40 seconds, 2.7 GB of memory.",
    "python -m training export --run runs/mine --name mine": (
        "Installs it for the app. Less than 2 minutes, 3 GB of memory."
    ),
}


def train_your_own(records: Shown) -> None:
    """Show the four commands, each with a button that copies it, and a button that opens the run that they made.

    Args:
        records: all that are installed, whose cards say how long training took.
    """
    st.header("Train your own", anchor=False)
    st.markdown(INTRODUCTION)
    for place, (command, takes) in enumerate(STEPS.items(), 1):
        st.markdown(f"{place}. {takes.format(minutes=minutes(records))}")
        st.code(command, language=None, wrap_lines=True)
    if st.button(NEWEST, on_click=_show_newest, help=HELP):
        newest = _newest()
        st.info(SHOWN.format(newest) if newest else NONE_YET)


def _newest() -> str | None:
    """Return the title of the run that was changed last; None without one."""
    runs, _ = model_records.runs()
    return max(runs, key=lambda title: runs[title].changed, default=None)


def _show_newest() -> None:
    newest = _newest()
    if newest:
        table.only(newest)
        st.session_state[sections.SECTION] = sections.TRAINING


def minutes(records: Shown) -> str:
    """Return how long the recipes of installed networks took, by their cards; empty where none says so."""
    told = []
    for record in records.values():
        if not isinstance(record, ModelRecord) or record.measured_on:
            continue
        training = record.card.training
        words = str(training.get("command", "")).split()
        if "--recipe" in words[:-1] and "minutes" in training and "runs_before" not in training:
            recipe = words[words.index("--recipe") + 1]
            told.append(f"`--recipe {recipe}` took {training['minutes']:.0f} minutes")
    return f"On two processors {' and '.join(dict.fromkeys(told))}." if told else ""
