"""How the page shows a video: the file before it is read, its progress, and its results."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from emotion.export.names import file_names
from emotion.export.timeline_export import TimelineExport
from emotion.jobs.job import VideoJob
from emotion.timeline.summary import TimelineSummary
from emotion.video.result import OutputVideo, VideoResult
from emotion.video.settings import Progress
from emotion.web.shared import bars, deferred_download
from emotion.web.shared.key_numbers import listed
from emotion.web.timeline import files, notes, parts, persons
from emotion.web.timeline.player import PLAYER
from emotion.web.video import options
from emotion.web.video.session import VideoSession, cancel, place
from emotion.web.video.upload import UploadedVideo
from emotion.wording import clock_time, file_size, percent, time_left

UPDATE: Final = 0.5  # seconds between two updates of the progress
PLAYED: Final = 50 * 2**20  # bytes; Streamlit keeps what it plays in memory
AT_HAND: Final = 20 * 2**20  # bytes; likewise what it hands out, so a larger file is read when it is asked for
VIDEO: Final = "video"  # key of an annotated video that is read when it is asked for
HANDED_OUT: Final = 500 * 2**20  # bytes
PLAYABLE: Final = frozenset({"libx264", "libopenh264"})  # H.264, which every browser plays
NO_FACE: Final = (
    "No face found. Frontal faces, upright, in even light and large in the picture are found best; "
    "the setting for far faces also finds small ones."
)


def uploaded(file: UploadedVideo) -> None:
    """Show which file was uploaded."""
    length = "length unknown" if file.duration is None else f"{clock_time(file.duration)} long"
    st.text(f"{file.name}\n{file_size(file.size)}, {length}")


@st.fragment(run_every=UPDATE)
def progress(video_session: VideoSession) -> None:
    """Show the progress, kept up to date, with a way to stop; build the page anew when it has ended."""
    job = video_session.job
    if job is None or job.state.ended:
        st.rerun()
        return
    st.text(job.name)
    state = job.state
    if state.phase == "waiting":
        st.info(place_in_words(place(job)))
    else:
        st.progress(state.progress.share if state.progress else 0.0, progress_in_words(state.progress, job.cancelled))
    st.button("Cancel", on_click=cancel, args=(video_session,), disabled=job.cancelled)


def place_in_words(place: int) -> str:
    """Return a video's place in the queue as a sentence; place 1 is next."""
    if place <= 1:
        return "Another visitor's video is being read. Yours is next; it starts by itself."
    wait = "waits" if place == 2 else "wait"
    return f"Another visitor's video is being read, and {place - 1} more {wait} before yours, which starts by itself."


def progress_in_words(progress: Progress | None, stopping: bool) -> str:
    """Return the progress and the time left in words."""
    if stopping:
        return "Stopping"
    if progress is None:
        return "Starting"
    text = f"Reading: {percent(progress.share)}"
    return text if progress.seconds_left is None else f"{text}, {time_left(progress.seconds_left)}"


def results(video_session: VideoSession, job: VideoJob, read: Callable[[], None]) -> None:
    """Show what was read: the player with what is drawn over its time, numbers, files, and what can be noted.

    Args:
        video_session: of this session.
        job: that has read the video.
        read: has it read again, as the settings are now.
    """
    result, export = job.state.result, job.state.export
    if result is None or export is None:
        return
    if result.ended_early:
        (st.info if result.cancelled else st.warning)(f"{result.ended_early} What was read until then is below.")
    noted = video_session.noted(result)
    plays, beside = False, st.container()
    if result.output is not None:
        left, beside = st.columns([2, 3] if result.timeline.height > result.timeline.width else [3, 2], gap="large")
        with left:
            plays = player(result.output)
    with beside:
        st.text(job.name)
        st.html(numbers(result, noted.summary))
        read_with(job)
        with st.container(horizontal=True):
            st.button("Read again", help="With the settings in the sidebar, without a new upload.", on_click=read)
            st.button("Remove", on_click=video_session.release)
    if not noted.read.persons:
        st.info(bars.TOO_DARK if result.timeline.too_dark else NO_FACE)
    else:
        st.header("Person by person", anchor=False)
        persons.everybody(noted, video_session.key, video_session.note, seeks=plays)
        st.header("Markers and conditions", anchor=False)
        notes.show(noted, video_session.key, video_session.note, plays)
    export = video_session.export(export, noted)
    parts.show(export.parts, noted.notes)
    st.header("Files", anchor=False)
    downloads(job, result, export)


def read_with(job: VideoJob) -> None:
    """Show what a video was read with."""
    with st.expander("Read with"):
        st.markdown("\n".join(f"- {line}" for line in options.in_words(job.model, job.options)))


def numbers(result: VideoResult, summary: TimelineSummary) -> str:
    """Return the video's overall numbers as HTML."""
    timeline = result.timeline
    shown = {
        "Length read": clock_time(timeline.seconds) if timeline.seconds >= 10 else f"{timeline.seconds:.1f} s",
        "Frames read": f"{len(timeline.results):,} of {timeline.frames:,}",
        "Persons": str(len(summary.persons)),
        "Frames with a usable face": percent(summary.usable),
        **({"Damaged frames, left out": f"{result.damaged:,}"} if result.damaged else {}),
    }
    return listed(shown)


def player(output: OutputVideo) -> bool:
    """Play the annotated video, unless it is too large to keep in memory or in a code that browsers may not know.

    Return whether it plays.
    """
    size = output.path.stat().st_size
    if size > PLAYED:
        st.info(f"The annotated video has {file_size(size)}, too much to play here. It can be downloaded.")
    elif output.codec not in PLAYABLE:
        st.info("Browsers may not play the annotated video. It can be downloaded.")
    else:
        with st.container(key=PLAYER):
            st.video(output.path, alt="The video with a box and a label on every face")
        return True
    return False


def downloads(job: VideoJob, result: VideoResult, export: TimelineExport) -> None:
    """Offer the annotated video, and the results as files."""

    def name(ending: str) -> str:
        return file_names([job.name], ending)[0]

    if result.output is not None:
        _annotated(result.output.path, name(" annotated.mp4"))
    with_words = options.in_words(job.model, job.options)[1:]  # the network is told already
    files.offer(files.study_of(export, job.name, job.model, with_words), name(""), "video")


def forget() -> None:
    """Forget the annotated video that was read to be downloaded."""
    deferred_download.forget(VIDEO)


def _annotated(path: Path, name: str) -> None:
    size = path.stat().st_size
    if size > HANDED_OUT:
        st.caption(
            f"The annotated video has {file_size(size)}; at most {file_size(HANDED_OUT)} can be downloaded. "
            "Send a shorter part."
        )
        return
    what = f"annotated video, MP4, {file_size(size)}"
    if size > AT_HAND:
        deferred_download.offer(what, path.read_bytes, str(path), name, "video/mp4", VIDEO)
    else:
        st.download_button(what[0].upper() + what[1:], path.read_bytes(), name, "video/mp4", on_click="ignore")
