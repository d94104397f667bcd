"""What went wrong with a camera, in a sentence for the very case and what helps; a line for the host likewise."""

import logging
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from emotion.web.live.link import Report
from emotion.web.server import metrics
from emotion.web.server.settings import BROWSER, SERVER

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """One thing that can go wrong.

    Attributes:
        happened: a sentence.
        helps: what to try, a sentence or two.
        only: which reader alone can have it, of `emotion.web.server.settings.LIVE`; empty where each can.
    """

    happened: str
    helps: str
    only: str = ""

    def of(self, reader: str) -> bool:
        """Whether it is a trouble of this reader, which the other one need not have."""
        return self.only == reader


REFUSED: Final = Trouble(
    "Your browser did not allow this page to use the camera.",
    "Click the camera or lock symbol beside the page's address, allow the camera, and press Start camera. On a phone, "
    "the system's settings may also keep the camera from the browser.",
)
MISSING: Final = Trouble(
    "No camera was found on this device.",
    "Plug one in, or open the shutter in front of it, and press Start camera.",
)
BUSY: Final = Trouble(
    "The camera is there, but another program is using it.",
    "Close video calls and camera programs, and press Start camera.",
)
INSECURE: Final = Trouble(
    "This page came without encryption (http), and browsers give the camera only to pages that come with it (https).",
    "Open the page's address with https://. Inside another app's built-in browser, open it in the browser itself.",
)
BLOCKED: Final = Trouble(
    "The video could not reach the server: a network between your browser and this page blocks it.",
    "Try another network, such as a phone's. Whoever hosts this page has to set a TURN server: docs/configuration.md, "
    "MIEN_ICE_SERVERS.",
    SERVER,
)
CREDENTIAL: Final = Trouble(
    "The video could not reach the server: the relay that this page is told to use did not accept its name and "
    "password.",
    "Reload the page, in case they have expired. If it stays so, only whoever hosts this page can mend it: "
    "docs/configuration.md, TURN.",
    SERVER,
)
FORBIDDEN: Final = Trouble(
    "The video could not reach the server: the relay that this page is told to use may not pass it on.",
    "Only whoever hosts this page can mend that: the relay has to allow this page's server, and have room for one more "
    "visitor (docs/configuration.md, TURN).",
    SERVER,
)
SILENT: Final = Trouble(
    "The video could not reach the server: the relay that this page is told to use did not answer.",
    "Try another network, such as a phone's. If it stays so, the relay's address is wrong, it is down, or browsers do "
    "not trust its certificate; only whoever hosts this page can mend that (docs/configuration.md, TURN).",
    SERVER,
)
LOST: Final = Trouble(
    "The connection was lost, so the video ended.",
    "Press Start camera to go on. What was read so far is still here.",
    SERVER,
)
GONE: Final = Trouble(
    "The camera went away: it was unplugged, or the device took it while its screen was locked.",
    "Press Start camera to go on. What was read so far is still here.",
)
UNLOADED: Final = Trouble(
    "The part of this page that shows the camera did not load.",
    "Reload the page. If it stays so, a browser extension or a proxy may be blocking it.",
    SERVER,
)
INCOMPLETE: Final = Trouble(
    "The program that reads faces in this browser did not come whole: a file is missing or is not the one that this "
    "page says it is.",
    "Press Start camera to try again, or have the server read. If it stays so, tell whoever hosts this page.",
    BROWSER,
)
TOO_OLD: Final = Trouble(
    "This browser cannot run the program that reads faces.",
    "Try a newer version of Chrome, Edge, Firefox or Safari, or have the server read.",
    BROWSER,
)
HIDDEN: Final = Trouble(
    "This browser hides the pixels of pictures from pages, against fingerprinting, so it can read no face.",
    "Make an exception for this page in its settings, try another browser, or have the server read.",
    BROWSER,
)
STILL: Final = Trouble(
    "The camera started, but gave no picture.",
    "Close other programs that may use it, or plug in another one, and press Start camera.",
)
CLIP: Final = Trouble(
    "This browser cannot play the sample clip.",
    "It may lack the codec for H.264, which Firefox on Linux takes from the system, or let no video begin by itself. "
    "The camera and photos need neither.",
)
OTHER: Final = Trouble(
    "This browser could not give its camera to this page.", "Try another browser, or reload the page."
)

BY_NAME: Final = MappingProxyType(
    {
        "NotAllowedError": REFUSED,
        "PermissionDeniedError": REFUSED,
        "SecurityError": REFUSED,
        "NotFoundError": MISSING,
        "OverconstrainedError": MISSING,
        "NotReadableError": BUSY,
        "AbortError": BUSY,
        "insecure": INSECURE,
        "unreachable": BLOCKED,
        "relay": FORBIDDEN,
        "lost": LOST,
        "ended": GONE,
        "frame": UNLOADED,
        "still": STILL,
        "clip": CLIP,
        "file": INCOMPLETE,
        "hidden": HIDDEN,
        "runtime": TOO_OLD,
    }
)
# What a TURN server answers, or a browser that did not reach it (701), by what is told of it.
CODES: Final = ((CREDENTIAL, (401,)), (FORBIDDEN, (403, 437, 441, 486)), (SILENT, (701,)))


def trouble_of(report: Report) -> Trouble | None:
    """Return what went wrong by a browser's report; None when nothing did.

    A relay that refuses while nothing connects is told before the browser gives up, which it may do late or never.
    """
    by_relay = next((trouble for trouble, codes in CODES if set(report.codes) & set(codes)), None)
    if not report.failed:
        return by_relay if by_relay is not SILENT and not report.way else None
    known = BY_NAME.get(report.failed, OTHER)
    return by_relay or known if known in (BLOCKED, FORBIDDEN) else known


def log(report: Report) -> None:
    """Tell the host's log and figures that a camera failed: why, and no more of the visitor."""
    reason = report.failed if report.failed in BY_NAME else "other" if report.failed else "relay"
    answered = sorted({code for code in report.codes if any(code in codes for _, codes in CODES)})
    metrics.FAILURES.labels(reason).inc()
    logger.warning("a camera failed: %s%s", reason, f"; a TURN server answered {answered}" if answered else "")
