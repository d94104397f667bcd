"""A camera stream that the visitor's browser reads itself: its results as they come, for the page that shows them."""

from collections import deque
from dataclasses import dataclass, field, replace
from time import monotonic

from emotion.live.callback import MOST, REMEMBERED
from emotion.live.recorder import LiveRecorder
from emotion.live.state import LiveSettings
from emotion.results import FrameResult, Mark


@dataclass
class BrowserStream:
    """What one session knows of the stream in its visitor's browser.

    Attributes:
        settings: that the browser is to obey.
        recorder: takes every new result; None when nothing is recorded.
        received: number of the next result that is waited for; the browser keeps those that are not received yet.
        newest_at: when results last came, seconds of `monotonic`; None before the first.
    """

    settings: LiveSettings = field(default_factory=LiveSettings)
    recorder: LiveRecorder | None = None
    received: int = 0
    newest_at: float | None = None
    _recent: deque[FrameResult] = field(default_factory=lambda: deque(maxlen=MOST), repr=False)
    _marks: deque[Mark] = field(default_factory=deque, repr=False)

    def take(self, first: int, results: tuple[FrameResult, ...]) -> None:
        """Take results, oldest first, the first of which has this number; those that came before are passed over."""
        for number, result in enumerate(results, start=first):
            if number >= self.received:
                self.received = number + 1
                self._remember(result)
                if self.recorder is not None:
                    self.recorder.add(result)
                self.newest_at = monotonic()

    def _remember(self, result: FrameResult) -> None:
        for remembered in (self._recent, self._marks):
            while remembered and remembered[-1].at > result.at:  # the browser began anew
                remembered.pop()
            while remembered and result.at - remembered[0].at > REMEMBERED:
                remembered.popleft()
        self._recent.append(result)

    def recent(self) -> tuple[FrameResult, ...]:
        """Return the results of the last 60 seconds, oldest first."""
        return tuple(self._recent)

    def marks(self) -> tuple[Mark, ...]:
        """Return what happened in that time beside what was seen, oldest first."""
        return tuple(self._marks)

    def mark(self, words: str) -> None:
        """Note that something happened after the newest result; nothing before the first."""
        if self._recent:
            self._marks.append(Mark(self._recent[-1].at, words))

    def obey(self, settings: LiveSettings) -> None:
        """Have the browser read with other settings."""
        self.settings = replace(settings)
