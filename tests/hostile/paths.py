"""Paths that lead out of what is public, written in every way that some server has fallen for."""

from typing import Final

from tests.hostile.cases import Case, case
from tests.hostile.wire import request

WAYS: Final = {
    "dots": "../../../../{}",
    "encoded dots": "%2e%2e/%2e%2e/%2e%2e/{}",
    "encoded slashes": "..%2f..%2f..%2f{}",
    "encoded twice": "%252e%252e%252f%252e%252e%252f{}",
    "backslashes": "..\\..\\..\\{}",
    "encoded backslashes": "..%5c..%5c..%5c{}",
    "overlong dots": "%c0%ae%c0%ae/%c0%ae%c0%ae/{}",
    "overlong slashes": "..%c0%af..%c0%af{}",
    "wide slashes": "..%ef%bc%8f..%ef%bc%8f{}",
    "semicolons": "..;/..;/{}",
    "doubled dots": "....//....//{}",
    "a null byte": "{}%00.js",
    "an absolute path": "%2f{}",
    "slashes before it": "//{}",
    "a scheme": "file:///{}",
    "a share": "%5c%5cexample.org%5c{}",
    "a drive": "C:%5c{}",
    "what is no text": "%ff%fe/{}",
    "broken escapes": "%zz%2/..%/{}",
    "a slash at the end": "{}/",
}
ROOTS: Final = {
    "/": (200, 301, 400),
    "/static/": (200, 301, 400),
    "/static/js/": (200, 301, 400),
    "/app/static/": (200, 301, 400),
    "/media/": (400, 404),
    "/component/": (400, 404),
    "/component/COMPONENT/": (400, 404),
    "/_stcore/": (200, 301, 400),
    "/_stcore/agent/": (301, 400, 404),
    "/_stcore/bidi-components/": (400, 404),
    "/_stcore/upload_file/SESSION/": (200, 301, 400),
    "/healthz/": (200, 301, 400),
    "/metrics/": (200, 301, 400),
}
TARGETS: Final = ("serve.py", "etc/passwd", ".streamlit/config.toml", "models/compact/card.json")


def below(root: str) -> list[Case]:
    """Return each way to each of the files from a root."""
    allowed = ROOTS[root]
    return [
        case(f"{way} to {target}", request("GET", root + pattern.format(target)), *allowed)
        for way, pattern in WAYS.items()
        for target in TARGETS
    ]
