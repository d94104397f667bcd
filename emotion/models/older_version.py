"""The version of Mien whose commands made a model, where today's can no longer make it anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from emotion.models.card import Card


@dataclass(frozen=True)
class OlderVersion:
    """What a card says under `commands_of` of its `training`.

    Attributes:
        version: of Mien, such as 1.0.0.
        commit: of this repository, at which the commands on the card run.
        library: that training needed then and does not now, such as PyTorch; empty for none.
        package: of that library, as pip names it.
    """

    version: str
    commit: str
    library: str = ""
    package: str = ""

    @property
    def words(self) -> str:
        """Which version it is, and what it needs, to go on a sentence."""
        return f"version {self.version}" + (f", whose training also needs {self.library}" if self.library else "")

    @property
    def checkout(self) -> str:
        """The line of a shell that comes before the commands on the card."""
        return f"git checkout {self.commit}  # {self.words}" + (f": pip install {self.package}" if self.package else "")


def older_version(card: Card) -> OlderVersion | None:
    """Return whose commands a card states; None where they are today's, or where it does not say so in texts."""
    values = card.training.get("commands_of")
    if not isinstance(values, Mapping) or not all(isinstance(value, str) for value in values.values()):
        return None
    version, commit = values.get("version"), values.get("commit")
    if not version or not commit:
        return None
    return OlderVersion(version, commit, values.get("library", ""), values.get("package", ""))
