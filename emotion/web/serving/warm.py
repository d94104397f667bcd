"""Loads what the first page needs when the server starts, so that its first visitor waits no longer than others."""

import logging
from importlib import import_module
from typing import Final

from emotion.models.store import ModelError
from emotion.web.live.portrait import portrait
from emotion.web.server.resources import loaded_model, slots
from emotion.web.server.settings import SettingError, host_settings

logger = logging.getLogger(__name__)

# What the first page imports and takes long; the last two Streamlit asks for when it first draws a component. Not
# streamlit_webrtc itself: Streamlit serves a component only where a page's script declared it.
HEAVY: Final = ("aiortc.contrib.media", "emotion.charts.live", "pandas", "pyarrow")


def load() -> None:
    """Import what the first page needs, load the host's model, read the first picture with it, and count the places.

    What is wrong, the page tells its visitors.
    """
    for name in HEAVY:
        import_module(name)
    try:
        portrait(loaded_model(host_settings().model))
        slots()
    except (ModelError, SettingError) as error:
        logger.warning("the first page has nothing to show: %s", error)
