"""How often the cameras of one process are read, and how many frames they are asked for: less while it is too busy."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

WINDOW: Final = 1.0  # seconds of all cameras' frames that are judged together
DROPPED: Final = 0.1  # share of frames that came while another was read, from which on the process is too busy
WAITED: Final = 0.02  # likewise: seconds that a read waited on average for a processor or a lock
CALM: Final = 0.5  # of both limits: under it there is room for more
LATE: Final = 3  # windows in a row that have to be too busy
PATIENCE: Final = 10.0  # seconds of calm until more is tried
LONGEST: Final = 160.0  # likewise at most, after tries that failed


@dataclass(frozen=True)
class Step:
    """One step of quality.

    Attributes:
        reads: a camera's frames that are searched for faces, each second, at most.
        frames: a camera's frames that are asked for, each second, at most.
    """

    reads: float
    frames: float


# First fewer frames are read, as long as a face's answer still follows soon; then fewer are asked for.
STEPS: Final = (Step(15, 60), Step(10, 60), Step(7.5, 60), Step(7.5, 15), Step(5, 15), Step(5, 10))


@dataclass
class _Window:
    """What all cameras told in one window; see `Pace.told`."""

    began: float
    frames: int = 0
    answers: int = 0
    passed: float = 0.0
    computed: float = 0.0

    def add(self, frames: int, passed: float, computed: float) -> None:
        self.frames, self.answers = self.frames + frames, self.answers + 1
        self.passed, self.computed = self.passed + passed, self.computed + computed

    @property
    def busy(self) -> float:
        """How busy the process was, in shares of what is too much."""
        dropped = 1 - self.answers / max(1, self.frames)
        waited = (self.passed - self.computed) / max(1, self.answers)
        return max(dropped / DROPPED, waited / WAITED)


class Pace:
    """The step at which all cameras of a process run, evenly; safe to use from every stream's thread.

    It goes a step down when frames come faster than they are read, or when reads wait long for a processor, and a step
    up after a while without either. A try upwards that soon fails doubles the while until the next one.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._window = _Window(clock())
        self._restart(self._window.began)

    @property
    def step(self) -> Step:
        """The step that holds now."""
        return STEPS[self._index]

    @property
    def slowed(self) -> bool:
        """Whether less is read or asked for than where there is time."""
        return self._index > 0

    def told(self, frames: int, passed: float, computed: float) -> None:
        """Take what a camera's newest answer cost.

        Args:
            frames: that came since its last answer, the one that was answered included.
            passed: seconds from its start to its end.
            computed: seconds of processor time in that.
        """
        now = self._clock()
        with self._lock:
            if now - self._window.began >= 10 * WINDOW:  # no camera ran
                self._restart(now)
            self._window.add(frames, passed, computed)
            if now - self._window.began >= WINDOW:
                self._judge(self._window.busy, now)
                self._window = _Window(now)

    def _restart(self, now: float) -> None:
        self._index, self._late, self._patience = 0, 0, PATIENCE
        self._tried_at, self._calm_since = -LONGEST, now
        self._window = _Window(now)

    def _judge(self, busy: float, now: float) -> None:
        self._late = self._late + 1 if busy > 1 else 0
        if busy > CALM:
            self._calm_since = now
        if self._late >= LATE and self._index < len(STEPS) - 1:
            self._patience = min(LONGEST, 2 * self._patience) if now - self._tried_at < PATIENCE else PATIENCE
            self._index, self._late = self._index + 1, 0
        elif self.slowed and now - self._calm_since >= self._patience:
            self._index, self._tried_at, self._calm_since = self._index - 1, now, now
