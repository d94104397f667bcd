"""A file is made once, when it is asked for, and anew when what it shows has changed."""

from streamlit.testing.v1 import AppTest

from emotion.web.shared.deferred_download import PREFIX


def page() -> None:
    import streamlit as st

    from emotion.web.shared import deferred_download

    def make() -> bytes:
        st.session_state["made"] = st.session_state.get("made", 0) + 1
        return b"a file"

    if st.session_state.get("gone"):
        deferred_download.forget("pictures")
        return
    stamp = st.session_state.get("stamp", 0)
    deferred_download.offer("pictures, ZIP", make, stamp, "a.zip", "application/zip", "pictures")


def shown(app: AppTest) -> tuple[list[str], list[str]]:
    assert not app.exception
    return [button.label for button in app.button], [button.label for button in app.get("download_button")]


def test_a_file_is_made_when_asked_for_and_offered_until_its_stamp_changes() -> None:
    app = AppTest.from_function(page).run()
    assert shown(app) == (["Prepare pictures, ZIP"], [])

    app.button[0].click().run()
    assert shown(app) == ([], ["Download pictures, ZIP"])
    app.run()
    assert shown(app) == ([], ["Download pictures, ZIP"])
    assert app.session_state["made"] == 1

    app.session_state["stamp"] = 1
    app.run()
    assert shown(app) == (["Prepare pictures, ZIP"], [])
    app.button[0].click().run()
    assert app.session_state["made"] == 2


def test_what_is_forgotten_leaves_nothing_in_the_session() -> None:
    app = AppTest.from_function(page).run()
    app.button[0].click().run()
    assert app.session_state[PREFIX + "pictures"].content == b"a file"

    app.session_state["gone"] = True
    app.run()

    assert PREFIX + "pictures" not in app.session_state
