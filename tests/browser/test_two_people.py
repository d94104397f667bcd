"""Two people who turn and move before a real browser's camera: their numbers, the chooser, a pause, a turned phone."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from emotion.images.types import Picture
from emotion.results import Box
from tests.browser import scene, tour, turned_phone
from tests.browser.conftest import Server, Visitor, await_that
from tests.browser.returned import grab, no_errors_of_ours, panel
from tests.browser.samples import samples
from tests.browser.tags import read_words
from tests.support import two_people

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]
LEFT, RIGHT = "1", "2"  # as the camera sees them; the picture is mirrored


@pytest.fixture(scope="module")
def camera_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the camera sees in the tests of this file."""
    path = tmp_path_factory.mktemp("camera") / "two_people.y4m"
    scene.write_pictures(path, map(two_people.picture, range(two_people.FRAMES)), two_people.RATE)
    return path


def numbers(visitor: Visitor) -> list[str]:
    """Return what the chooser offers."""
    return visitor.page.get_by_test_id("stButtonGroup").get_by_role("radio").all_inner_texts()


def choose(visitor: Visitor, number: str) -> None:
    visitor.page.get_by_test_id("stButtonGroup").get_by_role("radio", name=number, exact=True).click()


def both_are_there(visitor: Visitor) -> None:
    await_that(lambda: numbers(visitor) == ["Largest", LEFT, RIGHT], "both persons' numbers")


def faces_read(server: Server, frame: str) -> list[dict[str, Any]]:
    """Return the faces that the server read in a frame of the stream, those with lower numbers first."""
    return list(json.loads((server.tap / f"frame{int(frame):06}.json").read_text())["faces"])


def shown_person(visitor: Visitor, server: Server) -> str | None:
    """Return the number of the person whose answer the panel shows, None where it shows no one's."""
    shown = panel(visitor)
    values = [value for _, value in shown["values"]]
    for face in faces_read(server, shown["frame"]) if shown["frame"] else ():
        if values == pytest.approx([100 * value for value in face["probabilities"]], abs=0.1):
            return str(face["display_number"])
    return None


def await_person(visitor: Visitor, server: Server, person: str) -> None:
    await_that(lambda: shown_person(visitor, server) == person, f"the answer of person {person}")


