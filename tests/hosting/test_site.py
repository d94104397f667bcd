"""Two nodes behind nginx: what the outside may see, and what becomes of a visitor whose node ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from emotion.web.serving.headers import FIXED
from tests.browser.in_browser import begin, goes_on
from tests.browser.returned import await_advance, no_errors_of_ours
from tests.browser.served import await_that, free_port
from tests.browser.visits import Visitor, visiting
from tests.hosting.relay import Certificate
from tests.hosting.site import BELOW, Site, serving_site, write
from tests.hosting.tools import call


@pytest.fixture
def site(tmp_path: Path, certificate: Certificate) -> Iterator[Site]:
    with serving_site(tmp_path, certificate) as site:
        yield site


@pytest.fixture
def visitor(
    site: Site, playwright_: Playwright, browser_path: Path, camera_video: Path, tmp_path: Path
) -> Iterator[Visitor]:
    trusting = {"HOME": str(site.certificate.home)}
    with visiting(playwright_, browser_path, site.url, tmp_path, camera_video, env=trusting) as visitor:
        yield visitor


def node_of(visitor: Visitor) -> str:
    """Return the node that the visitor's cookie names."""
    cookies = {cookie["name"]: cookie for cookie in visitor.page.context.cookies()}
    assert cookies["mien_node"]["secure"]
    assert cookies["mien_node"]["httpOnly"]
    assert cookies["mien_node"]["path"] == f"{BELOW}/"
    return str(cookies["mien_node"]["value"])


@pytest.mark.parametrize("below", ["", BELOW, "/a/b"])
def test_nginx_takes_what_is_filled_in(below: str, certificate: Certificate, tmp_path: Path) -> None:
    write(tmp_path, certificate, {"a": 8501, "b": 8502}, free_port(), free_port(), below)

    call("nginx", "-t", "-c", tmp_path / "nginx.conf")


def test_the_outside_sees_the_page_and_no_figures(site: Site) -> None:
    closed = ("metrics", "_stcore/metrics", "_stcore/script-health-check", "/_stcore//metrics", "%6detrics")
    outside = ("/", "/metrics", "/healthz", "/_stcore/health")

    assert {path: site.ask(f"{BELOW}/{path}")[0] for path in closed} == dict.fromkeys(closed, 404)
    assert {path: site.ask(path)[0] for path in outside} == dict.fromkeys(outside, 404)
    assert site.ask(f"{BELOW}/_stcore/health")[0] == 200


def test_programs_are_answered_beside_the_page_and_counted_by_their_own_addresses(
    tmp_path: Path, certificate: Certificate
) -> None:
    with serving_site(tmp_path, certificate, MIEN_API="on", MIEN_API_A_MINUTE="2") as site:
        one, other = "127.0.0.1", "127.0.0.2"  # both reach a server of this machine

        assert [site.ask(f"{BELOW}/api/v1/models", one, node="a")[0] for _ in range(3)] == [200, 200, 429]
        assert site.ask(f"{BELOW}/api/v1/models", other, node="a")[0] == 200
        assert site.ask("/api/v1/models", other)[0] == 404


def test_each_header_comes_once(site: Site) -> None:
    status, headers = site.ask(f"{BELOW}/")
    names = [name.lower() for name, _ in headers]
    wanted = {name.lower() for name in (*FIXED, "Content-Security-Policy", "Strict-Transport-Security")}

    assert status == 200
    assert {name: names.count(name) for name in wanted} == dict.fromkeys(wanted, 1)
    assert [value for name, value in headers if name.lower() == "set-cookie" and "Secure" not in value] == []


def test_a_visitor_of_a_node_that_ends_goes_on_with_the_other(site: Site, visitor: Visitor) -> None:
    page = visitor.page
    visitor.agree()
    await_advance(visitor, mirrored=True)
    first = node_of(visitor)

    site.kill(first)

    page.get_by_text("The camera starts again by itself.").wait_for()
    await_that(lambda: visitor.answer() == "Happy", "a reading by the other node")
    assert node_of(visitor) != first
    await_advance(visitor, mirrored=True)


def test_a_camera_that_the_browser_reads_goes_on_with_the_other_node(site: Site, visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_text("Read in this browser").click()
    page.get_by_text("never leaves it").wait_for()
    begin(visitor)
    first = node_of(visitor)

    site.kill(first)

    goes_on(visitor)
    await_that(lambda: node_of(visitor) != first, "the other node")
    await_that(lambda: page.get_by_text("numbers wait in this browser").count() == 0, "numbers that are taken")
    goes_on(visitor)


def test_cookies_are_for_https_and_the_path_alone(visitor: Visitor) -> None:
    node_of(visitor)

    found = visitor.page.context.cookies()
    assert {cookie["name"] for cookie in found} >= {"mien_node", "_streamlit_xsrf"}
    assert [cookie["name"] for cookie in found if not cookie["secure"] or cookie["path"] != f"{BELOW}/"] == []
    assert no_errors_of_ours(visitor) == []
