"""What all visitors of the process share of videos: the queue of those that are read, and the session reaper."""

import atexit
from dataclasses import dataclass
from typing import Final

import streamlit as st

from emotion.jobs.folder import cleanup
from emotion.jobs.queue import VideoQueue
from emotion.web.server import metrics
from emotion.web.server.settings import host_settings
from emotion.web.video.reaper import SessionReaper, connected

SHUTDOWN_TIMEOUT: Final = 5.0  # seconds that the end of the process waits for a job to let go of its files


@dataclass(frozen=True)
class Shared:
    """What all visitors of the process share."""

    queue: VideoQueue
    reaper: SessionReaper


@st.cache_resource(show_spinner=False)
def shared() -> Shared:
    """Return the queue of videos and the session reaper, and remove what a crashed process left behind."""
    cleanup()
    queue = VideoQueue(host_settings().max_video_jobs)
    metrics.VIDEOS.labels("running").set_function(queue.running)
    metrics.VIDEOS.labels("waiting").set_function(queue.waiting)
    reaper = SessionReaper(connected, float(st.get_option("server.disconnectedSessionTTL")))

    def close() -> None:
        reaper.close()
        queue.drain(SHUTDOWN_TIMEOUT)

    atexit.register(close)
    return Shared(queue, reaper)
