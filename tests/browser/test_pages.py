"""Every page in a real browser, in the light theme, in the dark one and on a phone."""

import re

import pytest

from tests.browser.walk import Walk
from tests.support.colours import Colour, contrast

pytestmark = pytest.mark.browser

# What the browser reports of others' code: Streamlit's list of iframe permissions names features that Chromium does not
# know, and its components run scripts in the page's own origin.
FRAMEWORK = ("Unrecognized feature:", "allow-scripts and allow-same-origin")


def from_css(text: str) -> Colour:
    """Return a colour as a browser writes it, rgb(1, 2, 3)."""
    red, green, blue = (int(value) for value in re.findall(r"\d+", text)[:3])
    return red, green, blue


def test_no_page_writes_errors_of_ours_to_the_console(walked: Walk) -> None:
    assert [text for text in walked.console if not any(known in text for known in FRAMEWORK)] == []


def test_no_page_is_wider_than_the_screen(walked: Walk) -> None:
    assert walked.overhang == dict.fromkeys(walked.overhang, 0)
    assert {"consent", "live", "photo", "video", "training", "programs", "about"} == set(walked.overhang)


def test_the_pages_stand_in_the_sidebar_above_the_settings_and_a_phone_folds_both_away(walked: Walk) -> None:
    links = ["Live", "Photo", "Video", "Training", "Programs", "About"]
    settings = {page: ["Settings"] for page in ("live", "photo", "video")}

    for page, seen in walked.sidebar.items():
        assert seen == ([] if walked.phone else [*links, *settings.get(page, [])])


def test_a_photo_is_there_still_when_the_visitor_comes_back(walked: Walk) -> None:
    assert walked.still_read == "Happy"


def test_no_page_brings_tensorflow_or_the_training_into_the_web_process(walked: Walk) -> None:
    assert {"tensorflow", "keras", "training"} & walked.modules == set()


def test_no_file_watcher_runs_in_the_web_process(walked: Walk) -> None:
    assert "streamlit.watcher" in walked.modules
    assert {"watchdog", "streamlit.watcher.event_based_path_watcher"} & walked.modules == set()


def test_the_letters_of_charts_can_be_read(walked: Walk) -> None:
    assert {"live", "video", "training"} <= set(walked.colours)
    for seen in walked.colours.values():
        background = from_css(seen["background"])
        faint = [letters for letters in seen["letters"] if contrast(from_css(letters), background) < 4.5]
        assert seen["letters"]
        assert faint == []  # WCAG 2.2, 1.4.3
