"""How the log is written: lines for people, or JSON for programs."""

import logging
from typing import Final

from pythonjsonlogger.json import JsonFormatter

FIELDS: Final = "{asctime}{levelname}{name}{message}"
NAMES: Final = {"asctime": "time", "levelname": "level", "name": "logger"}


def use(log_format: str) -> None:
    """Write every line of the process's log as one JSON object where "json" is wanted; else leave the log as it is.

    No line of ours has a picture, a file's name, an address or anything else of a visitor.
    """
    if log_format != "json":
        return
    formatter = JsonFormatter(FIELDS, style="{", rename_fields=NAMES)
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    if not logging.root.handlers:
        logging.root.addHandler(logging.StreamHandler())
    for handler in {handler for one in (logging.root, *loggers) for handler in one.handlers}:
        handler.setFormatter(formatter)
