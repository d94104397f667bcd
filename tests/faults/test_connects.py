"""Connects and disconnects, one after the other: nothing of them stays."""

from tests.faults.connects import COUNT, measured


def test_connects_and_disconnects_leave_no_thread_no_descriptor_and_no_memory() -> None:
    before, after, left = measured(COUNT)
    assert left == 0, "callbacks, and the models in them, are still there"
    assert after.threads <= before.threads
    assert after.descriptors <= before.descriptors
    assert after.objects - before.objects < 3 * COUNT, "something stays of each, more than pytest's line of the log"
    assert after.megabytes <= before.megabytes * 1.1
