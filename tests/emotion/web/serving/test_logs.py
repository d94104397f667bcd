"""How the log is written."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from emotion.web.serving import logs


@pytest.fixture
def handler() -> Iterator[logging.StreamHandler[io.StringIO]]:
    handler = logging.StreamHandler(io.StringIO())
    logger = logging.getLogger("emotion.test")
    kept = {one: one.formatter for one in logging.root.handlers}
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    for one, formatter in kept.items():
        one.setFormatter(formatter)


def test_json_has_one_object_a_line_with_its_error(handler: logging.StreamHandler[io.StringIO]) -> None:
    logs.use("json")
    try:
        raise ValueError("broken")
    except ValueError:
        logging.getLogger("emotion.test").warning("a camera did not start: %s", "relay", exc_info=True)

    (line,) = handler.stream.getvalue().splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"]) == ("WARNING", "emotion.test")
    assert told["message"] == "a camera did not start: relay"
    assert "ValueError: broken" in told["exc_info"]
    assert told["time"].startswith("20")


def test_text_stays_as_it_is(handler: logging.StreamHandler[io.StringIO]) -> None:
    logs.use("text")
    logging.getLogger("emotion.test").warning("hello")

    assert handler.stream.getvalue() == "hello\n"
