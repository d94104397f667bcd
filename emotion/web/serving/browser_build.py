"""What browsers need to read faces themselves, made while the server runs: for hosts without a step before it."""

import logging
from threading import Thread

from emotion.browser import build
from emotion.browser.node import BuildError
from emotion.detection import fetch, model_files
from emotion.web.server import browser
from emotion.web.server.settings import BROWSER, SettingError, host_settings

logger = logging.getLogger(__name__)


def begin() -> Thread | None:
    """Build the program in the background where the host wants it (`MIEN_BROWSER_BUILD`), and log what is missing.

    Visitors are offered it once all is there; until then, and where it cannot be built, faces are read by the server.
    Returns None where nobody is to be offered it.
    """
    try:
        host = host_settings()
    except SettingError:  # the page tells its visitors
        return None
    if BROWSER not in host.live:
        return None
    thread = Thread(target=_prepare, args=(host.browser_build,), name="browser build", daemon=True)
    thread.start()
    return thread


def _prepare(wanted: bool) -> None:
    building = wanted and browser.problem() != ""
    if building:
        logger.warning("building the program for browsers")  # what is less than a warning, the log does not show
        try:
            if model_files.problem():
                fetch.fetch()
            build.build()
        except (BuildError, OSError) as error:
            logger.warning("the program for browsers could not be built: %s", error)
    if browser.problem():
        logger.warning("browsers cannot read faces themselves: %s", browser.problem())
    elif building:
        logger.warning("the program for browsers is built, and visitors are offered it")
