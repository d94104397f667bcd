"""What every page begins with: the app around it, its title, the host's settings, and errors as sentences."""

from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelError
from emotion.web.server.settings import HostSettings, SettingError, host_settings
from emotion.web.shared import deep_link, expectation, model_choice, navigation


@dataclass(frozen=True)
class Page:
    """A page that has begun.

    Attributes:
        host: what the host has set.
    """

    host: HostSettings

    def model(self, offer: bool = True) -> LoadedModel:
        """Return the chosen model; without one the page ends in a sentence.

        Args:
            offer: show the choice in the sidebar.
        """
        try:
            if not offer:
                return model_choice.chosen(self.host).expecting(expectation.told())
            return expectation.tell(model_choice.choose(self.host))
        except ModelError as error:
            cannot_start(error)


def begin(title: str, introduction: str = "", file: str | None = None) -> Page:
    """Begin a page; where a setting cannot be used it ends in a sentence that names it.

    Args:
        title: of the page.
        introduction: a sentence or two under it, as Markdown.
        file: of the page, such as "pages/photo.py", so that its own address leads through app.py; None for the page
            that the app opens with.
    """
    if file is not None:
        deep_link.through_app(file)
        navigation.draw()
    st.title(title, anchor=False)
    if introduction:
        st.markdown(introduction)
    try:
        page = Page(host_settings())
    except SettingError as error:
        cannot_start(error)
    return page


def cannot_start(error: Exception) -> NoReturn:
    """Show an error that a page cannot do without, and end the page, which has no fragments yet.

    Nothing else ends a page by `st.stop` (docs/decisions/0031-how-a-page-ends.md).
    """
    navigation.draw()
    st.error(f"The page cannot start. {error}")
    st.stop()
