"""The app with a way in for programs: `streamlit run bench/streams/server.py`. For measuring, never for the internet.

A stream comes to the same worker of streamlit-webrtc, in the same loop, with the same callback as from the page.
"""

import asyncio
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit_webrtc import WebRtcMode
from streamlit_webrtc.webrtc import WebRtcWorker

from emotion.live.state import LiveSettings
from emotion.tracking import TrackingSettings
from emotion.web.live import transport
from emotion.web.live.camera import CameraSession
from emotion.web.server.resources import loaded_model, pace, slots
from emotion.web.server.settings import host_settings
from emotion.web.serving.lifespan import lifespan

ROOT = Path(__file__).resolve().parents[2]
WAIT = 30  # seconds for an answer
workers: list[object] = []


async def echo(frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
    """Give the newest frame back as it came."""
    return [frames[-1]]


def worker(reads: bool) -> WebRtcWorker[Any, Any]:
    """Return what the page makes for a stream, reading faces or giving frames back as they came."""
    transport.install()
    callback = echo
    if reads:
        model = loaded_model(host_settings().model)
        tracking = TrackingSettings(threshold=model.threshold)
        camera_session = CameraSession(uuid4().hex, model, LiveSettings(tracking))
        slots().claim(camera_session.session_id)
        camera_session.renew()
        callback = camera_session.newest
    nothing = dict.fromkeys(
        (
            *("rtc_configuration", "source_video_track", "source_audio_track", "sink_video_track", "sink_audio_track"),
            *("player_factory", "in_recorder_factory", "out_recorder_factory", "video_frame_callback"),
            *("audio_frame_callback", "queued_audio_frames_callback", "on_video_ended", "on_audio_ended"),
            *("video_processor_factory", "audio_processor_factory"),
        )
    )
    return WebRtcWorker(
        mode=WebRtcMode.SENDRECV,
        queued_video_frames_callback=callback,
        async_processing=True,
        video_receiver_size=4,
        audio_receiver_size=4,
        sendback_video=True,
        sendback_audio=False,
        **nothing,
    )


async def offer(request: Request) -> Response:
    """Take a program's offer and answer it."""
    told = await request.json()
    made = await asyncio.to_thread(worker, bool(told["reads"]))
    workers.append(made)
    await asyncio.to_thread(made.process_offer, told["sdp"], told["type"], WAIT)
    answer = made.local_description
    assert answer is not None
    return JSONResponse({"sdp": answer.sdp, "type": answer.type})


async def threads(_: Request) -> Response:
    """Answer with the names of the process's threads by their number in the system."""
    return JSONResponse({str(thread.native_id): thread.name for thread in threading.enumerate()})


async def asked(_: Request) -> Response:
    """Answer with what all cameras are held to now, which a page tells its browser."""
    return JSONResponse(asdict(pace().step))


app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[
        Route("/bench/offer", offer, methods=["POST"]),
        Route("/bench/threads", threads),
        Route("/bench/asked", asked),
    ],
)
