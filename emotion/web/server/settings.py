"""What whoever hosts Mien can set, by environment variable or Streamlit secret; docs/configuration.md explains each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from emotion.detection.presets import DETECTORS
from emotion.models.store import DEFAULT_MODEL
from emotion.web.server.relay import Provider, SharedSecret
from emotion.web.server.relay_settings import ice_servers, provider, turn
from emotion.web.server.values import SettingError as SettingError
from emotion.web.server.values import one_of, origins, some_of, text, whole

ICE_POLICIES: Final = ("all", "relay")
SERVER: Final = "server"  # reads the camera's video, which comes by WebRTC
BROWSER: Final = "browser"  # the visitor's own, so that no picture leaves it
LIVE: Final = (SERVER, BROWSER)
ACCELERATORS: Final = ("wasm", "webgpu")  # the second is untested


@dataclass(frozen=True)
class HostSettings:
    """Everything a host can set.

    Attributes:
        ice_servers: STUN and TURN servers, each a mapping with `urls` and, for TURN, `username` and `credential`.
        server_ice_servers: those that this page's own server is to use; None for the same.
        turn: a TURN server whose credentials are made anew, beside these; None for none.
        provider: a service that makes credentials, beside these; None for none.
        ice_policy: "relay" where browsers are to send video by a relay alone, else "all".
        live: who can read the live page's camera, of `LIVE`; the first is what the page begins with.
        accelerator: what networks run on in visitors' browsers, of `ACCELERATORS`.
        browser_build: whether the server builds the program for browsers at its start where it is not built.
        max_streams: cameras that may run at once; None for as many as the machine holds.
        frame_rate: frames a second that the camera is asked for.
        frame_ancestors: other sites that may show the page in a frame, such as https://huggingface.co.
        metrics_token: that figures are given for; empty to give them to this machine itself alone.
        log_format: "text" or "json".
        shutdown_seconds: seconds for which an ending server goes on with running cameras and videos.
        model: entry of `models/` that the app opens with.
        show_faces: whether a visitor on this very machine may see faces of FER2013 behind the figures.
        detector: name of the detector that the pages begin with; empty for the first that runs here.
        notice: the host's name, contact and where its privacy text stands, shown with the notice before any camera.
        max_pictures: pictures that one session may hold.
        max_picture_mb: megabytes that their files may have together.
        max_video_mb: megabytes that a video may have.
        max_video_minutes: minutes that a video may last.
        max_video_jobs: videos that are read at once.
    """

    ice_servers: tuple[Mapping[str, Any], ...] = ()
    server_ice_servers: tuple[Mapping[str, Any], ...] | None = None
    turn: SharedSecret | None = None
    provider: Provider | None = None
    ice_policy: str = "all"
    live: tuple[str, ...] = LIVE
    browser_build: bool = False
    accelerator: str = ACCELERATORS[0]
    max_streams: int | None = None
    frame_rate: int = 30
    model: str = DEFAULT_MODEL
    show_faces: bool = False
    detector: str = ""
    notice: str = ""
    frame_ancestors: tuple[str, ...] = ()
    metrics_token: str = field(default="", repr=False)
    log_format: str = "text"
    shutdown_seconds: int = 5
    max_pictures: int = 20
    max_picture_mb: int = 200
    max_video_mb: int = 200
    max_video_minutes: int = 10
    max_video_jobs: int = 1

    @property
    def wish(self) -> dict[str, Any]:
        """What a visitor's camera is asked for, as browsers take it."""
        return {
            "facingMode": {"ideal": "user"},
            "width": {"ideal": 640},
            "height": {"ideal": 480},
            "frameRate": {"ideal": self.frame_rate, "max": self.frame_rate},
        }

    def browser_configuration(self, now: float) -> dict[str, Any]:
        """Return what a browser connects with, credentials made at a time in seconds since 1970.

        An empty list of servers keeps streamlit-webrtc from adding its own.
        """
        made = [self.turn.for_browsers(now)] if self.turn else self._provided()
        policy = {} if self.ice_policy == "all" else {"iceTransportPolicy": self.ice_policy}
        return {"iceServers": [*map(dict, self.ice_servers), *made], **policy}

    def server_configuration(self, now: float) -> dict[str, Any]:
        """Return what this page's own server connects with, likewise."""
        given = self.ice_servers if self.server_ice_servers is None else self.server_ice_servers
        made = [self.turn.for_server(now)] if self.turn else self._provided()
        return {"iceServers": [*map(dict, given), *made]}

    def _provided(self) -> list[dict[str, Any]]:
        return self.provider.servers() if self.provider else []


def host_settings() -> HostSettings:
    """Read the settings; an environment variable wins over a secret of the same name.

    Raises:
        SettingError: a value has another form than expected.
    """
    defaults = HostSettings()
    return HostSettings(
        ice_servers=ice_servers("MIEN_ICE_SERVERS") or (),
        server_ice_servers=ice_servers("MIEN_SERVER_ICE_SERVERS"),
        turn=turn(),
        provider=provider(),
        ice_policy=one_of("MIEN_ICE_POLICY", ICE_POLICIES),
        live=some_of("MIEN_LIVE", LIVE),
        accelerator=one_of("MIEN_BROWSER_ACCELERATOR", ACCELERATORS),
        browser_build=one_of("MIEN_BROWSER_BUILD", ("off", "on")) == "on",
        max_streams=whole("MIEN_MAX_STREAMS", 0, 1, 1000) or None,
        frame_rate=whole("MIEN_FRAME_RATE", defaults.frame_rate, 1, 60),
        model=text("MIEN_MODEL") or defaults.model,
        show_faces=one_of("MIEN_SHOW_FACES", ("off", "on")) == "on",
        detector=one_of("MIEN_DETECTOR", DETECTORS, ""),
        notice=text("MIEN_HOST_NOTICE").strip(),
        frame_ancestors=origins("MIEN_FRAME_ANCESTORS"),
        metrics_token=text("MIEN_METRICS_TOKEN"),
        log_format=one_of("MIEN_LOG_FORMAT", ("text", "json")),
        shutdown_seconds=whole("MIEN_SHUTDOWN_SECONDS", defaults.shutdown_seconds, 0, 600),
        max_pictures=whole("MIEN_MAX_PICTURES", defaults.max_pictures, 1, 1000),
        max_picture_mb=whole("MIEN_MAX_PICTURE_MB", defaults.max_picture_mb, 1, 10_000),
        max_video_mb=whole("MIEN_MAX_VIDEO_MB", defaults.max_video_mb, 1, 10_000),
        max_video_minutes=whole("MIEN_MAX_VIDEO_MINUTES", defaults.max_video_minutes, 1, 600),
        max_video_jobs=whole("MIEN_MAX_VIDEO_JOBS", defaults.max_video_jobs, 1, 100),
    )
