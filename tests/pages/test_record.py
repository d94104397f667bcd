"""The recording on the live page without a browser: ended where no camera is on, and kept across pages."""

from emotion.live.callback import LiveCallback
from emotion.models.store import ModelStore
from emotion.web.live.recording import CAMERA_OFF, RECORDING, ActiveRecording
from emotion.web.shared.consent import AGREED
from tests.support.app_page import Launch
from tests.support.fakes import Always, FakeDetector
from tests.support.recordings import recorder


def test_a_recording_without_its_camera_ends_and_is_there_after_another_page(launch: Launch) -> None:
    callback = LiveCallback(FakeDetector(), Always("happy"))
    callback.recorder = recorder([{1: ("happy", True)}] * 20)
    app = launch()
    app.session_state[AGREED] = True
    app.session_state[RECORDING] = ActiveRecording(
        ModelStore().load_model("compact"), None, callback, callback.recorder
    )

    app.run()

    assert RECORDING not in app.session_state
    assert callback.recorder is None
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/live.py").run()
    assert not app.exception
    assert CAMERA_OFF in [info.value for info in app.info]
    assert "Person 1" in [header.value for header in app.subheader]
    assert [item.label for item in app.get("download_button")] == [
        "Readings, CSV",
        "Readings, JSON",
        "Readings, Parquet",
        "Summary, CSV",
    ]
    assert next(button for button in app.button if button.label == "Start recording").disabled, "no camera is on"
