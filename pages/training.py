"""Training: how each network was made, what it is worth and where it is wrong; several side by side."""

import streamlit as st

from emotion.web.models import sections as network_sections
from emotion.web.shared import deep_link, model_records
from emotion.web.shared.settings import SettingError, host_settings

deep_link.through_app("pages/training.py")
st.title("How the networks were trained", anchor=False)
st.markdown("What each network learned from, how good it is, and where it is wrong.")

try:
    host = host_settings()
except SettingError as error:
    st.error(f"The page cannot start. {error}")
    st.stop()

released, problems = model_records.records()
measured, broken = model_records.measurements(released)
records = released | measured
for problem in (*problems, *broken):
    st.warning(problem)
if not records:
    st.info("No network is installed. `python -m training export --help` says how to make one.")
    st.stop()

names = st.multiselect(
    "Networks", list(records), default=model_records.opened_with(released, host.model), placeholder="Choose networks"
)
chosen = {name: records[name] for name in names}
if not chosen:
    st.info("Choose one network, or several to compare.")
    st.stop()

model_records.headline(chosen)
sections = list(network_sections.SECTIONS)
if all(record.measured_on for record in chosen.values()):
    sections.remove("Training")  # measurements have no course of their own
section = st.pills("Show", sections, default=sections[0], required=True)
network_sections.SECTIONS[section or sections[0]](chosen)
st.caption(
    "Train your own with `python -m training train --run runs/mine`, install it with "
    "`python -m training export --run runs/mine --name mine`, and it appears here. training/README.md tells more."
)
