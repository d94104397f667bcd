"""The notice that people shown to the camera are due, with the host's own words (EU AI Act, article 50(3))."""

from html import escape
from typing import Final

from emotion.web.server.settings import HostSettings

NOTICE: Final = (
    "This page reads facial expressions automatically (emotion recognition). Tell everyone whom the camera will see."
)
SIGN: Final = "Facial expressions are read here"
ON_THE_SIGN: Final = (
    "A camera is on, and a program names what each face in view looks like: angry, disgust, fear, happy, sad, surprise "
    "or neutral (emotion recognition). It cannot know what anybody feels.",
    "No picture is stored or passed on, and nobody is recognised.",
    "If you do not want this, stay out of the camera's view or say so.",
)


def html(host: HostSettings) -> str:
    """Return the notice as HTML, a landmark for screen readers; it stands before any camera."""
    own = f'<div class="mien-host">{_lines(host.notice)}</div>' if host.notice else ""
    return f'<aside class="mien-notice" aria-label="Notice"><strong>Notice.</strong> {escape(NOTICE)}{own}</aside>'


def sign(host: HostSettings) -> str:
    """Return a page to print and put up beside the camera, as an HTML document with the host's words at its foot."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in ON_THE_SIGN)
    own = f"<footer>{_lines(host.notice)}</footer>" if host.notice else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{SIGN}</title>
<style>
@page {{ size: A4; margin: 20mm; }}
body {{ font: 18pt/1.45 system-ui, sans-serif; color: #000; max-width: 170mm; margin: 0 auto; }}
h1 {{ font-size: 40pt; line-height: 1.15; }}
footer {{ border-top: 1pt solid #000; padding-top: 6mm; }}
</style>
</head>
<body>
<h1>{SIGN}</h1>
{paragraphs}{own}
</body>
</html>
"""


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
