"""Pictures for the photo page, and what stands on it."""

import io
from typing import Any

import numpy as np
import pytest
import streamlit as st
from PIL import Image
from skimage import data
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Selectbox, Toggle

from tests.support.app_page import Launch
from tests.support.bad_pictures import HEAD, encode


def arrive(launch: Launch) -> AppTest:
    app = launch().run()
    app.switch_page("pages/photo.py").run()
    assert not app.exception
    return app


def astronaut(kind: str = "PNG", width: int = 512) -> bytes:
    file = io.BytesIO()
    Image.fromarray(data.astronaut()).resize((width, width)).save(file, kind)
    return file.getvalue()


def group(people: int = 3) -> bytes:
    """Return a picture of the astronaut beside herself."""
    return encode(np.concatenate([HEAD] * people, axis=1), "PNG")


def blank() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(file, "PNG")
    return file.getvalue()


def upload(app: AppTest, *files: tuple[str, bytes]) -> None:
    app.file_uploader[0].set_value([(name, content, "image/png") for name, content in files]).run()
    assert not app.exception


def panels(app: AppTest) -> list[str]:
    return [item.proto.body for item in app.get("html") if "mien-panel" in item.proto.body]


def selectbox(app: AppTest, label: str) -> Selectbox[Any]:
    return next(box for box in app.selectbox if box.label == label)


def button(app: AppTest, label: str) -> Button:
    return next(button for button in app.button if button.label == label)


def toggle(app: AppTest, label: str) -> Toggle:
    return next(toggle for toggle in app.toggle if toggle.label == label)


def cards(app: AppTest) -> list[Button]:
    """Return the buttons that open the pictures' cards."""
    return [button for button in app.button if str(button.key).startswith("open_")]


def card(app: AppTest, name: str) -> Button:
    """Return the button that opens the card of a picture, which is called by its name."""
    return next(button for button in cards(app) if button.label == f"`{name}`")


def errors(app: AppTest) -> str:
    return "\n".join(element.value for element in app.error)


def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what buttons offer from now on, by their label: the newest content of each file."""
    files: dict[str, Any] = {}
    offer = st.download_button

    def caught(label: str, data: Any, *rest: Any, **more: Any) -> bool:
        files[label] = data
        return bool(offer(label, data, *rest, **more))

    monkeypatch.setattr(st, "download_button", caught)
    return files
