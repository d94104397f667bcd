"""docs/programs.md: its table is that of the code, its code runs, its options are those of the command."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner

from emotion.__main__ import main
from emotion.batch.schema import UNITS
from emotion.sample.scene import PICTURE
from tests.browser.served import await_that, free_port
from tests.support.clips import astronaut, steady, write_clip
from tests.support.repository import ROOT, text_of

DOCUMENT = text_of(ROOT / "docs/programs.md")


def blocks(language: str) -> list[str]:
    """Return the document's blocks of code in a language."""
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)


def test_the_table_of_columns_is_that_of_the_code() -> None:
    written = re.findall(r"^\| `(\w+)` \| (\S+) \| (.*) \|$", DOCUMENT, re.MULTILINE)
    assert written == [(name, str(kind), unit) for name, (kind, unit) in UNITS.items()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a picture and what was read of it."""
    folder = tmp_path_factory.mktemp("programs")
    shutil.copy(PICTURE, folder / "portrait.jpg")
    write_clip(folder / "clip.mp4", steady(4), (320, 240), astronaut)
    result = CliRunner().invoke(main, ["read", str(folder), "--out", str(folder / "results.parquet")])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return where the interface answers, as the document has it served alone."""
    (line,) = re.findall(r"`(uvicorn --factory \S+) --port 8501`", DOCUMENT)
    port, log = free_port(), tmp_path_factory.mktemp("interface") / "log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", *line.split(), "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
    url = f"http://localhost:{port}"

    def answers() -> bool:
        assert server.poll() is None, log.read_text()
        try:
            return bool(httpx2.get(f"{url}/api/v1/models").status_code == 200)
        except httpx2.TransportError:
            return False

    try:
        await_that(answers, "the interface")
        yield url
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines() if "curl" in line])
def test_its_curl_lines_are_answered(line: str, url: str, folder: Path) -> None:
    command = line.replace("http://localhost:8501", url)
    run = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    if "--data-binary" in line:
        picture, video = map(json.loads, blocks("json"))
        if "videos" in line:
            assert set(answer) == set(video)
        else:
            assert answer == picture, "docs/programs.md shows another answer"


@pytest.mark.parametrize(
    ("block", "printed"), [*zip(blocks("python"), ["happy", "['Happy']", "Happy 0.9"], strict=True)]
)
def test_its_python_runs(block: str, printed: str, folder: Path, url: str) -> None:
    code = block.replace("http://localhost:8501", url)
    command = [sys.executable, "-c", f"import sys; sys.path.append({str(ROOT)!r})\n{code}"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert printed in run.stdout


def test_its_commands_and_options_are_those_there_are() -> None:
    named = set(re.findall(r"`mien (\w+)", DOCUMENT))
    assert named == set(main.commands)
    options = set(re.findall(r"`(--\w+)", DOCUMENT))
    known = {name for command in main.commands.values() for option in command.params for name in option.opts}
    assert options <= known
    (shown,) = [block for block in blocks("console") if "mien models" in block]
    lines = CliRunner().invoke(main, ["models"]).output.strip()
    assert lines in shown, "docs/programs.md shows other networks than there are"
