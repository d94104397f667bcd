"""Streams of programs: the number on a frame, and one camera measured for real."""

from typing import Any

import av
import numpy as np
import pytest

from bench.streams import soak
from bench.streams.measure import kind_of, streams
from bench.streams.stamp import BITS, number_of, stamp


def through_the_codec(luma: Any) -> av.VideoFrame:
    """Return a grey picture as VP8 at a call's rate leaves it."""
    planes = np.full((luma.shape[0] * 3 // 2, luma.shape[1]), 128, np.uint8)
    planes[: luma.shape[0]] = luma
    encoder: Any = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.bit_rate = luma.shape[1], luma.shape[0], "yuv420p", 500_000
    encoder.framerate, encoder.options = 15, {"deadline": "realtime", "cpu-used": "8"}
    packets = [*encoder.encode(av.VideoFrame.from_ndarray(planes, format="yuv420p")), *encoder.encode()]
    decoder: Any = av.CodecContext.create("vp8", "r")
    return next(frame for packet in packets for frame in decoder.decode(packet))


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("number", [0, 1, 1365, 2**BITS - 1])
def test_a_number_survives_the_codec_and_a_turn(number: int, mirrored: bool) -> None:
    luma = np.random.default_rng(number).integers(0, 255, (480, 640), np.uint8)
    stamp(luma, number)

    back = through_the_codec(luma[:, ::-1] if mirrored else luma)
    assert number_of(back, mirrored) == number


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("asyncio_3", "asyncio"),
        ("reading_0", "reading"),
        ("ThreadPoolExecutor-0_1", "ThreadPoolExecutor"),
        ("video-decoder", "video-decoder"),
        ("MainThread", "MainThread"),
        ("7", "7"),
    ],
)
def test_threads_are_told_by_their_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize("reads", [False, True])
def test_one_camera_comes_back_frame_by_frame(reads: bool) -> None:
    measured = streams(1, reads, 2.0)

    assert measured.rates[0] > 0
    assert 0 < measured.latency[0] <= measured.latency[1]
    assert "video-decoder" in measured.threads
    assert measured.cores == pytest.approx(sum(measured.threads.values()))


def test_a_soak_tells_each_minute_and_how_often_the_numbers_of_packets_began_again() -> None:
    minute = soak.summed([100.0] * 95 + [200.0] * 5, 400.0)
    assert minute[0] == 100 / 60 / soak.CAMERAS
    assert minute[1] == 100
    text = soak.page([minute] * 3, [2 * soak.TURN, 3 * soak.TURN + 1])
    assert "at least 2 times" in text
    assert text.count("| 100 |") == 3
