"""Waits until the browser was sent what was drawn; Streamlit drops what was not, under a condition we cannot avoid."""

from threading import Event
from time import monotonic, sleep
from typing import Final

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

PATIENCE: Final = 1.0  # seconds; a browser that is away takes nothing
PAUSE: Final = 0.002


def drawn() -> bool:
    """Wait until all that this run of the whole page drew so far was sent; return whether it was.

    Within a fragment's own run, and where no server runs, there is nothing to wait for.
    """
    context = get_script_run_ctx()
    if context is None or context.fragment_ids_this_run or not runtime.exists():
        return True
    manager = getattr(runtime.get_instance(), "_session_mgr", None)
    session_info = manager.get_session_info(context.session_id) if manager else None
    if session_info is None:
        return True
    session, end, handed_over = session_info.session, monotonic() + PATIENCE, Event()
    session._event_loop.call_soon_threadsafe(handed_over.set)  # what was drawn goes the same way, in its order
    handed_over.wait(PATIENCE)
    while not session._browser_queue.is_empty():
        if monotonic() > end:
            return False
        sleep(PAUSE)
    return True
