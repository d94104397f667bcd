"""The visitor's choice of the model that reads faces: one for all pages, kept as long as the session."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import streamlit as st

from emotion.models import store
from emotion.models.card import Card
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelError, ModelStore
from emotion.web.server import resources
from emotion.web.server.settings import HostSettings

CHOSEN: Final = "network_chosen"  # the entry's name; outlives the widget, whose own value ends with its page
WIDGET: Final = "network_widget"

Stamps = tuple[tuple[str, int], ...]  # each entry's name, and when its card was last changed


def choose(host: HostSettings) -> LoadedModel:
    """Begin the sidebar's settings with the models, where there are several, and return the chosen one, loaded.

    It is the host's until the visitor chooses, and again when the chosen one has left the store.

    Raises:
        ModelError: as `emotion.web.server.resources.loaded_model`; the sidebar still offers the others.
    """
    st.sidebar.header("Settings", anchor=False)
    offered = cards()
    name = _chosen(host, offered)
    if len(offered) > 1:
        _offer(offered, name)
    return resources.loaded_model(name)


def chosen(host: HostSettings) -> LoadedModel:
    """Return the chosen model, loaded, without offering the others.

    Raises:
        ModelError: as `emotion.web.server.resources.loaded_model`.
    """
    return resources.loaded_model(_chosen(host, cards()))


def _chosen(host: HostSettings, offered: Mapping[str, Card]) -> str:
    name = st.session_state.get(CHOSEN, host.model)
    return name if name in offered else host.model


def cards() -> Mapping[str, Card]:
    """Return the cards of all entries by name; one that cannot be read is left out.

    The files are read again only when one of them changed.
    """
    models = ModelStore(store.MODELS)
    return _cards(models, tuple(_stamp(models, name) for name in models.names()))


def titles(offered: Mapping[str, Card]) -> dict[str, str]:
    """Return the titles to show by the entries' names; one that two share gets the name beside it."""
    shown = [card.title for card in offered.values()]
    return {
        name: card.title if shown.count(card.title) == 1 else f"{card.title} ({name})" for name, card in offered.items()
    }


def _offer(offered: Mapping[str, Card], chosen: str) -> None:
    shown = titles(offered)
    names = list(dict.fromkeys([*offered, chosen]))
    st.sidebar.selectbox(
        "Network",
        names,
        index=names.index(chosen),
        format_func=lambda name: shown.get(name, name),
        key=WIDGET,
        on_change=_keep,
        help=offered[chosen].summary if chosen in offered else None,
    )


def _keep() -> None:
    st.session_state[CHOSEN] = st.session_state[WIDGET]


def _stamp(models: ModelStore, name: str) -> tuple[str, int]:
    try:
        return name, (models.root / name / store.CARD).stat().st_mtime_ns
    except OSError:  # removed since the folder was listed
        return name, 0


@lru_cache(maxsize=2)
def _cards(models: ModelStore, stamps: Stamps) -> Mapping[str, Card]:
    readable = {}
    for name, _ in stamps:
        try:
            readable[name] = store.load_card(models.root / name)
        except ModelError:  # the page on training tells of it
            continue
    return MappingProxyType(readable)
