"""How to cite Mien is said of the version that is here."""

import yaml

from emotion import __version__
from tests.support.repository import ROOT


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == __version__
    assert f"## {__version__} - {cited['date-released']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert (cited["cff-version"], cited["license"]) == ("1.2.0", "MIT")
