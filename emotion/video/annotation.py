"""Annotates a video: every frame with the newest result drawn on it, and its sound, handed on to the writer."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from emotion.images.types import Picture
from emotion.results import FrameResult
from emotion.video.file import TimedFrame, VideoFile
from emotion.video.frames import View, picture_of, reduced
from emotion.video.result import OutputVideo
from emotion.video.writer import VideoWriter

if TYPE_CHECKING:
    from emotion.video.file import AnyPacket

AnnotateFrame = Callable[[Picture, FrameResult], Picture]


class Annotation:
    """The annotated video, begun with the first frame, whose size it takes; without a path nothing is done."""

    def __init__(
        self, path: Path | None, file: VideoFile, annotate_frame: AnnotateFrame, threads: int, stack: ExitStack
    ) -> None:
        """Prepare it; `stack` closes the file, or removes it after an error."""
        self._path, self._file, self._threads, self._stack = path, file, threads, stack
        self._annotate_frame = annotate_frame
        self._writer: VideoWriter | None = None
        self._early_sound: list[AnyPacket] = []  # packets that came before the first frame

    @property
    def output(self) -> OutputVideo | None:
        """The annotated video, None without a path or a frame."""
        return self._writer.output if self._writer is not None else None

    def add_sound(self, packet: "AnyPacket") -> None:
        """Take the next packet of the sound."""
        if self._writer is not None:
            self._writer.add_sound(packet)
        elif self._path is not None:
            self._early_sound.append(packet)

    def add(self, timed: TimedFrame, view: View, result: FrameResult) -> None:
        """Write a frame with a result drawn on it, each face under its person's number."""
        if self._path is None:
            return
        if self._writer is None:
            writer = VideoWriter(self._path, self._file, *reduced(view.width, view.height), self._threads)
            self._writer = self._stack.enter_context(writer)
            for packet in self._early_sound:
                self._writer.add_sound(packet)
            self._early_sound.clear()
        width, height = self._writer.width, self._writer.height
        faces = tuple(replace(face, display_number=face.track_id) for face in result.faces)
        result = replace(result, faces=faces).scaled(width, height)
        self._writer.add(self._annotate_frame(picture_of(timed.frame, view, width, height), result), timed)
