"""Live: faces in the camera's picture, framed, labelled and scored."""

import streamlit as st

from emotion.models.store import ModelError
from emotion.web.live import camera, controls, help, panel, record_view, recording
from emotion.web.shared import consent, model_choice, sample
from emotion.web.shared.settings import SettingError, host_settings

st.title("Live expressions", anchor=False)
st.markdown("What the faces in front of your camera look like: one of seven expressions, with the confidence in each.")

try:
    host = host_settings()
    network = model_choice.choose(host)
except (ModelError, SettingError) as error:
    st.error(f"The live page cannot start. {error}")
    st.stop()

if not consent.given():
    consent.ask()
    sample.offer(network)
    st.stop()

settings = controls.live_settings(network.card)
visit = camera.visit(network, settings)
picture, numbers = st.columns([3, 2], gap="large")
with picture:
    running = camera.show(visit, host)
    recording.controls(visit.callback, network.card, running)
    help.show()
with numbers:
    panel.readings(visit, running)
st.header("The last 60 seconds", anchor=False)
panel.history(visit, running)
record_view.show()
sample.offer(network)
