"""A video that a program sends: read in the background, asked for, and gone."""

import hashlib
import io
import time
from pathlib import Path
from typing import Any

import av
import pytest
from starlette.testclient import TestClient

from emotion.api import videos as kept
from emotion.api.videos import FullError, Videos
from emotion.jobs.folder import PREFIX, new_folder
from emotion.jobs.job import VideoOptions
from emotion.models.store import DEFAULT_MODEL, ModelStore
from emotion.video.opening import VideoError
from tests.emotion.api.conftest import Client
from tests.support.clips import astronaut, steady, write_clip

VIDEOS = "/api/v1/videos"
MP4 = {"Content-Type": "video/mp4"}
PATIENCE = 120  # seconds


@pytest.fixture
def clip(tmp_path: Path) -> bytes:
    return write_clip(tmp_path / "clip.mp4", steady(10), (320, 240), astronaut).read_bytes()


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have private folders made here."""
    place = tmp_path / "folders"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


def done(client: TestClient, address: str, **headers: str) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        state = client.get(address, headers=headers).json()
        if state["phase"] in ("done", "failed"):
            return dict(state)
        time.sleep(0.05)
    raise AssertionError("never done")


def test_a_video_is_read_and_its_results_and_copy_are_had(client: Client, clip: bytes, folders: Path) -> None:
    made = client()
    query: dict[str, str | int | bool] = {"every": 2, "annotated": True, "blur": True, "model": "compact"}
    sent = made.post(VIDEOS, content=clip, headers=MP4, params=query)
    assert sent.status_code == 202
    address = sent.headers["Location"]
    assert address == f"{VIDEOS}/{sent.json()['video']}"
    state = done(made, address)
    assert (state["phase"], state["share"], state["place"], state["problem"]) == ("done", 1.0, 0, "")
    document = made.get(f"{address}/results").json()
    assert document["model"]["name"] == "compact"
    assert document["readings"][-1]["faces"][0]["label"] == "happy"
    table = made.get(f"{address}/results", params={"format": "csv"})
    assert table.headers["Content-Type"].startswith("text/csv")
    assert table.content.decode("utf-8-sig").startswith('"seconds",')
    with av.open(io.BytesIO(made.get(f"{address}/annotated").content)) as file:
        assert file.streams.video[0].frames == 10
    assert made.delete(address).status_code == 204
    assert made.get(address).status_code == 404
    assert made.delete(address).status_code == 404
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "headers", "status", "sentence"),
    [
        (b"words", MP4, 422, "no video of a known format"),
        (b"", MP4, 422, "The file is empty"),
        (b"words", {"Content-Type": "text/plain"}, 415, "found text/plain"),
        (b"", {**MP4, "Content-Length": str(2**40)}, 413, "200 MB at most"),
    ],
)
def test_what_is_no_video_is_refused_at_once(
    client: Client, content: bytes, headers: dict[str, str], status: int, sentence: str, folders: Path
) -> None:
    answer = client().post(VIDEOS, content=content, headers=headers)
    assert answer.status_code == status
    assert sentence in answer.json()["detail"]
    assert list(folders.iterdir()) == []


def test_a_video_that_is_too_long_or_too_large_is_refused(client: Client, clip: bytes, folders: Path) -> None:
    long = client(minutes=0.01).post(VIDEOS, content=clip, headers=MP4)
    assert long.status_code == 422
    assert "at most" in long.json()["detail"]

    def endless() -> Any:
        for _ in range(100):
            yield bytes(2**16)

    assert client(megabytes=1).post(VIDEOS, content=endless(), headers=MP4).status_code == 413
    assert list(folders.iterdir()) == []


def test_what_is_not_there_yet_or_never_is_told(client: Client, clip: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    made = client()
    plain = made.post(VIDEOS, content=clip, headers=MP4).headers["Location"]
    done(made, plain)
    assert made.get(f"{plain}/annotated").status_code == 409

    def broken(*_: Any, **__: Any) -> Any:
        raise VideoError("It broke off.")

    monkeypatch.setattr("emotion.jobs.job.analyze_video", broken)
    failed = made.post(VIDEOS, content=clip, headers=MP4).headers["Location"]
    assert done(made, failed)["problem"] == "It broke off."
    answer = made.get(f"{failed}/results")
    assert (answer.status_code, answer.json()["detail"]) == (409, "It broke off.")


def test_nobody_sees_anothers_video(client: Client, clip: bytes) -> None:
    keys = frozenset(hashlib.sha256(key).hexdigest() for key in (b"mine", b"yours"))
    made = client(keys=keys)
    mine, yours = {"Authorization": "Bearer mine"}, {"Authorization": "Bearer yours"}
    address = made.post(VIDEOS, content=clip, headers={**MP4, **mine}).headers["Location"]
    done(made, address, **mine)
    for path in (address, f"{address}/results", f"{address}/annotated"):
        assert made.get(path, headers=yours).status_code == 404
    assert made.delete(address, headers=yours).status_code == 404
    assert made.get(address, headers=mine).status_code == 200


def test_results_are_kept_for_a_while_and_all_goes_at_the_end(
    clip: bytes, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LOOK", 0.02)
    monkeypatch.setattr(kept, "KEPT", 0.1)
    videos = Videos(1, 60)
    name = begin(videos, clip)
    end = time.monotonic() + PATIENCE
    while videos.job(name, "me") is not None:
        assert time.monotonic() < end
        time.sleep(0.02)
    monkeypatch.setattr(kept, "KEPT", 600.0)
    begin(videos, clip)
    videos.close()
    while list(folders.glob(f"{PREFIX}*")):
        assert time.monotonic() < end
        time.sleep(0.02)
    with pytest.raises(FullError):
        begin(videos, clip)
    assert list(folders.iterdir()) == []


def test_more_videos_than_are_kept_are_sent_away(
    client: Client, clip: bytes, monkeypatch: pytest.MonkeyPatch, folders: Path
) -> None:
    monkeypatch.setattr(kept, "MOST", 1)
    made = client()
    assert made.post(VIDEOS, content=clip, headers=MP4).status_code == 202
    answer = made.post(VIDEOS, content=clip, headers=MP4)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert len(list(folders.iterdir())) == 1


def begin(videos: Videos, clip: bytes) -> str:
    folder = new_folder()
    source = Path(folder.name) / "source"
    source.write_bytes(clip)
    model = ModelStore().load_model(DEFAULT_MODEL)
    return videos.begin(folder, source, model, VideoOptions(annotated=False), "me")
