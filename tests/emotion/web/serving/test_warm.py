"""What is loaded before the first visitor comes."""

import logging

import pytest

from emotion.web.serving import warm


def test_it_reads_the_first_picture_with_the_hosts_model(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(warm, "portrait", lambda model: drawn.append(model.card.name))
    warm.load()
    assert drawn == ["mirrored-votes"]


@pytest.mark.parametrize(("name", "value"), [("MIEN_MODEL", "gone"), ("MIEN_FRAME_RATE", "often")])
def test_what_is_wrong_does_not_keep_the_server_from_starting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with caplog.at_level(logging.WARNING):
        warm.load()
    assert "the first page has nothing to show" in caplog.text
