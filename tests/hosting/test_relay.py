"""coturn between browser and nodes: by UDP, TCP and TLS, with credentials it does not take, and out of reach."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from time import time

import pytest
from playwright.sync_api import Playwright

from emotion.web.live import trouble
from emotion.web.server.relay import SharedSecret
from tests.browser.returned import await_advance
from tests.browser.served import await_that, free_port
from tests.browser.visits import AGREE, Visitor, visiting
from tests.hosting.relay import KINDS, SECRET, Certificate, Relay, certify, relaying
from tests.hosting.site import Site, serving_site

# One way to the relay alone, and the connections kept where the test can ask them.
BY_ONE_WAY = """
(() => { const Open = window.RTCPeerConnection; window.mienPeers = [];
  const way = url => url.startsWith('turns:') ? 'tls' : url.endsWith('=tcp') ? 'tcp' : 'udp';
  window.RTCPeerConnection = class extends Open {
    constructor(settings, ...more) {
      const chosen = urls => [urls].flat().filter(url => way(url) === 'KIND');
      super({...settings, iceServers: settings.iceServers.map(one => ({...one, urls: chosen(one.urls)}))}, ...more);
      window.mienPeers.push(this); } }; })();
"""
USED = """
async () => { const found = new Map();
  for (const peer of window.mienPeers) for (const [id, one] of await peer.getStats()) found.set(id, one);
  const all = [...found.values()];
  const pair = all.find(one => one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded');
  const ours = pair && found.get(pair.localCandidateId);
  const video = all.find(one => one.type === 'inbound-rtp' && one.kind === 'video');
  return ours && video && video.framesDecoded > 20 && [ours.candidateType, ours.relayProtocol]; }
"""


@pytest.fixture(scope="module")
def site(certificate: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with relaying(folder, certificate) as relay:
        settings = {"MIEN_TURN_SECRET": SECRET, "MIEN_TURN_URLS": relay.urls(), "MIEN_ICE_POLICY": "relay"}
        with serving_site(folder, certificate, **settings) as site:
            yield site


@pytest.fixture
def opened(
    certificate: Certificate, playwright_: Playwright, browser_path: Path, camera_video: Path, tmp_path: Path
) -> Callable[[str], AbstractContextManager[Visitor]]:
    """Open an address in a browser that trusts the site's certificate."""
    trusting = {"HOME": str(certificate.home)}
    return partial(visiting, playwright_, browser_path, folder=tmp_path, camera_video=camera_video, env=trusting)


@pytest.mark.parametrize("kind", KINDS)
def test_the_video_goes_through_the_relay(
    kind: str, site: Site, opened: Callable[..., AbstractContextManager[Visitor]]
) -> None:
    with opened(url=site.url) as visitor:
        visitor.page.add_init_script(BY_ONE_WAY.replace("KIND", kind))
        visitor.page.reload()

        visitor.agree()

        used = await_that(lambda: visitor.camera.evaluate(USED), "frames through a relay")
        assert used == ["relay", kind]
        await_advance(visitor, mirrored=True)


@pytest.mark.parametrize(
    ("secret", "reaches", "words"),
    [("another", True, trouble.CREDENTIAL), (SECRET, False, trouble.FORBIDDEN)],
    ids=["another secret", "nodes not allowed"],
)
def test_a_relay_that_does_not_pass_the_video_on_is_said(
    secret: str,
    reaches: bool,
    words: trouble.Trouble,
    certificate: Certificate,
    tmp_path: Path,
    opened: Callable[..., AbstractContextManager[Visitor]],
) -> None:
    with relaying(tmp_path, certificate, secret, reaches) as relay:
        assert said(words, {"MIEN_TURN_SECRET": SECRET, "MIEN_TURN_URLS": relay.urls()}, certificate, tmp_path, opened)


def test_a_credential_that_has_expired_is_said(
    certificate: Certificate, tmp_path: Path, opened: Callable[..., AbstractContextManager[Visitor]]
) -> None:
    with relaying(tmp_path, certificate) as relay:
        yesterday = SharedSecret(tuple(relay.urls().split()), SECRET, 3600).for_browsers(time() - 86_400)
        given = {"MIEN_ICE_SERVERS": json.dumps([yesterday])}
        assert said(trouble.CREDENTIAL, given, certificate, tmp_path, opened)


def test_a_relay_that_is_down_is_said(
    certificate: Certificate, tmp_path: Path, opened: Callable[..., AbstractContextManager[Visitor]]
) -> None:
    nobody = Relay(free_port(), free_port())
    given = {"MIEN_TURN_SECRET": SECRET, "MIEN_TURN_URLS": nobody.urls()}
    assert said(trouble.SILENT, given, certificate, tmp_path, opened)


def test_a_relay_whose_certificate_the_browser_does_not_trust_is_said(
    certificate: Certificate, tmp_path: Path, opened: Callable[..., AbstractContextManager[Visitor]]
) -> None:
    unknown = tmp_path / "unknown"
    unknown.mkdir()
    with relaying(tmp_path, certify(unknown)) as relay:
        encrypted = relay.urls().split()[-1]
        given = {"MIEN_TURN_SECRET": SECRET, "MIEN_TURN_URLS": encrypted}
        assert said(trouble.SILENT, given, certificate, tmp_path, opened)


def said(
    words: trouble.Trouble,
    settings: dict[str, str],
    certificate: Certificate,
    folder: Path,
    opened: Callable[..., AbstractContextManager[Visitor]],
) -> bool:
    """Start a camera at a site that sends by a relay alone; return whether the page says why it does not."""
    with (
        serving_site(folder, certificate, MIEN_ICE_POLICY="relay", **settings) as site,
        opened(url=site.url) as visitor,
    ):
        visitor.page.get_by_role("button", name=AGREE).click()
        visitor.page.get_by_text(words.happened).wait_for()
        return visitor.page.get_by_text(words.helps).is_visible()
