"""The words of the page on training: each explained once, shortly, and found where pages ask for it."""

import ast

import pytest

from emotion.glossary import GLOSSARY, explained
from tests.support.repository import ROOT

LONGEST = 330  # characters of an explanation, about as much as a tooltip holds


@pytest.mark.parametrize("term", GLOSSARY)
def test_an_explanation_is_a_short_sentence_or_two(term: str) -> None:
    words = GLOSSARY[term]

    assert words[0].isupper()
    assert words[-1] in ".?"
    assert len(words) <= LONGEST


def test_terms_are_explained_below_each_other() -> None:
    assert explained(["Epoch", "Recall"]) == (f"**Epoch.** {GLOSSARY['Epoch']}\n\n**Recall.** {GLOSSARY['Recall']}")


def test_a_term_that_nobody_explained_is_an_error() -> None:
    with pytest.raises(KeyError):
        explained(["Loops"])


def test_every_term_that_the_page_explains_is_in_the_glossary() -> None:
    asked = {
        argument.value
        for path in (ROOT / "emotion/web/models").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "explain"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    }

    assert len(asked) > 15
    assert asked <= set(GLOSSARY)
