"""How many videos are read at once, and who waits."""

from threading import Event
from typing import Any

from emotion.jobs.queue import VideoQueue


class Job:
    """Runs until the test says so."""

    def __init__(self) -> None:
        self.started, self.finish, self.ended = Event(), Event(), Event()

    def run(self) -> None:
        self.started.set()
        assert self.finish.wait(30)
        self.ended.set()

    def wait(self, seconds: float) -> bool:
        return self.ended.wait(seconds)


def new_job() -> Any:
    return Job()


def line_of(size: int, count: int, waiting: int = 10) -> tuple[VideoQueue, list[Any]]:
    queue, jobs = VideoQueue(size, waiting), [new_job() for _ in range(count)]
    for job in jobs:
        assert queue.join(job)
    return queue, jobs


def finish(*jobs: Job) -> None:
    for job in jobs:
        job.finish.set()
        assert job.started.wait(30)
        assert job.ended.wait(30)


def test_as_many_run_as_there_are_places_and_the_others_know_theirs() -> None:
    queue, jobs = line_of(2, 4)
    assert jobs[0].started.wait(30)
    assert jobs[1].started.wait(30)
    assert [queue.place(job) for job in jobs] == [0, 0, 1, 2]
    assert not jobs[2].started.is_set()

    finish(jobs[1])
    assert jobs[2].started.wait(30)
    assert [queue.place(job) for job in jobs] == [0, 0, 0, 1]
    finish(jobs[0], jobs[2], jobs[3])


def test_who_leaves_the_queue_never_runs_and_the_others_move_up() -> None:
    queue, jobs = line_of(1, 3)
    assert queue.leave(jobs[1])
    assert not queue.leave(jobs[1])
    assert queue.place(jobs[2]) == 1
    finish(jobs[0], jobs[2])
    assert not jobs[1].started.is_set()


def test_who_runs_cannot_leave() -> None:
    queue, jobs = line_of(1, 1)
    assert not queue.leave(jobs[0])
    finish(jobs[0])


def test_one_too_many_is_turned_away() -> None:
    queue, jobs = line_of(1, 2, waiting=1)
    assert not queue.join(new_job())
    queue.leave(jobs[1])
    late = new_job()
    assert queue.join(late)
    finish(jobs[0], late)


def test_where_nobody_may_wait_a_free_place_is_still_taken() -> None:
    queue, (job,) = line_of(1, 1, waiting=0)
    assert not queue.join(new_job())
    finish(job)


def test_draining_waits_for_what_runs() -> None:
    queue, (job,) = line_of(1, 1)
    queue.drain(0.0)
    job.finish.set()
    queue.drain(30)
    assert job.ended.is_set()
