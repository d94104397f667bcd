"""The notice before any camera and the sign to print, with the host's words as they are."""

from html import escape

import pytest

from emotion.web.server.settings import HostSettings
from emotion.web.shared.notice import NOTICE, ON_THE_SIGN, html, sign

HOST = HostSettings(notice="Museum of Faces <museum@example.org>\nPrivacy: example.org/privacy")


@pytest.mark.parametrize("write", [html, sign])
def test_the_hosts_words_are_shown_and_never_run(write: object) -> None:
    assert callable(write)
    text = write(HOST)
    assert "Museum of Faces &lt;museum@example.org&gt;<br>Privacy: example.org/privacy" in text
    assert "Museum" not in write(HostSettings())


def test_the_notice_is_a_landmark_with_a_name() -> None:
    assert html(HostSettings()).startswith('<aside class="mien-notice" aria-label="Notice">')
    assert NOTICE in html(HostSettings())


def test_the_sign_stands_alone() -> None:
    text = sign(HOST)
    assert text.startswith("<!doctype html>")
    assert all(escape(line) in text for line in ON_THE_SIGN)
    assert "http" not in text.replace("example.org", ""), "it loads nothing"
