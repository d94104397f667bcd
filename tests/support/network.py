"""A model that a camera can be given without a file."""

from types import SimpleNamespace

from emotion.classification.calibration import Expectation
from tests.support.fakes import Always


class Network:
    """A model whose classifiers are counted."""

    def __init__(self, name: str = "compact") -> None:
        self.card = SimpleNamespace(name=name, title=name.capitalize())
        self.expectation = Expectation.ALIKE
        self.made: list[Always] = []

    def classifier(self) -> Always:
        self.made.append(Always("happy"))
        return self.made[-1]
