"""The values that a host sets, as they come: an environment variable, or a Streamlit secret of the same name."""

import os
import re
from collections.abc import Collection
from typing import Any, Final

import streamlit as st

ORIGIN: Final = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")


class SettingError(ValueError):
    """A setting cannot be used; the message names it and says what was expected."""


def value_of(name: str) -> Any:
    """Return what was set, None where nothing was; the environment wins over a secret."""
    if name in os.environ:
        return os.environ[name]
    try:
        return st.secrets.get(name)
    except FileNotFoundError:  # no secrets.toml, which is the ordinary case
        return None


def text(name: str) -> str:
    """Return a text, "" where nothing was set."""
    return str(value_of(name) or "")


def words(name: str) -> tuple[str, ...]:
    """Return the words that were set, with spaces or commas between them."""
    return tuple(text(name).replace(",", " ").split())


def whole(name: str, default: int, lowest: int, highest: int) -> int:
    """Return a whole number.

    Raises:
        SettingError: it is none, or lies outside what is allowed.
    """
    value = value_of(name)
    if value is None:
        return default
    try:
        number = int(str(value))
    except ValueError:
        number = lowest - 1
    if not lowest <= number <= highest:
        raise SettingError(f"{name}: expected a whole number of {lowest} to {highest}, found {value!r}")
    return number


def one_of(name: str, known: Collection[str], default: str | None = None) -> str:
    """Return one of some words; where nothing was set the default, or without one the first of them.

    Raises:
        SettingError: it is none of them.
    """
    value = value_of(name)
    if value and value not in known:
        raise SettingError(f"{name}: expected one of {', '.join(known)}; found {value!r}")
    return str(value or (next(iter(known)) if default is None else default))


def some_of(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return some of the words that are known, each once and in the order in which they were set; by default all.

    Raises:
        SettingError: one of them is not known, or comes twice.
    """
    chosen = words(name) or tuple(known)
    if not set(chosen) <= set(known) or len(set(chosen)) < len(chosen):
        raise SettingError(f"{name}: expected some of {' and '.join(known)}, each once; found {value_of(name)!r}")
    return chosen


def origins(name: str) -> tuple[str, ...]:
    """Return origins of other sites.

    Raises:
        SettingError: one is no origin.
    """
    for origin in words(name):
        if not ORIGIN.fullmatch(origin):
            raise SettingError(f"{name}: expected origins such as https://huggingface.co, found {origin!r}")
    return words(name)
