"""Whether this host answers programs beside the page, and asks them for a key: the environment alone says so."""

import os


def answered() -> bool:
    """Whether the HTTP interface answers."""
    return os.environ.get("MIEN_API") == "on"


def asked_for_keys() -> bool:
    """Whether it lets in who has a key alone."""
    return bool(os.environ.get("MIEN_API_KEYS"))
