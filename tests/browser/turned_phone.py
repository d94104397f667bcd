"""A phone that is turned in mid stream, or gets into the dark: a camera that changes when the test says so."""

from typing import Final

from tests.browser.visits import Visitor

UPRIGHT: Final = (480, 640)  # width and height after the turn; before it is the camera's own 640x480
TOP: Final = 140  # pixels over the camera's picture, which fills the width of the upright one
SCALE: Final = 0.75  # of the camera's picture in it
DARK: Final = 0.12  # of the light; with less the encoder leaves little of a face, then a black picture, as of a pause

# The canvas is drawn on, and so gives frames, for as long as somebody takes them.
CAMERA: Final = f"""
(() => {{ const devices = navigator.mediaDevices, ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async wish => {{
    const video = document.createElement('video'), canvas = document.createElement('canvas');
    video.srcObject = await ask(wish); video.muted = true; await video.play();
    window.mienUpright = window.mienDark = false;
    const draw = () => {{
      const [width, height] = window.mienUpright ? {list(UPRIGHT)} : [640, 480];
      if (canvas.width !== width) Object.assign(canvas, {{width, height}});
      const context = canvas.getContext('2d');
      context.filter = window.mienDark ? 'brightness({DARK})' : 'none';
      context.drawImage(video, 0, window.mienUpright ? {TOP} : 0, width, 0.75 * width); }};
    draw(); setInterval(draw, 1000 / 15);
    return canvas.captureStream(15); }}; }})();
"""


def install(visitor: Visitor) -> None:
    """Give the page such a camera; ask for it before the visitor agrees."""
    visitor.page.add_init_script(CAMERA)
    visitor.page.reload()


def turn(visitor: Visitor) -> None:
    """Turn the phone upright."""
    visitor.page.evaluate("() => { window.mienUpright = true; }")


def darken(visitor: Visitor, dark: bool) -> None:
    """Put the light out, or on again."""
    visitor.page.evaluate("dark => { window.mienDark = dark; }", dark)
