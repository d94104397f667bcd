"""`mien read --ray`: the rows are those of one machine, and nobody's death costs one or makes one twice."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pyarrow.parquet as pq
import pytest
from ray.cluster_utils import Cluster

from emotion.batch.pool import DIED
from emotion.cluster.pool import GONE
from emotion.images.decode import decode
from emotion.place import ROOT
from emotion.sample.scene import PICTURE
from tests.browser.served import await_that
from tests.cluster.readers import PATIENCE


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "emotion", "read", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, timeout=PATIENCE)


def reading(reader: str, cluster: Cluster, folder: Path) -> "subprocess.Popen[str]":
    """Begin to read a folder by a reader of `tests.cluster.readers`."""
    command = [sys.executable, "-m", "tests.cluster.reading", reader, cluster.address, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def errors(process: "subprocess.Popen[str]", folder: Path) -> dict[str, str]:
    """Return what is wrong with each picture of a folder, once all are read; each has come once."""
    told, _ = process.communicate(timeout=PATIENCE)
    rows = [json.loads(line) for line in told.splitlines() if line.startswith("{")]  # Ray tells of the dead there, too
    assert process.returncode == 0
    assert sorted(row["name"] for row in rows) == sorted(path.name for path in folder.glob("*.jpg"))
    return {row["name"]: row["error"] for row in rows if row["error"]}


def write_video(path: Path) -> None:
    picture = decode(PICTURE.read_bytes())
    with av.open(path, "w") as file:
        stream = file.add_stream("libx264", rate=10)
        stream.height, stream.width = (side // 2 * 2 for side in picture.shape[:2])
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(np.roll(picture, number, axis=1)[: stream.height, : stream.width].copy())
            file.mux(stream.encode(frame))
        file.mux(stream.encode())


def test_the_rows_are_those_of_one_machine_in_every_byte(cluster: Cluster, folder: Path, tmp_path: Path) -> None:
    write_video(folder / "video.mp4")
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    settings = "--detector", "blazeface", "--annotated"
    assert run(folder, "--out", here, *settings, tmp_path / "a").returncode == 1, "one picture is none"
    result = run(folder, "--out", there, *settings, tmp_path / "b", "--jobs", 2, "--ray", cluster.address)
    assert result.returncode == 1
    assert "41 files read, 1 of them not or not to the end" in result.stderr
    order = [("file", "ascending"), ("frame", "ascending"), ("face", "ascending")]
    one, many = (pq.read_table(path).sort_by(order) for path in (here, there))
    assert one.equals(many, check_metadata=True)
    for path in (tmp_path / "a").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_what_is_written_is_not_read_again_and_no_row_is_lost_with_who_asked(cluster: Cluster, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "all.parquet"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number:04}.jpg").symlink_to(PICTURE)
    options = "--out", str(out), "--jobs", "2", "--ray", cluster.address
    command = [sys.executable, "-m", "emotion", "read", str(folder), *options]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    parts = tmp_path / "all.parquet.parts"
    await_that(lambda: list(parts.glob("*.parquet")), "what was read at first")
    process.send_signal(signal.SIGKILL)
    process.wait()
    written = sum(pq.read_metadata(part).num_rows for part in parts.glob("*.parquet"))
    assert 0 < written < 1500
    assert subprocess.run(command, cwd=ROOT, timeout=PATIENCE).returncode == 0
    rows = pq.read_table(out).to_pylist()
    assert sorted(row["file"] for row in rows) == sorted(str(path) for path in folder.iterdir())
    assert len({str({**row, "file": ""}) for row in rows}) == 1, "the same picture gave other rows"


def test_a_process_that_dies_costs_the_file_that_it_dies_of_each_time_alone(cluster: Cluster, folder: Path) -> None:
    (folder / "11.jpg").rename(folder / "deadly.jpg")
    (folder / "23.once").touch()
    found = errors(reading("fragile", cluster, folder), folder)
    assert not (folder / "23.once").exists(), "a process died of it"
    assert found.pop("deadly.jpg") == DIED
    assert list(found) == ["07.jpg"]


def test_a_machine_that_dies_costs_nothing(cluster: Cluster, folder: Path) -> None:
    process = reading("waiting", cluster, folder)
    machines = {machine.node_id: machine for machine in cluster.worker_nodes}
    begun = await_that(lambda: [path.stem for path in folder.glob("*.begun") if path.stem in machines], "a reader")
    cluster.remove_node(machines[begun[0]], allow_graceful=False)
    (folder / "go").touch()
    found = errors(process, folder)
    cluster.add_node(num_cpus=2)
    assert list(found) == ["07.jpg"]


def test_where_the_head_dies_it_says_so_and_what_was_read_is_kept(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "all.parquet"
    folder.mkdir()
    for number in range(5000):
        (folder / f"{number:04}.jpg").symlink_to(PICTURE)
    head = subprocess.Popen(
        [sys.executable, "-m", "tests.cluster.head"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert head.stdin is not None
    assert head.stdout is not None
    with head.stdin, head.stdout:
        address = head.stdout.readline().strip()
        command = [sys.executable, "-m", "emotion", "read", str(folder), "--out", str(out), "--ray", address]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        await_that(lambda: list(tmp_path.glob("all.parquet.parts/*.parquet")), "what was read at first")
        head.stdin.write("\n")
        head.stdin.flush()
        _, said = process.communicate(timeout=PATIENCE)
        head.stdin.write("\n")
    head.wait(PATIENCE)
    assert process.returncode == 1
    assert said.splitlines()[-1] == f"Error: {GONE}"
    assert list(tmp_path.glob("all.parquet.parts/*.parquet"))


def test_a_copy_that_cannot_be_written_ends_it(cluster: Cluster, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file")
    result = run(
        folder, "--out", tmp_path / "all.csv", "--annotated", tmp_path / "copies", "--jobs", 2, "--ray", cluster.address
    )
    assert result.returncode == 1
    assert "copies" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense"])
def test_where_no_cluster_is_it_says_so(folder: Path, tmp_path: Path, address: str) -> None:
    result = run(folder, "--out", tmp_path / "all.csv", "--ray", address)
    assert result.returncode == 1
    assert f"no cluster can be used at {address}" in result.stderr
