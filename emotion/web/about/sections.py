"""The sections of the page about Mien: what labels mean, limits, privacy, models, data, versions and licences."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import streamlit as st

import emotion
from emotion import notices
from emotion.browser import files as browser_files
from emotion.detection import model_files
from emotion.models import facts as network_facts
from emotion.models import limits as network_limits
from emotion.models.identity import ModelIdentity
from emotion.models.record import ModelRecord
from emotion.web.about import texts
from emotion.web.about.tables import facts, table
from emotion.web.server import browser
from emotion.web.server.settings import BROWSER, HostSettings
from emotion.web.shared import model_choice, model_records, notice
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.web.shared.model_records import Records

WIDTH: Final = 760  # pixels: longer lines of prose are hard to read
NOT_MEASURED: Final = (
    "What it is bad at was not measured. `python -m training evaluate --model {name} --record --robustness` does."
)


def privacy(host: HostSettings) -> None:
    """Say what happens with pictures, with what this host has set."""
    statistics = texts.STATISTICS if st.get_option("browser.gatherUsageStats") else texts.NO_STATISTICS
    own = f"{texts.HOST}\n\n{escape_markdown(host.notice)}\n\n" if host.notice else ""
    servers = route(host.browser_configuration(0)["iceServers"])
    readers = texts.HERE if BROWSER in host.live and not browser.problem() else ""
    _prose("Privacy", own + texts.PRIVACY.format(readers=readers, route=servers, statistics=statistics))
    st.markdown(texts.SIGN)
    st.download_button("Sign to print, HTML", notice.sign(host), "mien-sign.html", "text/html", icon=":material/print:")


def route(ice_servers: Iterable[Mapping[str, Any]]) -> str:
    """Return a sentence on the servers that video connections are made with, TURN servers named before STUN ones."""
    relays: list[str] = []
    finders: list[str] = []
    for server in ice_servers:
        urls = server.get("urls", ())
        for url in [urls] if isinstance(urls, str) else urls:
            kind, _, rest = str(url).partition(":")
            (relays if kind.lower() in ("turn", "turns") else finders).append(rest.partition("?")[0])
    names = ", ".join(f"`{name}`" for name in dict.fromkeys([*relays, *finders]))
    if not names:
        return texts.DIRECT
    return (texts.RELAYED if relays else texts.FOUND).format(servers=names)


def cards(host: HostSettings) -> None:
    """Show the card of each model, the one that reads faces in this session first."""
    st.header("The networks", anchor=False)
    st.markdown(texts.PURPOSE)
    records = _records(host)
    for place, (title, record) in enumerate(records.items()):
        with st.expander(title, expanded=place == 0):
            _card(record)
    if records:
        with st.expander("What the words mean"):
            st.markdown(_unbroken(texts.WORDS))


def _card(record: ModelRecord) -> None:
    card = record.card
    st.markdown(_unbroken(card.summary))
    weak = network_limits.weak_points(record.card, record.evaluation) or [NOT_MEASURED.format(name=card.name)]
    st.markdown(_unbroken("\n".join(f"- {sentence}" for sentence in weak)))
    for expectation in card.expectations:
        told = f", {expectation.in_words} expected" if len(card.expectations) > 1 else ""
        worth = network_facts.worth(card, record.evaluation, expectation)
        st.markdown(_unbroken(facts(f"What it is worth{told}", worth)))
    st.markdown(_unbroken(facts("How it was made", network_facts.making(card))))
    commands = network_facts.commands(card)
    if commands:
        st.code("\n".join(commands), language="shell", wrap_lines=True)
    if card.protocol:
        st.markdown(_unbroken(f"**Protocol.** {card.protocol}"))
    if card.terms:
        st.markdown(f"**Terms.** {card.terms}")
    for problem in record.problems:
        st.warning(problem)


def data(host: HostSettings) -> None:
    """Say what the models learned from, and what is wrong with it."""
    st.header("The data and its known faults", anchor=False)
    st.markdown(texts.DATA)
    records = _records(host)
    sentences = dict.fromkeys(("agreed", "twins", "rarest"), "")
    if records:
        record = next(iter(records.values()))
        card, evaluation = record.card, record.evaluation
        counts = network_facts.label_counts(card)
        if counts:
            # So that a phone may break the long names.
            st.markdown(table({name.replace("Test", "\N{SOFT HYPHEN}Test"): cells for name, cells in counts.items()}))
        sentences = {
            "agreed": network_facts.agreed(evaluation),
            "twins": network_facts.twins(evaluation),
            "rarest": network_facts.rarest_label(card),
        }
    st.markdown(texts.FAULTS.format(**{name: text and f"{text} " for name, text in sentences.items()}))
    st.markdown(texts.SOURCES)


def versions(host: HostSettings) -> None:
    """Show what is installed, in which version and under which licence."""
    st.header("Versions and licences", anchor=False)
    shown = {"Mien": emotion.__version__, "Python": notices.python()}
    shown |= {title: ModelIdentity.of(record.card).version or "–" for title, record in _records(host).items()}
    st.markdown(table({"Program": list(shown), "Version": list(shown.values())}))
    st.markdown("Mien's code is under the MIT licence. The networks' own terms stand on their cards.")
    _text("Mien's licence", notices.our_licence(), "The file LICENSE is missing; it comes with the code.")
    st.markdown("**The libraries**, as their packages describe themselves:")
    installed = [*notices.libraries(), *in_browsers()]
    st.markdown(
        table(
            {
                "Library": [library.name for library in installed],
                "Version": [library.version for library in installed],
                "Licence": [library.licence for library in installed],
            }
        )
    )
    st.markdown(texts.BROUGHT)
    _text("Licence of the Haar cascade", notices.cascade_licence(), "The file is missing; install OpenCV again.")
    with st.expander("Where BlazeFace comes from"):
        st.markdown(model_files.CARD.partition("\n\n")[2])
        if model_files.problem():
            st.warning(texts.NO_BLAZEFACE)


def in_browsers() -> tuple[notices.Library, ...]:
    """Return what the program for browsers holds; nothing where it is not built."""
    return () if browser_files.problem() else browser_files.built().libraries


def chosen_first(records: Records, *names: str) -> dict[str, ModelRecord]:
    """Return records with those of the names in front, in the order of the names."""
    order = {name: place for place, name in reversed(list(enumerate(names)))}
    return dict(sorted(records.items(), key=lambda item: order.get(item[1].card.name, len(names))))


def _records(host: HostSettings) -> dict[str, ModelRecord]:
    records, problems = model_records.records()
    for problem in problems:
        st.warning(problem)
    if not records:
        st.info(model_records.NONE)
    return chosen_first(records, st.session_state.get(model_choice.CHOSEN, host.model), host.model)


def _prose(heading: str, text: str) -> None:
    st.header(heading, anchor=False)
    st.markdown(_unbroken(text))


def _unbroken(text: str) -> str:
    """Keep a number and its per cent sign on one line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _text(label: str, text: str, missing: str) -> None:
    with st.expander(label):
        st.code(text or missing, language=None, wrap_lines=True)


SECTIONS: Final[Mapping[str, Callable[[HostSettings], None]]] = {
    "What a label means": lambda host: _prose("What a label means, and what it does not", texts.MEANING),
    "Where not to use it": lambda host: _prose("Where not to use it", texts.LIMITS),
    "Privacy": privacy,
    "Networks": cards,
    "Data": data,
    "Versions and licences": versions,
}
