"""Live: faces in the camera's picture, framed, labelled and scored."""

import streamlit as st

from emotion.web.live import (
    baseline,
    camera,
    check,
    controls,
    help,
    intro,
    panel,
    recording,
    recordings,
    sample_clip,
    stage,
    tools,
    trouble,
    ways,
)
from emotion.web.shared import consent, deep_link, navigation
from emotion.web.shared.page import begin

deep_link.through_app("pages/live.py")  # a browser that comes back asks a new server for this very file
page = begin("Live expressions")
playing = sample_clip.playing()
agreed = consent.given() and not playing
# While the first picture is on its way, what the visitor does not need yet would only hold it up.
whole = playing or (agreed and not camera.starting())
model = page.model(offer=whole)
settings, detector = controls.live_settings(model, shown=whole)
camera_session = camera.camera_session(model, settings, detector)
picture, numbers = st.columns([3, 2], gap="large")
with picture:
    if playing:
        source: panel.Source = sample_clip.show(model, detector)
    else:
        stage.show(camera_session, page.host, model, agreed)
        source = camera_session
    navigation.draw()  # after the camera's frame, which begins to load first
    if agreed and whole:
        ways.after_trouble(camera_session.report)
    if whole:
        panel.last_minute(source)
with numbers:
    if agreed or playing:
        panel.results(source, None if whole else lambda: not camera.starting())
    else:
        intro.ask(camera_session, page.host)
if whole:
    if agreed:
        with st.container(horizontal=True, vertical_alignment="center"):
            recording.controls(camera_session.callback, model, camera_session.on)
            tools.show(camera_session.on)
        baseline.show(camera_session)
        check.show(camera_session)
        help.show(trouble.trouble_of(camera_session.report))
    if source.on or source.recent():
        st.header("The last 60 seconds", anchor=False)
        panel.history(source)
    recordings.show()
