"""Live: faces in the camera's picture, framed, labelled and scored, by the server or in the visitor's browser."""

import streamlit as st

from emotion.web.live import (
    baseline,
    browser_session,
    camera,
    check,
    controls,
    help,
    in_browser,
    intro,
    panel,
    reader,
    recording,
    recordings,
    sample_clip,
    stage,
    tools,
    trouble,
    ways,
)
from emotion.web.live.portrait import portrait
from emotion.web.server.settings import BROWSER
from emotion.web.shared import consent, deep_link, navigation
from emotion.web.shared.page import begin

deep_link.through_app("pages/live.py")  # a browser that comes back asks a new server for this very file
page = begin("Live expressions")
here = reader.settle(page.host) == BROWSER
playing = sample_clip.playing()
agreed = consent.given(here) and not playing
# While the first picture is on its way, what the visitor does not need yet would only hold it up.
whole = playing or (agreed and (here or not camera.starting()))
model = page.model(offer=whole)
if whole:
    reader.beside(page.host)
settings, detector = controls.live_settings(model, shown=whole, detectors=not here)
session: browser_session.BrowserSession | camera.CameraSession
if here:
    session = browser_session.browser_session(model, settings, detector)
    in_browser.show(session, page.host, sample_clip.address() if playing else None)
    navigation.draw()
    if playing:
        sample_clip.below()
    if agreed or playing:
        ways.after_trouble(session.report, page.host)
else:
    session = camera.camera_session(model, settings, detector)
source: panel.Source = session
if not here or not whole:
    picture, numbers = st.columns([3, 2], gap="large")
    with picture:
        if isinstance(session, browser_session.BrowserSession):
            st.html(portrait(model))
        elif playing:
            source = sample_clip.show(model, detector)
        else:
            stage.show(session, page.host, model, agreed)
        navigation.draw()  # after the camera's frame, which begins to load first
        if agreed and whole:
            ways.after_trouble(session.report, page.host)
        if whole:
            panel.last_minute(source)
    with numbers:
        if agreed or playing:
            panel.results(source, None if whole else lambda: not camera.starting())
        else:
            intro.ask(session.want, page.host)
if whole:
    if agreed:
        with st.container(horizontal=True, vertical_alignment="center"):
            recording.controls(session.callback, model, session.on)
            if not here:
                tools.show(session.on)
        baseline.show(session)
        if isinstance(session, camera.CameraSession):
            check.show(session, page.host)
        help.show(page.host, trouble.trouble_of(session.report))
    if source.on or source.recent():
        st.header("The last 60 seconds", anchor=False)
        panel.history(source)
    recordings.show()
