"""Live: faces in the camera's picture, framed, labelled and scored."""

import streamlit as st

from emotion.web.live import camera, controls, help, panel, recording
from emotion.web.shared import consent, sample
from emotion.web.shared.page import begin

page = begin(
    "Live expressions",
    "What the faces in front of your camera look like: one of seven expressions, with the confidence in each.",
)
model = page.model()

if not consent.given():
    consent.ask()
    sample.offer(model)
    st.stop()

settings, detector = controls.live_settings(model)
camera_session = camera.camera_session(model, settings, detector)
picture, numbers = st.columns([3, 2], gap="large")
with picture:
    running = camera.show(camera_session, page.host)
    recording.controls(camera_session.callback, model, running)
    help.show()
with numbers:
    panel.results(camera_session, running)
st.header("The last 60 seconds", anchor=False)
panel.history(camera_session, running)
recording.show()
sample.offer(model)
