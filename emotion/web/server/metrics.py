"""What a host can watch: counts of one process since its start. No picture, no name, no address is in them."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, disable_created_metrics

from emotion.live.state import STEPS, LiveState

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time, open files; on Linux
FRAMES: Final = Counter("mien_frames", "Frames of cameras that were given back", registry=REGISTRY)
ANALYSED: Final = Counter("mien_frames_analysed", "Frames of cameras that were searched for faces", registry=REGISTRY)
DROPPED: Final = Counter("mien_frames_dropped", "Frames of cameras that came while another was read", registry=REGISTRY)
ERRORS: Final = Counter("mien_frame_errors", "Frames of cameras whose reading failed", registry=REGISTRY)
STEP: Final = Counter("mien_step_seconds", "Processor time on frames of cameras", ["step"], registry=REGISTRY)
STREAMS: Final = Gauge("mien_streams", "Cameras that run or connect", registry=REGISTRY)
PLACES: Final = Gauge("mien_places", "Cameras that may run at once", registry=REGISTRY)
VIDEOS: Final = Gauge("mien_videos", "Videos that are read, or wait for it", ["state"], registry=REGISTRY)
FAILURES: Final = Counter("mien_camera_failures", "Cameras that failed, by reason", ["reason"], registry=REGISTRY)

for _step in STEPS:
    STEP.labels(_step)  # so that each is there from the start


def count(state: LiveState) -> None:
    """Count the newest frame of a stream, by the state after it."""
    FRAMES.inc()
    if state.failing:
        ERRORS.inc()
        return
    if "detect" in state.steps:
        ANALYSED.inc()
    for step, milliseconds in state.steps.items():
        STEP.labels(step).inc(milliseconds / 1000)
