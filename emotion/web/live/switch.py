"""The camera goes on and off: a place among those of the process is taken and given back with it."""

from time import monotonic
from typing import Final

import streamlit as st

from emotion.web.live import recording
from emotion.web.live.camera import KEY, SESSION, CameraSession
from emotion.web.live.link import Report
from emotion.web.server.resources import collector, ending, slots

AWAY: Final = "camera_away"  # set by whatever takes the component off the page, so that the browser ends its stream


def leave(why: str = "You left the page, so the recording ended.") -> None:
    """End this session's stream and recording and give its place back, for a page that does not show it.

    Args:
        why: said of a recording that ends with it.
    """
    st.session_state[AWAY] = True
    recording.end(why)
    context, held = st.session_state.get(KEY), st.session_state.get(SESSION)
    worker = context._get_worker() if context is not None else None
    if worker is not None:
        worker.stop()
    if isinstance(held, CameraSession):
        held.wanted_at, held.starting, held.on, held.start, held.in_line = None, None, False, "", False
        slots().release(held.session_id)
        collector().ask()


def leave_line(camera_session: CameraSession) -> None:
    """Wait for a place no more."""
    camera_session.in_line = False
    slots().release(camera_session.session_id)


def changed(camera_session: CameraSession) -> None:
    """Take or give back a place when the browser begins to connect or stops, before the page is built again."""
    state = st.session_state[KEY].state
    if state.signalling and camera_session.wanted_at is None:
        has_place = not ending().is_set() and slots().claim(camera_session.session_id)
        camera_session.refused, camera_session.report = not has_place, Report()
        camera_session.renew()
        camera_session.wanted_at = None if camera_session.refused else monotonic()
    elif not state.signalling and not state.playing:
        recording.end(recording.CAMERA_OFF)
        camera_session.wanted_at = None
        slots().release(camera_session.session_id)
        collector().ask()
