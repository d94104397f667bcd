"""The parts of the app as CycloneDX has them: installed distributions, networks with their hashes, the cascade."""

import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

import cv2
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    AttachedText,
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import DisjunctiveLicense, License
from packageurl import PackageURL

from emotion import notices
from emotion.browser import files
from emotion.detection import model_files
from emotion.detection.haar import CASCADE
from emotion.models.card import LITERT
from emotion.models.identity import ModelIdentity
from emotion.models.store import ModelStore, load_model

NOT_NETWORKS: Final = ("history", "evaluation")  # roles of files that say how a model was made and what it is worth


def library(name: str, distribution: Distribution) -> Component:
    """Return an installed distribution, with the bills that its own wheel carries of the native libraries in it."""
    licence = notices.licence(distribution.metadata)
    return Component(
        name=name,
        version=distribution.version,
        bom_ref=f"pypi:{name}",
        purl=PackageURL(type="pypi", name=name, version=distribution.version),
        licenses=[] if licence == notices.NOT_STATED else [LicenseFactory().make_from_string(licence)],
        external_references=[
            ExternalReference(type=ExternalReferenceType.BOM, url=XsUri(url), hashes=[sha256(path.read_bytes())])
            for url, path in bills_of_wheel(distribution)
        ],
    )


def for_browsers() -> list[Component]:
    """Return what others wrote in the program that browsers get; nothing where it is not built."""
    if files.problem():
        return []
    packages = [(one.name.partition(",")[0], one) for one in files.built().libraries]
    return [
        Component(
            name=name,
            version=one.version,
            bom_ref=f"npm:{name}",
            purl=PackageURL("npm", name.rpartition("/")[0] or None, name.rpartition("/")[2], one.version),
            licenses=[LicenseFactory().make_from_string(one.licence)],
        )
        for name, one in packages
    ]


def bills_of_wheel(distribution: Distribution) -> Iterator[tuple[str, Path]]:
    """Yield the bills in a distribution's own folder (PEP 770), each by its name below site-packages."""
    for file in distribution.files or ():
        if file.parent.name == "sboms" and file.parent.parent.suffix == ".dist-info":
            yield file.as_posix(), Path(str(distribution.locate_file(file)))


def network(store: ModelStore, name: str) -> Component:
    """Return a model of ours: the file that runs gives the hash, and every file of its weights is listed below it."""
    card, running = load_model(store.root / name)
    terms = DisjunctiveLicense(name="Terms of the weights", text=AttachedText(content=card.terms))
    files = [
        Component(
            type=ComponentType.FILE,
            name=stored.path,
            bom_ref=f"model:{name}/{stored.path}",
            hashes=[sha256(load_model(store.root / name, role)[1])],
            properties=[Property(name="mien:role", value="runs" if role == LITERT else role)],
        )
        for role, stored in card.files.items()
        if role not in NOT_NETWORKS
    ]
    return model(
        name, running, [terms], version=ModelIdentity.of(card).version, description=card.title, components=files
    )


def blazeface() -> list[Component]:
    """Return the networks that find faces, which are fetched and run only with these hashes."""
    place = XsUri(f"https://pypi.org/project/{model_files.PACKAGE}/{model_files.VERSION}/")
    return [
        Component(
            type=ComponentType.MACHINE_LEARNING_MODEL,
            name=file.name,
            bom_ref=f"model:{file.name}",
            description="BlazeFace, finds faces",
            supplier=OrganizationalEntity(name="Google, MediaPipe"),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=file.sha256)],
            licenses=[LicenseFactory().make_from_string("Apache-2.0")],
            external_references=[ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=place)],
        )
        for file in model_files.FILES
    ]


def haar_cascade(opencv: Component) -> Component:
    """Return the cascade that OpenCV brings, under the licence that stands in its file."""
    licence = notices.cascade_licence()
    terms = DisjunctiveLicense(name="Intel License Agreement", text=AttachedText(content=licence))
    content = (Path(cv2.__file__).parent / "data" / CASCADE).read_bytes()
    return model(CASCADE, content, [terms], version=opencv.version, description="Haar cascade, finds faces")


def model(
    name: str,
    content: bytes,
    licences: Iterable[License],
    version: str | None,
    description: str,
    components: Iterable[Component] = (),
) -> Component:
    """Return a model whose file has that content."""
    return Component(
        type=ComponentType.MACHINE_LEARNING_MODEL,
        name=name,
        version=version,
        bom_ref=f"model:{name}",
        description=description,
        hashes=[sha256(content)],
        licenses=licences,
        components=components,
    )


def sha256(content: bytes) -> HashType:
    """Return the SHA-256 of some bytes."""
    return HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(content).hexdigest())
