"""How often cameras are read while the machine is busy."""

from itertools import pairwise

import pytest

from emotion.live.pace import LATE, LONGEST, PATIENCE, STEPS, WAITED, WINDOW, Pace
from tests.support.live_panel import Clock

COMPUTED = 0.005


class Machine:
    """Cameras that tell the pace what their frames cost, window by window."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.pace = Pace(self.clock)

    def run(self, windows: int, frames: int = 1, waited: float = 0.0, cameras: int = 3) -> None:
        """Let cameras answer eight times in each window, `frames` having come for each, after a wait."""
        for _ in range(windows * 8):
            self.clock.now += WINDOW / 8
            for _ in range(cameras):
                self.pace.told(frames, COMPUTED + waited, COMPUTED)

    @property
    def index(self) -> int:
        return STEPS.index(self.pace.step)


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_first_fewer_frames_are_read_and_only_then_fewer_asked_for() -> None:
    reads, frames = [step.reads for step in STEPS], [step.frames for step in STEPS]
    assert reads == sorted(reads, reverse=True)
    assert frames == sorted(frames, reverse=True)
    first_asked = next(index for index, step in enumerate(STEPS) if step.frames < STEPS[0].frames)
    assert STEPS[first_asked].reads == STEPS[first_asked - 1].reads == min(step.reads for step in STEPS[:first_asked])


def test_a_machine_with_time_reads_all(machine: Machine) -> None:
    machine.run(100, waited=WAITED / 3)
    assert not machine.pace.slowed


@pytest.mark.parametrize(("frames", "waited"), [(2, 0.0), (1, 2 * WAITED)], ids=["frames dropped", "reads wait"])
def test_a_busy_one_goes_down_step_by_step_to_the_last(machine: Machine, frames: int, waited: float) -> None:
    seen = []
    for _ in range(LATE * len(STEPS) + 5):
        machine.run(1, frames, waited)
        seen.append(machine.index)
    assert seen[LATE - 2] == 0, "not at the first busy moment"
    assert seen == sorted(seen)
    assert set(seen) == set(range(len(STEPS)))


def test_a_busy_moment_is_nothing(machine: Machine) -> None:
    for _ in range(10):
        machine.run(LATE - 1, frames=3, cameras=1)
        machine.run(1, cameras=1)
    assert not machine.pace.slowed


def test_once_there_is_time_it_comes_back(machine: Machine) -> None:
    machine.run(LATE, frames=3)
    assert machine.index == 1
    machine.run(int(PATIENCE / WINDOW) - 1)
    assert machine.index == 1
    machine.run(2)
    assert machine.index == 0


def test_neither_busy_nor_calm_it_stays(machine: Machine) -> None:
    machine.run(LATE, frames=3)
    machine.run(300, waited=WAITED * 0.8)
    assert machine.index == 1


def test_tries_that_fail_become_rarer(machine: Machine) -> None:
    """A machine that is calm at the second step and too busy at the first does not swing for ever."""
    machine.run(LATE, frames=3)
    tries = []
    for window in range(1200):
        before = machine.index
        machine.run(1, frames=1 if machine.index else 3)
        if machine.index < before:
            tries.append(window)
    gaps = [later - earlier for earlier, later in pairwise(tries)]
    assert gaps == sorted(gaps)
    assert gaps[0] < 2 * PATIENCE + 10 < gaps[-1]
    assert gaps[-1] <= LONGEST + 10


def test_it_begins_anew_where_no_camera_ran_for_a_while(machine: Machine) -> None:
    machine.run(LATE, frames=3)
    machine.clock.now += 60
    machine.run(1)
    assert not machine.pace.slowed
