"""Training: how each model was made, what it is worth and where it is wrong; runs too, and several side by side."""

import streamlit as st

from emotion.models.record import ModelRecord
from emotion.web.models import sections as network_sections
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
    names = st.multiselect(
        "Networks",
        list(records),
        default=model_records.opened_with(released, page.host.model),
        placeholder="Choose networks",
    )
    expected = expectation.choose()
    chosen = {name: records[name] for name in names}
    if chosen:
        model_records.headline(chosen, expected)
        measured_so = model_records.expecting(chosen, expected)
        sections = list(network_sections.SECTIONS)
        if all(isinstance(record, ModelRecord) and record.measured_on for record in chosen.values()):
            sections.remove("Training")  # measurements have no course of their own
        section = st.pills("Show", sections, default=sections[0], required=True)
        network_sections.SECTIONS[section or sections[0]](measured_so)
        st.caption(
            "Train your own with `python -m training train --run runs/mine`, and it appears here as runs/mine. "
            "`python -m training export --run runs/mine --name mine` installs it. training/README.md tells more."
        )
    else:
        st.info("Choose one network, or several to compare.")
else:
    st.info(model_records.NONE)
