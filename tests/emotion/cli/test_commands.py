"""The other commands of `mien`."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from emotion.__main__ import main
from emotion.models.store import DEFAULT_MODEL, ModelStore
from emotion.place import ROOT


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_every_command_says_what_it_is_for() -> None:
    listed = run("--help").output
    for name, command in main.commands.items():
        assert f"  {name}  " in listed
        assert run(name, "--help").exit_code == 0
        assert command.help


def test_models_are_listed_with_accuracy_and_mean_recall() -> None:
    lines = run("models").output.splitlines()[3:]
    assert [line.split()[0] for line in lines] == list(ModelStore().names())
    (default,) = [line for line in lines if line.endswith("(default)")]
    assert default.startswith(DEFAULT_MODEL)
    assert default.count(" %") == 4


def test_a_machine_where_all_works_is_told_so() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output.count("its file is the one on its card") == len(ModelStore().names())
    assert ": happy, " in result.output
    assert "annotated videos: coded by " in result.output


def test_a_network_that_was_damaged_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "card.json").write_text("{")
    monkeypatch.setattr("emotion.cli.check.ModelStore", lambda: ModelStore(tmp_path))
    result = run("check")
    assert result.exit_code == 1
    assert "network broken: WRONG: " in result.output
    assert f"a picture: WRONG: {tmp_path / DEFAULT_MODEL / 'card.json'} is missing" in result.output


def test_the_page_is_served_with_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    monkeypatch.setattr("os.execv", lambda *command: started.append(command))
    monkeypatch.chdir(ROOT)
    assert run("serve", "--port", "8765", "--no-browser").exit_code == 0
    ((_, command),) = started
    assert command[1:5] == ["-m", "streamlit", "run", str(ROOT / "serve.py")]
    assert command[5:] == ["--server.address=localhost", "--server.port=8765", "--server.headless=true"]
