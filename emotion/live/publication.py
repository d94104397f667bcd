"""One answer for a stream's picture and for the page beside it: both take it from here, so that they say the same.

The page asks for the newest answer several times a second, and shows what it got until it asks again. The picture gets
words with every frame, and needs longer to the screen: it is drawn, coded, sent, held in the browser's buffer against
jitter, and decoded. If each took the newest result when it comes to it, the two would change at different moments. So
the words in the picture are renewed once after each question of the page, a moment later, and the page gets them when
it asks next, by when they are about to be seen. A page that is late gets what the picture still shows. Boxes are always
the newest.
"""

from dataclasses import replace
from threading import Lock
from typing import Final

from emotion.results import FrameResult

UPDATE: Final = 0.2  # seconds between two questions of the page
HELD: Final = 0.12  # seconds after a question until the words are renewed, since the picture is seen soon after it
LATEST: Final = 1.0  # seconds after which a page that has not asked again is not waited for: it is hidden, or gone


class Publication:
    """What one stream has published: its thread renews it, the page's thread asks for it.

    All times are seconds of one clock that only grows.
    """

    def __init__(self) -> None:
        """Begin with nothing published."""
        self._lock = Lock()
        self._published: FrameResult | None = None
        self._asked_at = float("-inf")
        self._question: float | None = None  # when the page first asked since words were published

    def ask(self, now: float) -> FrameResult | None:
        """Return the result whose answers stand in the picture, for the page as it updates; None before the first."""
        with self._lock:
            self._asked_at = now
            if self._question is None:
                self._question = now
            return self._published

    def answered(self, newest: FrameResult, now: float) -> FrameResult:
        """Return a frame's result with the answers that are published, for the picture.

        Who is not among them keeps the newest answer.
        """
        with self._lock:
            asked = self._question is not None and now - self._question >= HELD
            if self._published is None or asked or now - self._asked_at > LATEST:
                self._published, self._question = newest, None
            published = {face.track_id: face for face in self._published.faces}
        faces = tuple(replace(published.get(face.track_id, face), box=face.box) for face in newest.faces)
        return replace(newest, faces=faces)
