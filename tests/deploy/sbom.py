"""python -m tests.deploy.sbom: writes what the app runs with as CycloneDX 1.6, libraries and models, to sbom.cdx.json.

The same bytes come of the same environment: there is no time in it, and the serial number follows from the content.
It is made of what is installed, so another Python or system may have a line more or less.
"""

import platform
import sys
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import emotion
from emotion.models.store import ModelStore
from tests.deploy.parts import blazeface, for_browsers, haar_cascade, library, network
from tests.support.environments import closure
from tests.support.repository import ROOT, requirements

OUTPUT: Final = ROOT / "sbom.cdx.json"
REQUIREMENTS: Final = "requirements-app.txt"
OPENCV: Final = "opencv-python-headless"  # brings the cascade


def main(arguments: list[str]) -> int:
    """Write the bill to the path that is given, or to its place in the repository; return the exit status."""
    path = Path(arguments[0]) if arguments else OUTPUT
    text = written(bill(app_set(), ModelStore()))
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error:
        print(f"not CycloneDX 1.6, so nothing was written: {error}", file=sys.stderr)
        return 1
    path.write_text(text, encoding="utf-8")
    print(f"{path}: what the app runs with, as CycloneDX 1.6")
    return 0


def app_set() -> dict[str, Distribution]:
    """Return what is installed for the app, by name: what it requires, and what that brings."""
    return closure([requirement for requirement, _ in requirements(REQUIREMENTS)])


def bill(distributions: Mapping[str, Distribution], store: ModelStore) -> Bom:
    """Return the app with its libraries and models, and who needs what.

    Raises:
        emotion.models.store.ModelError: a model's file is missing, or is not the one that its card names.
    """
    mien = Component(
        type=ComponentType.APPLICATION,
        name="Mien",
        version=emotion.__version__,
        bom_ref="mien",
        licenses=[LicenseFactory().make_from_string("MIT")],
    )
    libraries = {name: library(name, found) for name, found in distributions.items()}
    cascade = haar_cascade(libraries[OPENCV])
    inside = for_browsers()
    models = [*(network(store, name) for name in store.names()), *blazeface(), cascade]
    here = f"Python {sys.version_info.major}.{sys.version_info.minor}, {platform.system()} {platform.machine()}"
    bom = Bom(
        components=[*libraries.values(), *inside, *models],
        metadata=BomMetaData(
            component=mien,
            tools=ToolRepository(components=[this_component()]),
            properties=[Property(name="mien:resolved-for", value=here)],
        ),
    )
    direct = (canonicalize_name(requirement.name) for requirement, _ in requirements(REQUIREMENTS))
    bom.register_dependency(mien, [*(libraries[name] for name in direct), *inside, *models])
    for name, found in distributions.items():
        bom.register_dependency(libraries[name], [libraries[needed] for needed in sorted(needs(found))])
    bom.register_dependency(libraries[OPENCV], [cascade])
    return bom


def written(bom: Bom) -> str:
    """Return the bill as JSON, the same text for the same content."""
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the format asks for none
    bom.serial_number = UUID(int=0)
    bom.serial_number = uuid5(NAMESPACE_URL, JsonV1Dot6(bom).output_as_string(indent=2))
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def needs(distribution: Distribution) -> set[str]:
    """Return the names of what a distribution asks for here; its extras are left out."""
    wanted = map(Requirement, distribution.requires or ())
    return {canonicalize_name(one.name) for one in wanted if not one.marker or one.marker.evaluate({"extra": ""})}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