def words_in(picture: Picture) -> str | None:
    """Return what is written on the person on the left, who is on the right in the mirror."""
    return read_words(picture[:, scene.WIDTH // 2 :], int(LEFT))


def said_the_same(visitor: Visitor) -> bool:
    """Look for a pass of the clip, and say whether picture and panel agree in at least 95 % of the moments."""
    seen = list(samples(visitor, two_people.FRAMES / two_people.RATE))
    assert {sample.numbers for sample in seen} == {("Largest", LEFT, RIGHT)}
    assert len({sample.answer for sample in seen}) > 1, "the mask changes the answer"
    pairs = [(words_in(sample.picture), sample.answer) for sample in seen]
    unlike = [pair for pair in pairs if pair[0] != pair[1]]
    print(f"picture and panel differ in {len(unlike)} of {len(pairs)} moments: {unlike}")
    return len(unlike) <= 0.05 * len(pairs)


def test_two_numbers_stand_and_picture_and_panel_say_the_same(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        both_are_there(visitor)
        choose(visitor, LEFT)
        await_that(lambda: visitor.answer() == "Happy", "the answer of the person on the left")
        await_that(lambda: words_in(grab(visitor)), "a tag that can be read, once the stream is sharp")
        assert said_the_same(visitor)
        assert no_errors_of_ours(visitor) == []


def test_the_chooser_shows_either_person_and_a_pause_is_called_so(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        visitor.agree()
        both_are_there(visitor)
        followed = await_that(lambda: shown_person(visitor, server), "the answer of the larger person")
        for chosen, person in ((LEFT, LEFT), (RIGHT, RIGHT), ("Largest", followed)):
            choose(visitor, chosen)
            await_person(visitor, server, person)

        visitor.camera.get_by_role("button", name="Pause").click()
        await_that(lambda: visitor.answer() == "Paused", "the page to say that the camera is paused")
        visitor.camera.get_by_role("button", name="Go on").click()
        both_are_there(visitor)
        await_that(lambda: shown_person(visitor, server), "an answer again")
        assert no_errors_of_ours(visitor) == []


def test_a_phone_may_be_turned_in_mid_stream(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        turned_phone.install(visitor)
        visitor.agree()
        both_are_there(visitor)
        assert returned_size(visitor) == (scene.WIDTH, scene.HEIGHT)

        turned_phone.turn(visitor)
        await_that(lambda: returned_size(visitor) == turned_phone.UPRIGHT, "upright frames")
        await_that(lambda: uncut(visitor), "the whole picture, with its buttons")
        await_that(lambda: upright_faces_lie_where_the_people_are(visitor, server), "boxes that fit the new size")
        both_are_there(visitor)
        await_that(lambda: shown_person(visitor, server), "an answer again")
        assert visitor.page.get_by_text("Reading failed").count() == 0
        assert no_errors_of_ours(visitor) == []


def test_on_a_phone_held_upright_answer_and_bars_stay_on_the_screen(visit: Visit) -> None:
    with visit(**tour.WAYS["phone"]) as visitor:
        turned_phone.install(visitor)
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "an answer")

        turned_phone.turn(visitor)
        await_that(lambda: returned_size(visitor) == turned_phone.UPRIGHT, "upright frames")
        lowest = "() => document.querySelector('.mien-bars').getBoundingClientRect().bottom - window.innerHeight"
        await_that(lambda: uncut(visitor), "the whole picture, with its buttons")
        await_that(lambda: visitor.page.evaluate(lowest) <= 0, "the bars on the first screen")
        assert no_errors_of_ours(visitor) == []


def test_in_the_dark_the_panel_says_why_there_is_no_answer(visit: Visit) -> None:
    with visit() as visitor:
        turned_phone.install(visitor)
        visitor.agree()
        both_are_there(visitor)
        await_that(lambda: visitor.answer() == "Happy", "an answer")

        turned_phone.darken(visitor, True)
        await_that(lambda: answer_and_why(visitor) == ("Unsure", "too dark"), "the reason")
        turned_phone.darken(visitor, False)
        await_that(lambda: visitor.answer() == "Happy", "the answer again")
        assert no_errors_of_ours(visitor) == []


def answer_and_why(visitor: Visitor) -> tuple[str, str]:
    """Return the panel's headline and the line on it."""
    answer, why = visitor.page.evaluate(
        "() => ['strong', 'span'].map(name => document.querySelector(`.mien-answer ${name}`).innerText)"
    )
    return answer, why


def uncut(visitor: Visitor) -> bool:
    """Whether the camera's frame is as high as what stands in it."""
    high = "() => document.getElementById('root').offsetHeight - window.innerHeight"
    return bool(visitor.camera.evaluate(high) <= 0)


def returned_size(visitor: Visitor) -> tuple[int, int]:
    width, height = visitor.camera.evaluate(
        "() => (video => [video.videoWidth, video.videoHeight])(document.querySelector('video'))"
    )
    return width, height


def upright_faces_lie_where_the_people_are(visitor: Visitor, server: Server) -> bool:
    """Whether the panel's answer is of an upright frame, with a face where each person is at some time of the clip."""
    shown = panel(visitor)
    faces = faces_read(server, shown["frame"]) if shown["frame"] else []
    found = [Box(**face["box"]) for face in faces]
    return len(found) == 2 and all(
        max(box.iou(upright(two_people.boxes(number)[index])) for number in range(two_people.FRAMES)) > 0.6
        for index, box in enumerate(found)
    )


def upright(box: Box) -> Box:
    """Return the place of a box of the camera's picture in the upright one."""
    scale, width, height = turned_phone.SCALE, *turned_phone.UPRIGHT
    smaller = box.scaled(scale, scale, width, height)
    return replace(smaller, top=smaller.top + turned_phone.TOP)
