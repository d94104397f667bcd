"""Opening video files from outside: what is accepted, within which bounds, and what a file declares."""

import re
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.stream import Disposition

FORMATS: Final = "MP4, MOV, WebM, MKV or AVI"
# How names of such files end, in lower case; their bytes decide what they are.
ENDINGS: Final = (
    *(".mp4", ".mov", ".webm", ".mkv", ".avi"),
    *(".m4v", ".mp4v", ".qt", ".3gp", ".3gpp", ".3g2", ".f4v", ".divx"),  # rarer ones
)
MAX_PIXELS: Final = 8_300 * 4_700  # of one frame
DEFAULT_FPS: Final = 25.0  # frames a second where a file declares none that is likely

# FFmpeg also opens playlists, which name other files and addresses: nothing but these formats, and only local files.
_OPTIONS: Final = {"format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi", "protocol_whitelist": "file"}
_STILL: Final = Disposition.attached_pic | Disposition.timed_thumbnails
_TAG: Final = re.compile(r"(\d+):(\d+):([\d.]+)")
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


def is_cut(path: Path) -> bool:
    """Return whether an AVI has clearly fewer bytes than it states; its reader guesses a duration by those it has."""
    with path.open("rb") as file:
        head = file.read(12)
    stated = int.from_bytes(head[4:8], "little")
    return claimed_format(head) == "AVI" and path.stat().st_size < 0.98 * stated


def video_stream(container: av.container.InputContainer) -> av.VideoStream:
    """Return the stream of video that is meant to be seen, of several that are no cover picture.

    One that is marked as the default comes before others (a small preview, another view), then the larger picture, then
    the one with more frames; a single still comes last of all.

    Raises:
        VideoError: there is none, it cannot be decoded, or its frames are over `MAX_PIXELS`.
    """
    moving = [stream for stream in container.streams.video if not stream.disposition & _STILL]
    if not moving:
        content = "only sound" if container.streams.audio else "neither picture nor sound. It may be cut off"
        raise VideoError(f"The file has no video in it: expected moving pictures, found {content}.")
    stream = max(moving, key=_importance)
    context = stream.codec_context
    if context is None:
        raise VideoError(f"The video is coded in a way that cannot be read here. {ADVICE}")
    if context.width * context.height > MAX_PIXELS:
        raise VideoError(
            f"A frame has {context.width} x {context.height} pixels; at most {MAX_PIXELS / 1e6:.0f} megapixels "
            "(8,300 x 4,700) are accepted. Save the video anew in a smaller size."
        )
    return stream


def _importance(stream: av.VideoStream) -> tuple[bool, bool, bool, int, int]:
    context, default = stream.codec_context, bool(stream.disposition & Disposition.default)
    if context is None:
        return False, False, default, 0, 0
    return True, stream.frames != 1, default, context.width * context.height, stream.frames


def sound_stream(container: av.container.InputContainer) -> av.AudioStream | None:
    """Return the stream of sound that is meant to be heard, the first without a mark; None without sound."""
    return max(
        container.streams.audio,
        key=lambda stream: (stream.codec_context is not None, bool(stream.disposition & Disposition.default)),
        default=None,
    )


def begin_of(container: av.container.InputContainer, streams: Iterable[av.stream.Stream | None]) -> float:
    """Return when the first of some streams begins on the file's own clock, seconds; where none tells, the file."""
    begins = [
        float(stream.start_time * stream.time_base)
        for stream in streams
        if stream is not None and stream.start_time is not None and stream.time_base
    ]
    return min(begins, default=(container.start_time or 0) / av.time_base)


def own_duration(video: av.VideoStream, origin: float) -> float | None:
    """Return how long after `origin`, seconds on the file's clock, the video itself ends; None where it is not told."""
    if video.duration and video.duration > 0 and video.time_base:
        begin = float(video.start_time * video.time_base) - origin if video.start_time is not None else 0.0
        return max(0.0, begin) + float(video.duration * video.time_base)
    told = _TAG.fullmatch(video.metadata.get("DURATION", ""))  # Matroska's, as its usual writers have it
    if told is None:
        return None
    hours, minutes, seconds = map(float, told.groups())
    return _since(hours * 3600 + minutes * 60 + seconds, origin) or None


def declared_duration(container: av.container.InputContainer, video: av.VideoStream, origin: float) -> float | None:
    """Return the duration of the video that a file declares, seconds since `origin`; None when it declares none.

    The file's as a whole may be longer, since it counts the sound as well.
    """
    own = own_duration(video, origin)
    if not container.duration or container.duration <= 0:
        return own
    whole = float(container.duration / av.time_base)
    if "matroska" in container.format.name:
        whole = _since(whole, origin)
    return whole if own is None else min(own, whole)


def _since(end: float, origin: float) -> float:
    """Return Matroska's duration from `origin`: FFmpeg writes the time at which the last frame ends, on the clock."""
    return end - origin if 0 < origin < end else end


def declared_fps(video: av.VideoStream) -> float:
    """Return the mean frames a second that a file declares, `DEFAULT_FPS` when that is nothing likely."""
    rates: tuple[Fraction | None, ...] = (video.average_rate, video.guessed_rate)
    return next((float(rate) for rate in rates if rate and 0.1 <= rate <= 240), DEFAULT_FPS)
