"""All models in one table, whose rows choose the one that the page tells of, or several to compare."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.glossary import GLOSSARY
from emotion.models import facts
from emotion.models.overview import overview
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from emotion.web.shared.model_records import Shown

NAMES: Final = "networks"  # key of the list, and its name in the page's address
ROWS: Final = "networks_table"  # key of the table, with its turn
TURN: Final = "networks_table_turn"
OFFERED: Final = "networks_offered"
MISSING: Final = "–"
HELP: Final = (
    "One network is told of, several are compared. The rows of the table choose too; the address of the page keeps the "
    "choice."
)
TRUTH: Final = " By FER2013's original labels."


def choose(records: Shown, expectation: Expectation, first: Sequence[str]) -> list[str]:
    """Show the table and, below it, the same choice as a list; return the titles of the chosen.

    Args:
        records: all, by title.
        expectation: with which figures are told where they were measured with it.
        first: titles that are chosen until the visitor chooses.
    """
    titles = list(records)
    above = st.container()
    if NAMES not in st.session_state and NAMES not in st.query_params:
        st.session_state[NAMES] = [title for title in first if title in records]
    chosen = st.multiselect(
        "Networks",
        titles,
        key=NAMES,
        bind="query-params",
        on_change=_renew,
        placeholder="Choose networks",
        help=HELP,
    )
    if st.session_state.get(OFFERED) != titles:  # rows are others now
        st.session_state[OFFERED] = titles
        _renew()
    key = f"{ROWS} {st.session_state[TURN]}"
    with above:
        st.dataframe(
            table(records, expectation),
            key=key,
            hide_index=True,
            width="stretch",
            height="content",
            placeholder=MISSING,
            column_config=_columns(),
            on_select=lambda: _take(key, titles),
            selection_mode="multi-row",
            selection_default={"selection": {"rows": [titles.index(title) for title in chosen]}},
            alt="All networks with their figures",
        )
    return chosen


def table(records: Shown, expectation: Expectation) -> dict[str, list[Any]]:
    """Return the table by columns, a line for each model; figures that nobody measured are None."""
    lines = {_named(title, record): overview(record, expectation) for title, record in records.items()}
    values: dict[str, list[Any]] = {
        "Network": list(lines),
        "For": [line.purpose or None for line in lines.values()],
        "Accuracy": _per_cent(lines.values(), "accuracy"),
        "Mean recall": _per_cent(lines.values(), "mean_recall"),
        "By majority": _per_cent(lines.values(), "by_majority"),
        "Robustness": _per_cent(lines.values(), "robustness"),
        "MB": [None if line.size is None else line.size / 1e6 for line in lines.values()],
        "Multiply-adds": [None if line.multiply_adds is None else line.multiply_adds / 1e6 for line in lines.values()],
        "Milliseconds": [line.milliseconds for line in lines.values()],
    }
    if not any(values["Milliseconds"]):
        del values["Milliseconds"]
    return values


def _named(title: str, record: ModelRecord | RunRecord) -> str:
    article = facts.article(record.card) if isinstance(record, ModelRecord) else ""
    return f"{title} ({article})" if article else title


def _per_cent(lines: Any, name: str) -> list[float | None]:
    found: list[float | None] = [getattr(line, name) for line in lines]
    return [None if share is None else 100 * share for share in found]


def _columns() -> dict[str, Any]:
    def number(form: str, words: str) -> Any:
        return st.column_config.NumberColumn(format=form, help=words, width="small")

    return {
        "Network": st.column_config.TextColumn(pinned=True),
        "For": st.column_config.TextColumn("For", help="What the network is for."),
        "Accuracy": number("%.1f %%", f"{GLOSSARY['Accuracy']}{TRUTH}"),
        "Mean recall": number("%.1f %%", f"{GLOSSARY['Mean recall']}{TRUTH}"),
        "By majority": number("%.1f %%", f"Accuracy. {GLOSSARY['Majority']}"),
        "Robustness": number("%.0f %%", GLOSSARY["Robustness"]),
        "MB": number("%.1f", "Size of the file that the app runs, in megabytes of 10^6 bytes."),
        "Multiply-adds": number("%.0f M", GLOSSARY["Multiply-adds"]),
        "Milliseconds": number("%.2f", "For one face, on one thread of the machine that exported the network."),
    }


def only(title: str) -> None:
    """Have the list and the table show one model or run alone; for a button, before the page is built."""
    st.session_state[NAMES] = [title]
    _renew()


def _renew() -> None:
    """Have the table begin anew with the rows that the list has.

    A table whose selection is set while it stands answers with the one that it had, which would undo the choice.
    """
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def _take(key: str, titles: Sequence[str]) -> None:
    """Have the list follow the table; rows are those that the visitor saw."""
    rows = st.session_state[key]["selection"]["rows"]
    st.session_state[NAMES] = [titles[row] for row in rows if row < len(titles)]
