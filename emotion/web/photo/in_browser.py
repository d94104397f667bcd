"""Pictures read in the visitor's own browser: neither they nor what is read of them go to this page's server.

`browser/src/photos` is the program; docs/decisions/0036-in-the-browser.md says why it is so.
"""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

import streamlit as st

from emotion.images.formats import ENDINGS
from emotion.models.loaded import LoadedModel
from emotion.web.photo import album, opened, table, view
from emotion.web.photo.cards import NOBODY
from emotion.web.server import browser
from emotion.web.server.settings import BROWSER, HostSettings
from emotion.web.shared import bars
from emotion.web.shared.csv_form import FORMS
from emotion.wording import counted

NAME: Final = "mien_photos_in_browser"
CHOICE: Final = "Files, not uploaded"  # among what pictures come from
MOST: Final = 40  # pictures that a browser holds at once: an old telephone has little memory
_HERE: Final = Path(__file__).parent
KEPT: Final = "Pictures are read in this browser: neither they nor what is read of them leave it."
ELSEWHERE: Final = "Choose “Files” to have it read on this page's server instead."
WORDS: Final[Mapping[str, Any]] = {
    **bars.IN_BROWSER,
    "loading": "The program comes into this browser: {}",
    "reading": "Reading {}",
    "place": ", {} of {}",
    "nobody": NOBODY,
    "noFace": opened.NO_FACE,
    "yes": table.YES,
    "no": table.NO,
    "faces": (counted(1, "face"), "{} faces"),
    "pictures": (counted(1, "picture"), "{} pictures"),
    "count": "{} in {}",
    "remove": "Remove {}",
    "hereAlready": album.HERE_ALREADY,
    "samePicture": album.SAME_PICTURE,
    "unreadable": f"This browser cannot open the file; JPEG, PNG and WebP it always can. {ELSEWHERE}",
    "unread": f"This browser could not read the picture; it may lack the memory. {ELSEWHERE}",
    "full": "{} pictures are held already. Remove some first.",
    "broken": (
        "A part of the program did not come into this browser, or cannot run in it. Try again, or choose “Files” to "
        "have the pictures read on this page's server."
    ),
    "hidden": (
        "This browser hides the pixels of pictures from pages, against fingerprinting, so it can read no face. "
        f"{ELSEWHERE}"
    ),
}

_COLUMNS: Final = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns([], compared=False))
_FORMS: Final = "".join(
    f'<option value="{form.separator}{form.decimal}">{escape(name)}</option>' for name, form in FORMS.items()
)
_component = st.components.v2.component(
    NAME,
    html=(
        (_HERE / "in_browser.html")
        .read_text("utf-8")
        .replace("PANEL", bars.panel(None, None))
        .replace("ENDINGS", ",".join(ENDINGS))
        .replace("COLUMNS", _COLUMNS)
        .replace("FORMS", _FORMS)
        .replace("LONGEST", str(view.THUMBNAIL))
        .replace("LETTERS", str(view.LETTERS))
    ),
    js=(_HERE / "in_browser.js").read_text("utf-8"),
    isolate_styles=False,
)


def offered(host: HostSettings) -> bool:
    """Whether visitors' browsers may and can read pictures here."""
    return BROWSER in host.live and not browser.problem()


def show(host: HostSettings, model: LoadedModel, sensitivity: str) -> None:
    """Show the field for files, and what the browser reads of them with this model and sensitivity."""
    _component(key=NAME, data=handed_over(host, model, sensitivity))


def handed_over(host: HostSettings, model: LoadedModel, sensitivity: str) -> dict[str, Any]:
    """Return what `browser/src/photos/data.ts` describes, as JSON takes it."""
    return {
        **browser.urls(),
        "accelerator": host.accelerator,
        "model": browser.described(model),
        "sensitivity": sensitivity,
        "most": MOST,
        "words": WORDS,
    }
