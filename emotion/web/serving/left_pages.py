"""A page that was left asks for nothing any more: what its parts still send would take the next page off the screen."""

from typing import Any, Final

from streamlit.runtime.app_session import AppSession

_LEFT: Final = "_mien_left"  # on a session: the page that its browser leaves, and the one that it asked for instead
_handle: Final[Any] = AppSession._handle_rerun_script_request


def install() -> None:
    """Have this process pass over what a fragment asks of a page that its visitor has just left.

    A camera's frame may do so in the moment between a press on a link and the next page. Streamlit runs that page, then
    begins the fragment's on its own, finds it gone, and the browser has cleared the screen for it.
    """
    AppSession._handle_rerun_script_request = _unless_left  # type: ignore[assignment,method-assign]


def _unless_left(session: AppSession, client_state: Any = None) -> None:
    if client_state is not None:
        page, newest = client_state.page_script_hash, session._client_state.page_script_hash  # of a run that has begun
        left, asked = getattr(session, _LEFT, ("", ""))
        if not client_state.fragment_id:
            setattr(session, _LEFT, (newest, page))
        elif page == left != asked and newest in (left, asked):
            return
    _handle(session, client_state)
