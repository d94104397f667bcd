"""Launches every page without pytest, and prints as JSON what went wrong on each: python launch_all.py."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import streamlit_webrtc.component
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from emotion.web.shared.consent import AGREED  # noqa: E402


def launched(page: str) -> AppTest:
    """Return the app after a visitor has agreed and opened a page."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state[AGREED] = True
    app.run()
    return app if page == "live.py" else app.switch_page(f"pages/{page}").run()


if __name__ == "__main__":
    # AppTest has no session that streamlit-webrtc could ask for its run count.
    streamlit_webrtc.component.get_this_session_info = lambda: None
    pages = {}
    for path in sorted((ROOT / "pages").glob("*.py")):
        app = launched(path.name)
        pages[path.name] = {
            "title": app.title[0].value if app.title else "",
            "problems": [entry.message for entry in app.exception] + [entry.value for entry in app.error],
        }
    libraries = {name: find_spec(name) is not None for name in ("streamlit", "tensorflow", "keras")}
    print(json.dumps({"pages": pages, "libraries": libraries}))
