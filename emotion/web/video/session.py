"""The video of a session: the uploaded file, then the job that reads it; one at a time, gone with the session."""

import atexit
import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from emotion.jobs.folder import cleanup, new_folder
from emotion.jobs.job import VideoJob, VideoOptions
from emotion.jobs.queue import VideoQueue
from emotion.models.loaded import LoadedModel
from emotion.video.analysis import check_length
from emotion.video.file import VideoFile
from emotion.video.opening import VideoError
from emotion.web.server import metrics
from emotion.web.server.settings import HostSettings, host_settings
from emotion.web.video.reaper import SessionReaper, connected

SESSION: Final = "video_session"
SHUTDOWN_TIMEOUT: Final = 5.0  # seconds that the end of the process waits for a job to let go of its files
BUSY: Final = "Too many videos are waiting to be read. Please try again in a few minutes."


@dataclass(frozen=True)
class UploadedVideo:
    """An uploaded file that is not yet read.

    Attributes:
        name: as the visitor calls it.
        path: in `folder`.
        folder: private.
        size: bytes.
        duration: seconds, None when the file declares none.
    """

    name: str
    path: Path
    folder: TemporaryDirectory[str]
    size: int
    duration: float | None


@dataclass
class VideoSession:
    """What a session holds.

    Attributes:
        uploaded: the file, while it is there.
        job: that reads it, or has read it; None until the visitor starts.
        problem: what was wrong with the last file, a sentence.
        generation: gives the uploader a new key whenever its file was taken over.
    """

    uploaded: UploadedVideo | None = None
    job: VideoJob | None = None
    problem: str = ""
    generation: int = 0

    def release(self) -> None:
        """Stop what runs and remove all files."""
        if self.job is not None:
            shared().queue.leave(self.job)
            self.job.discard()
        elif self.uploaded is not None:
            self.uploaded.folder.cleanup()
        self.uploaded = self.job = None
        self.problem = ""


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


def current() -> VideoSession:
    """Return what this session holds, made when first asked for."""
    video_session = st.session_state.get(SESSION)
    if not isinstance(video_session, VideoSession):
        shared()  # in a process's first session removes what a crash left behind
        video_session = VideoSession()
        st.session_state[SESSION] = video_session
    return video_session


def largest(host: HostSettings) -> int:
    """Return the megabytes that a video may have: as the host says, and as Streamlit's server lets through."""
    return min(host.max_video_mb, int(st.get_option("server.maxUploadSize")))


def receive(video_session: VideoSession, file: UploadedFile, host: HostSettings) -> None:
    """Take a file over from the uploader, which forgets it: Streamlit would keep it in memory until the end."""
    take(video_session, file.name, file, host)
    video_session.generation += 1
    context = get_script_run_ctx()
    if context is not None:
        shared().reaper.keep(context.session_id, video_session.release)
        # The other pages take what they are sent over as well, so that this is the session's only file.
        runtime.get_instance().uploaded_file_mgr.remove_session_files(context.session_id)


def take(video_session: VideoSession, name: str, content: BinaryIO, host: HostSettings) -> None:
    """Take a file over into a private folder if it is a video within the host's bounds; else say why in `problem`.

    The session holds neither a file nor a job. The name is the visitor's.
    """
    video_session.problem = ""
    size = content.seek(0, io.SEEK_END)
    content.seek(0)
    if size > largest(host) * 2**20:
        video_session.problem = (
            f"The file has {size / 2**20:.0f} MB; at most {largest(host)} MB are accepted. Send a shorter part."
        )
        return
    folder = None
    try:
        folder = new_folder()
        path = Path(folder.name) / "source"
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)
        with VideoFile(path) as video:
            check_length(video, 60.0 * host.max_video_minutes)
            video_session.uploaded = UploadedVideo(name, path, folder, size, video.declared_duration)
    except VideoError as error:
        video_session.problem = str(error)
    except OSError:
        video_session.problem = "The server could not store the video. Please try again later."
    finally:
        if video_session.uploaded is None and folder is not None:
            folder.cleanup()


def start(video_session: VideoSession, model: LoadedModel, options: VideoOptions, host: HostSettings) -> None:
    """Let the file be read, or say in `problem` that too many wait already."""
    uploaded = video_session.uploaded
    if uploaded is None or video_session.job is not None:  # a second click that came before the page had changed
        return
    job = VideoJob(uploaded.name, uploaded.path, uploaded.folder, model, options, 60.0 * host.max_video_minutes)
    video_session.problem = "" if shared().queue.join(job) else BUSY
    video_session.job = None if video_session.problem else job


def cancel(video_session: VideoSession) -> None:
    """Stop reading at the next frame; a video that still waits goes back to where it was before the start."""
    if video_session.job is None:
        return
    if shared().queue.leave(video_session.job):
        video_session.job = None
    else:
        video_session.job.cancel()


def place(job: VideoJob) -> int:
    """Return a job's place in the queue: 1 is next; 0 for one that does not wait."""
    return shared().queue.place(job)
