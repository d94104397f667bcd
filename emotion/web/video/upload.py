"""A video as it is uploaded: taken over into a private folder, if it is one and within the host's bounds."""

import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import streamlit as st

from emotion.jobs.folder import new_folder
from emotion.video.analysis import check_length
from emotion.video.file import VideoFile
from emotion.video.opening import VideoError
from emotion.web.server.settings import HostSettings

NO_ROOM: Final = "The server could not store the video. Please try again later."


class UploadError(ValueError):
    """A file was not taken over; the message says why, a sentence for people."""


@dataclass(frozen=True)
class UploadedVideo:
    """An uploaded file.

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


def largest(host: HostSettings) -> int:
    """Return the megabytes that a video may have: as the host says, and as Streamlit's server lets through."""
    return min(host.max_video_mb, int(st.get_option("server.maxUploadSize")))


def store(name: str, content: BinaryIO, host: HostSettings) -> UploadedVideo:
    """Take a file over into a private folder; nothing of it stays where it is refused.

    Args:
        name: as the visitor calls it.
        content: the file.
        host: whose bounds hold.

    Raises:
        UploadError: no video that can be read, too large or too long, or there is no room.
    """
    size = content.seek(0, io.SEEK_END)
    content.seek(0)
    if size > largest(host) * 2**20:
        raise UploadError(
            f"The file has {size / 2**20:.0f} MB; at most {largest(host)} MB are accepted. Send a shorter part."
        )
    folder, uploaded = None, None
    try:
        folder = new_folder()
        path = Path(folder.name) / "source"
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)
        with VideoFile(path) as video:
            check_length(video, 60.0 * host.max_video_minutes)
            uploaded = UploadedVideo(name, path, folder, size, video.declared_duration)
    except VideoError as error:
        raise UploadError(str(error)) from error
    except OSError as error:
        raise UploadError(NO_ROOM) from error
    finally:
        if uploaded is None and folder is not None:
            folder.cleanup()
    return uploaded
