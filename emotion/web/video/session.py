"""The video of a session: the uploaded file, and the job that reads it, again if wished; gone with the session."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO, Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from emotion.export.timeline_export import TimelineExport
from emotion.jobs.job import VideoJob, VideoOptions
from emotion.models.loaded import LoadedModel
from emotion.sample.clip import plain_clip
from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Notes
from emotion.video.result import VideoResult
from emotion.web.server.settings import HostSettings
from emotion.web.video import upload
from emotion.web.video.process import shared
from emotion.web.video.upload import UploadedVideo

SESSION: Final = "video_session"
SAMPLE: Final = "astronaut.mp4"
STOPPED: Final = "Reading it again was stopped."
AS_BEFORE: Final = "What was read before is still here."
BUSY: Final = "Too many videos are waiting to be read. Please try again in a few minutes."


@dataclass
class VideoSession:
    """What a session holds.

    Attributes:
        uploaded: the file, while it is there.
        job: that reads it, or has read it; None until the visitor starts.
        before: that had read it before, kept until `job` has read it too.
        notes: what the visitor noted about it: of each job anew, but for markers and spans.
        problem: what was wrong with the last file or the last reading, a sentence.
        generation: gives the uploader a new key whenever its file was taken over.
        readings: how often it was begun to be read.
    """

    uploaded: UploadedVideo | None = None
    job: VideoJob | None = None
    before: VideoJob | None = None
    notes: Notes = field(default_factory=Notes)
    problem: str = ""
    generation: int = 0
    readings: int = 0
    _noted: NotedTimeline | None = field(default=None, init=False, repr=False)
    _export: TimelineExport | None = field(default=None, init=False, repr=False)

    def release(self) -> None:
        """Stop what runs and remove all files."""
        if self.job is not None:
            shared().queue.leave(self.job)
            self.job.discard()
        elif self.uploaded is not None:
            self.uploaded.folder.cleanup()
        self.uploaded = self.job = self.before = self._noted = self._export = None
        self.notes, self.problem = Notes(), ""

    @property
    def key(self) -> str:
        """Names the widgets of this reading, so that another one's begin anew."""
        return f"video {self.generation} {self.readings}"

    def note(self, notes: Notes) -> None:
        """Keep what the visitor notes."""
        self.notes = notes

    def noted(self, result: VideoResult) -> NotedTimeline:
        """Return what was read with the notes; the same as long as neither changes."""
        if self._noted is None or self._noted.read is not result.timeline or self._noted.notes != self.notes:
            self._noted = NotedTimeline(result.timeline, self.notes)
        return self._noted

    def export(self, plain: TimelineExport, noted: NotedTimeline) -> TimelineExport:
        """Return the files of what was read with the notes, likewise.

        Args:
            plain: of the job, without notes.
            noted: of `noted`.
        """
        if self._export is None or self._export.source is not plain.source or self._export.notes != noted.notes:
            self._export = replace(plain, timeline=noted.timeline, notes=noted.notes)
        return self._export

    def settle(self) -> None:
        """When the video was read once more, let go of the earlier reading; where it was not, go back to that."""
        if self.job is None or self.before is None or not self.job.state.ended:
            return
        result = self.job.state.result
        if result is not None and not result.cancelled:
            self.before.drop()
            self.notes = replace(self.notes, names=Notes().names, same=Notes().same)  # other numbers, other persons
        else:
            why = STOPPED if result is not None or self.job.cancelled else self.job.state.problem
            self.problem = f"{why} {AS_BEFORE}"
            self.job.drop()
            self.job = self.before
        self.before = None


def current() -> VideoSession:
    """Return what this session holds, made when first asked for."""
    video_session = st.session_state.get(SESSION)
    if not isinstance(video_session, VideoSession):
        shared()  # in a process's first session removes what a crash left behind
        video_session = VideoSession()
        st.session_state[SESSION] = video_session
    return video_session


def receive(video_session: VideoSession, file: UploadedFile, host: HostSettings) -> None:
    """Take a file over from the uploader, which forgets it: Streamlit would keep it in memory until the end."""
    take(video_session, file.name, file, host)
    video_session.generation += 1
    watch(video_session)
    context = get_script_run_ctx()
    if context is not None:
        # The other pages take what they are sent over as well, so that this is the session's only file.
        runtime.get_instance().uploaded_file_mgr.remove_session_files(context.session_id)


def watch(video_session: VideoSession) -> None:
    """Have all that the session holds removed when it ends."""
    context = get_script_run_ctx()
    if context is not None:
        shared().reaper.keep(context.session_id, video_session.release)


def take(video_session: VideoSession, name: str, content: BinaryIO, host: HostSettings) -> None:
    """Take a file over if it is a video within the host's bounds; else say why in `problem`.

    The session holds neither a file nor a job. The name is the visitor's.
    """
    try:
        video_session.uploaded, video_session.problem = upload.store(name, content, host), ""
    except upload.UploadError as error:
        video_session.problem = str(error)


def take_sample(video_session: VideoSession, host: HostSettings) -> None:
    """Take the sample clip over, as a file of the visitor's."""
    take(video_session, SAMPLE, io.BytesIO(plain_clip()), host)
    watch(video_session)


def starting(
    video_session: VideoSession, model: LoadedModel, options: VideoOptions, host: HostSettings
) -> Callable[[], None]:
    """Return what a button calls that has the file read, as `start`."""
    return partial(start, video_session, model, options, host)


def start(video_session: VideoSession, model: LoadedModel, options: VideoOptions, host: HostSettings) -> None:
    """Let the file be read, once more where it was, or say in `problem` that too many wait already."""
    uploaded, read = video_session.uploaded, video_session.job
    if uploaded is None or (read is not None and not read.state.ended):  # a second click, before the page had changed
        return
    longest = 60.0 * host.max_video_minutes
    job = VideoJob(uploaded.name, uploaded.path, uploaded.folder, model, options, longest, keeps_source=True)
    if not shared().queue.join(job):
        video_session.problem = BUSY
        return
    video_session.problem = ""
    video_session.before = read if read is not None and read.state.result is not None else None
    video_session.job = job
    video_session.readings += 1


def cancel(video_session: VideoSession) -> None:
    """Stop reading at the next frame; a video that still waits goes back to where it was before the start."""
    if video_session.job is None:
        return
    if shared().queue.leave(video_session.job):
        video_session.job, video_session.before = video_session.before, None
    else:
        video_session.job.cancel()


def place(job: VideoJob) -> int:
    """Return a job's place in the queue: 1 is next; 0 for one that does not wait."""
    return shared().queue.place(job)
