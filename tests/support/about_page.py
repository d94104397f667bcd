"""The page about Mien as the tests open it."""

from streamlit.testing.v1 import AppTest

from emotion.web.about import sections
from emotion.web.shared import model_choice
from tests.support.app_page import Launch


def opened(launch: Launch, section: str = next(iter(sections.SECTIONS)), chosen: str = "") -> AppTest:
    """Open a section, of a session that has chosen a model."""
    app = launch()
    app.session_state["about"] = section
    if chosen:
        app.session_state[model_choice.CHOSEN] = chosen
    app.switch_page("pages/about.py").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All text of a page, without the signs that keep words together, apart or plain."""
    kinds = (app.header, app.markdown, app.caption, app.info, app.warning, app.code)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").replace("\\", "")
