"""The data that models learned from, and every setting beside each other."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from emotion.charts.data import balance_bars
from emotion.models import facts
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from emotion.web.models.shown import charts, explain
from emotion.web.shared.model_records import Shown


def making(chosen: Shown) -> None:
    """Show data, settings and environment."""
    for title, record in chosen.items():
        if isinstance(record, RunRecord):
            continue  # its settings stand in the table
        st.header(title, anchor=False)
        commands = facts.commands(record.card)
        if commands:
            st.code("\n".join(commands), language=None, wrap_lines=True)
        balance = balance_bars(record.card.data.get("counts", {}))
        charts([(balance, facts.rarest_label(record.card))], f"making {title}", columns=1)
    st.dataframe(settings(chosen), width="stretch", hide_index=True)
    explain("Epoch", "Learning rate", "Temperature", "Threshold", "PublicTest", "PrivateTest")


def settings(chosen: Shown) -> dict[str, list[str]]:
    """Return a table of every setting and of the environment: a column of names, and one for each model."""
    columns = {title: _made(record) for title, record in chosen.items()}
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    return {"Setting": names} | {title: [column.get(name, "–") for name in names] for title, column in columns.items()}


def _made(record: ModelRecord | RunRecord) -> dict[str, str]:
    if isinstance(record, RunRecord):
        return _settings(record.settings)
    card = record.card
    rows = _settings(card.training.get("config", {}))
    rows |= {f"{name} version": value for name, value in card.versions.items()}
    if "minutes" in card.training:
        rows["minutes of training"] = str(card.training["minutes"])
    rows["exported"] = card.date[:10]
    for expectation in card.expectations:
        calibration = card.calibration(expectation)
        told = f", expecting {expectation.in_words}" if len(card.expectations) > 1 else ""
        rows[f"temperature{told}"] = f"{calibration.temperature:g}"
        rows[f"sure from{told}"] = f"{calibration.threshold:.3f}"
    if card.alike:
        rows["prior of the labels"] = ", ".join(f"{share:.3f}" for share in card.alike.prior)
        rows["strength"] = f"{card.alike.strength:g}"
    return rows


def _settings(values: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): str(value) for name, value in values.items()}
