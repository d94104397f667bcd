"""A detector of ten lines, as docs/extending.md has it, stands in the page's choice and reads a video."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.support.extending import NAME, TITLE, TITLES
from tests.support.photo_page import selectbox
from tests.support.video_page import clip, job, read, send


def test_it_reads_a_video_and_is_named_afterwards(another_detector: None, page: AppTest, tmp_path: Path) -> None:
    send(page, clip(tmp_path))
    assert selectbox(page, "Detector").options == [*TITLES, TITLE]
    selectbox(page, "Detector").set_value(NAME).run()
    read(page)

    result = job(page).state.result
    assert result is not None
    assert len(result.timeline.faces) > 0
    assert {tuple(row) for row in result.timeline.faces["box"].tolist()} == {(80, 60, 160, 120)}
    told = next(element.value for element in page.markdown if "Network:" in element.value)
    assert f"- Detector: {TITLE}" in told
