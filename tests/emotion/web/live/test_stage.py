"""What streamlit-webrtc is told of a camera's frame that was away from the page."""

from typing import Any

import pytest
from streamlit_webrtc import WebRtcStreamerContext, WebRtcStreamerState
from streamlit_webrtc.component import generate_frontend_component_key

from emotion.web.live import camera, stage, switch

IDLE = WebRtcStreamerState(playing=False, signalling=False)
SIGNALLING = WebRtcStreamerState(playing=False, signalling=True)
PLAYING = WebRtcStreamerState(playing=True, signalling=False)
FRAME = generate_frontend_component_key(camera.KEY)


class Worker:
    """Stands for a stream of streamlit-webrtc's."""

    stopped = False

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def context(session: dict[str, Any], worker: Worker) -> WebRtcStreamerContext[Any, Any]:
    made: WebRtcStreamerContext[Any, Any] = WebRtcStreamerContext(None, PLAYING)
    made._set_worker(worker)  # type: ignore[arg-type]
    made._sdp_answer_json, made._is_sdp_answer_sent, made._last_rendered_run_count = "{}", True, 5
    session[camera.KEY] = made
    return made


def test_a_stream_whose_frame_stayed_goes_on(context: WebRtcStreamerContext[Any, Any], worker: Worker) -> None:
    stage._settle_context()
    assert not worker.stopped
    assert context.state == PLAYING
    assert context._last_rendered_run_count is None, "streamlit-webrtc would count runs itself"


def test_a_stream_whose_frame_was_away_is_forgotten(
    context: WebRtcStreamerContext[Any, Any], worker: Worker, session: dict[str, Any]
) -> None:
    session[switch.AWAY] = True
    stage._settle_context()
    assert worker.stopped
    assert context._get_worker() is None
    assert context._sdp_answer_json is None
    assert context.state == IDLE
    assert switch.AWAY not in session, "the next run would end the next stream"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"playing": False, "sdpOffer": {"sdp": "v=0", "type": "offer"}}, SIGNALLING),
        ({"playing": True}, PLAYING),
        ({"playing": False}, IDLE),
    ],
)
def test_what_the_frame_tells_in_the_same_run_is_not_forgotten_with_it(
    context: WebRtcStreamerContext[Any, Any], worker: Worker, session: dict[str, Any], told: object, state: object
) -> None:
    session[switch.AWAY], session[FRAME] = True, told
    stage._settle_context()
    assert worker.stopped
    assert context.state == state, "an offer without this state is answered and stopped without end"
