"""Training: all networks in a table, one of them as a story or several side by side, and how to train another."""

import streamlit as st

from emotion.web.models import sections, table
from emotion.web.models.headline import headline
from emotion.web.models.story import tell
from emotion.web.models.train_your_own import train_your_own
from emotion.web.shared import expectation, model_records
from emotion.web.shared.page import begin

page = begin(
    "How the networks were trained",
    "What each network learned from, how good it is, and where it is wrong.",
    "pages/training.py",
)

released, problems = model_records.records()
measured, broken = model_records.measurements(released)
runs, unreadable = model_records.runs()
records: model_records.Shown = {**released, **measured, **runs}
for problem in (*problems, *broken, *unreadable):
    st.warning(problem)
if records:
    expected = expectation.choose()
    names = table.choose(records, expected, model_records.opened_with(released, page.host.model))
    if len(names) == 1:
        tell(names[0], records[names[0]], expected)
    elif names:
        chosen = {name: records[name] for name in names}
        headline(chosen, expected)
        sections.offer(model_records.expecting(chosen, expected))
    else:
        st.info("Choose one network, or several to compare.")
else:
    st.info(model_records.NONE)
train_your_own(released)
