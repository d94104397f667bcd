"""Opening video files from outside: what is accepted, within which bounds, and what a file declares."""

from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.stream import Disposition

FORMATS: Final = "MP4, MOV, WebM, MKV or AVI"
MAX_PIXELS: Final = 8_300 * 4_700  # of one frame
DEFAULT_FPS: Final = 25.0  # frames a second where a file declares none that is likely

# FFmpeg also opens playlists, which name other files and addresses: nothing but these formats, and only local files.
_OPTIONS: Final = {"format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi", "protocol_whitelist": "file"}
ADVICE: Final = "Check that it plays elsewhere, then send it again or save it anew as MP4 (H.264)."


class VideoError(ValueError):
    """A file that gives no video; the message says why in sentences for the person who sent it."""


def open_container(path: Path) -> av.container.InputContainer:
    """Open a file by its content, whatever its name.

    Raises:
        VideoError: empty, or no whole video of a known format.
        OSError: the path cannot be read.
    """
    if not path.stat().st_size:
        raise VideoError(f"The file is empty. Expected a video: {FORMATS}.")
    try:
        return av.open(f"file:{path}", metadata_errors="replace", options=dict(_OPTIONS))
    except (av.FFmpegError, ValueError) as error:
        with path.open("rb") as file:
            kind = claimed_format(file.read(12))
        if kind is None:
            raise VideoError(f"The file is no video of a known format. Expected {FORMATS}.") from error
        raise VideoError(f"The {kind} file cannot be read: it is damaged or cut off. {ADVICE}") from error


def claimed_format(head: bytes) -> str | None:
    """Return the format that a file's first bytes, 12 at least, claim; None for none that is known."""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return "MP4 or MOV"
    if head[:4] == b"\x1aE\xdf\xa3":
        return "WebM or MKV"
    return "AVI" if head[:4] == b"RIFF" and head[8:12] == b"AVI " else None


def video_stream(container: av.container.InputContainer) -> av.VideoStream:
    """Return the first stream of video that is no cover picture.

    Raises:
        VideoError: there is none, it cannot be decoded, or its frames are over `MAX_PIXELS`.
    """
    moving = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
    if not moving:
        content = "only sound" if container.streams.audio else "neither picture nor sound. It may be cut off"
        raise VideoError(f"The file has no video in it: expected moving pictures, found {content}.")
    stream = moving[0]
    context = stream.codec_context
    if context is None:
        raise VideoError(f"The video is coded in a way that cannot be read here. {ADVICE}")
    if context.width * context.height > MAX_PIXELS:
        raise VideoError(
            f"A frame has {context.width} x {context.height} pixels; at most {MAX_PIXELS / 1e6:.0f} megapixels "
            "(8,300 x 4,700) are accepted. Save the video anew in a smaller size."
        )
    return stream


def declared_duration(container: av.container.InputContainer, video: av.VideoStream) -> float | None:
    """Return the duration that a file declares, seconds; None when it declares none."""
    if container.duration and container.duration > 0:
        return float(container.duration / av.time_base)
    if video.duration and video.duration > 0 and video.time_base:
        return float(video.duration * video.time_base)
    return None


def declared_fps(video: av.VideoStream) -> float:
    """Return the mean frames a second that a file declares, `DEFAULT_FPS` when that is nothing likely."""
    rates: tuple[Fraction | None, ...] = (video.average_rate, video.guessed_rate)
    return next((float(rate) for rate in rates if rate and 0.1 <= rate <= 240), DEFAULT_FPS)
