"""Files taken out of the uploader are no longer held by the server."""

from types import SimpleNamespace

import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from emotion.web.shared import device, uploads

FILES = [UploadedFileRec(name, f"{name}.png", "image/png", name.encode()) for name in ("one", "two", "three")]


def uploaded(*records: UploadedFileRec) -> list[UploadedFile]:
    return [UploadedFile(record, FileURLs()) for record in records]


def test_what_was_taken_is_forgotten_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = MemoryUploadedFileManager("/upload")
    for record in FILES:
        manager.add_file("mine", record)
        manager.add_file("another's", record)
    context = SimpleNamespace(uploaded_file_mgr=manager, session_id="mine")
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: context)

    taken = uploads.take(uploaded(*FILES[:2]))

    assert taken == [("one.png", b"one"), ("two.png", b"two")]
    left = [
        [file.name for file in manager.get_files(session, ["one", "two", "three"])] for session in ("mine", "another's")
    ]
    assert left == [["three.png"], ["one.png", "two.png", "three.png"]]


def test_files_of_a_host_with_a_store_of_its_own_are_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: SimpleNamespace(uploaded_file_mgr=None))
    assert uploads.take(uploaded(FILES[0])) == [("one.png", b"one")]


def test_phones_are_asked_for_pictures_and_computers_let_everything_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "is_phone", lambda: True)
    assert uploads.types("image", (".hif",)) == ["image", ".hif"]
    monkeypatch.setattr(device, "is_phone", lambda: False)
    assert uploads.types("image", (".hif",)) is None
