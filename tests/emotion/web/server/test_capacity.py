"""How many cameras a machine holds."""

from pathlib import Path

import pytest

from emotion.web.server.capacity import MOST_CORES, available, held, places


def test_it_grows_with_processors_and_with_their_speed() -> None:
    assert held(0.003, 2) > held(0.003, 1) > 1
    assert held(0.003, 1) == pytest.approx(2 * held(0.006, 1), abs=1)


def test_one_process_does_not_use_more_than_some(tmp_path: Path) -> None:
    assert held(0.003, 64) == held(0.003, MOST_CORES)


def test_there_is_always_one() -> None:
    assert held(10.0, 0.1) == 1


def test_it_is_timed_here() -> None:
    called: list[int] = []

    def read() -> None:
        called.append(sum(range(200_000)))

    many = places(lambda: None, frames=5, cores=2)
    assert places(read, frames=5, cores=2) < many
    assert len(called) % 5 == 0


@pytest.mark.parametrize(
    ("told", "most"), [("50000 100000\n", 0.5), ("max 100000\n", None), ("nonsense", None), (None, None)]
)
def test_a_containers_limit_counts(tmp_path: Path, told: str | None, most: float | None) -> None:
    quota = tmp_path / "cpu.max"
    if told is not None:
        quota.write_text(told)
    without = available(tmp_path / "none")
    assert without >= 1
    assert available(quota) == (without if most is None else most)
