"""The words and lines of code of the page for programs; docs/programs.md has them too, and tests run them."""

from typing import Final

INTRODUCTION: Final = (
    "Everything that these pages read, programs can read without them. What an answer means stays the same: what a "
    "face looks like to a network, never what somebody feels."
)
OFFERED: Final = (
    "This host answers programs. One to twenty pictures at once, which stay in memory; or a video, which is read in "
    "the background and gone with its results ten minutes later. Every address and field stands in "
    "[its OpenAPI document]({address}/api/v1/openapi.json)."
)
KEY: Final = "It asks for a key, which you have from whoever hosts it: add `-H 'Authorization: Bearer KEY'`."
NOT_OFFERED: Final = (
    "This host does not answer programs. On a computer of your own `mien serve` does, and is found at `{address}`."
)
HERE: Final = "http://localhost:8501"  # where `mien serve` is found
CURL: Final = """\
curl --fail -H 'Content-Type: image/jpeg' --data-binary @portrait.jpg {address}/api/v1/read
curl --fail -F pictures=@portrait.jpg -F pictures=@portrait.jpg '{address}/api/v1/read?model=compact'
curl --fail {address}/api/v1/models"""
COMMAND: Final = (
    "`pip install .` in Mien's folder makes the command `mien`. It reads pictures and videos, also all of a folder, "
    "with every processor, and goes on where it was stopped. A file that cannot be read has a row that says why."
)
READ: Final = "mien read photos/ holiday.mp4 --out results.parquet"
COLUMNS: Final = "Columns of the table, the same in Parquet, CSV and JSON lines"
FROM_PYTHON: Final = """\
from pathlib import Path

from emotion.analysis import analyze
from emotion.detection.presets import make_detector
from emotion.images.decode import decode
from emotion.models.store import DEFAULT_MODEL, ModelStore

model = ModelStore().load_model(DEFAULT_MODEL)
picture = decode(Path("portrait.jpg").read_bytes())
for face in analyze(picture, make_detector("photo"), model.classifier(), model.threshold).result.faces:
    print(face.box, face.words, face.confidence)"""
