"""The files of deploy/, read for tests."""

import re
from typing import Any, Final

import yaml
from streamlit import config

from tests.support.repository import PYTHON_FILES, ROOT, text_of

DEPLOY: Final = ROOT / "deploy"
NGINX: Final = text_of(DEPLOY / "nginx.conf.template")
TURNSERVER: Final = text_of(DEPLOY / "turnserver.conf")
DOCKERFILE: Final = text_of(DEPLOY / "Dockerfile")
COMPOSE: Final = text_of(DEPLOY / "compose.yaml")
NODES: Final = ("app-a", "app-b")
FILLED_IN: Final = re.compile(r"\$\{([A-Z_]+)(?::\?[^}]*)?\}")  # ${NAME} and ${NAME:?what to do}


def found(pattern: str, text: str) -> re.Match[str]:
    """Return where a pattern stands first in a text, which has it."""
    match = re.search(pattern, text)
    assert match, pattern
    return match


def services() -> dict[str, dict[str, Any]]:
    """Return the services of compose.yaml, what they share merged in."""
    read = yaml.safe_load(COMPOSE)["services"]
    assert isinstance(read, dict)
    return read


def example() -> dict[str, str]:
    """Return what example.env sets, by name."""
    lines = text_of(DEPLOY / "example.env").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def instructions(name: str) -> list[str]:
    """Return what follows each instruction of that name in the Dockerfile, continued lines joined."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", DOCKERFILE))
    return re.findall(rf"(?m)^{name} (.*)$", joined)


def image_environment() -> dict[str, str]:
    """Return what the Dockerfile's last stage puts into the environment."""
    return dict(pair.split("=", 1) for pair in instructions("ENV")[-1].split())


def settings_of_ours() -> set[str]:
    """Return the names of all settings that emotion/web reads."""
    web = ROOT / "emotion/web"
    sources = (text_of(path) for path in PYTHON_FILES if path.is_relative_to(web))
    return set().union(*(re.findall(r"\"(MIEN_[A-Z_]*[A-Z])\"", source) for source in sources))


def settings_of_streamlit() -> set[str]:
    """Return the names of Streamlit's options as environment variables."""
    return {option.env_var for option in config.get_config_options().values()}
