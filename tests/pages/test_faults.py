"""A fault of ours: the visitor sees no name of a file, and tests of the running app see it in the log."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.browser.served import faults
from tests.support.repository import ROOT


def broken() -> None:
    raise ValueError("/srv/portrait.jpg")


def test_visitors_see_no_names_of_files(capfd: pytest.CaptureFixture[str]) -> None:
    (shown,) = AppTest.from_function(broken).run().exception
    assert "portrait" not in str(shown.proto)
    assert list(shown.stack_trace) == []
    assert "portrait.jpg" in "".join(capfd.readouterr()), "the host's log has it in full"


@pytest.mark.parametrize(
    "line",
    [
        f'  File "{ROOT}/emotion/web/live/panel.py", line 58, in results',
        f"\x1b[31m \x1b[0m \x1b[2m{ROOT}/pages/\x1b[0m",
    ],
)
def test_a_log_tells_of_faults_of_ours(line: str) -> None:
    log = f'Traceback:\n  File "{ROOT}/.venv/lib/python3/streamlit/runner.py", line 9\n{{}}\nValueError: {ROOT}/pages'
    assert faults(log.format(line)) == [line.replace("\x1b[31m", "").replace("\x1b[0m", "").replace("\x1b[2m", "")]
    assert faults(log.format("")) == []
