"""The encoder of the picture that goes back."""

from fractions import Fraction
from itertools import islice
from typing import Any

import av
import numpy as np
import pytest
from aiortc import rtcrtpsender
from aiortc.codecs.vpx import Vp8Encoder, vp8_depayload
from aiortc.rtcrtpparameters import RTCRtpCodecParameters

from emotion.sample.scene import RATE, SECONDS, frames
from emotion.web.live import encoding
from emotion.web.live.encoding import QuickVp8Encoder, encoder_for


def pictures(count: int) -> list[av.VideoFrame]:
    """Return the first frames of the sample, as a camera gives them."""
    made = []
    for number, picture in enumerate(islice(frames(), count)):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number * 6000, Fraction(1, 90_000)
        made.append(frame)
    return made


def signal_to_noise(encoder: Vp8Encoder, given: list[av.VideoFrame]) -> float:
    """Return how like the given pictures the decoded ones are, dB of luma."""
    decoder: Any = av.CodecContext.create("libvpx", "r")
    errors = []
    for frame in given:
        payloads, _ = encoder.encode(frame)
        (back,) = decoder.decode(av.Packet(b"".join(map(vp8_depayload, payloads))))
        height = frame.height
        difference = back.to_ndarray()[:height].astype(float) - frame.to_ndarray()[:height]
        errors.append(float((difference**2).mean()))
    return float(10 * np.log10(255**2 / np.mean(errors)))


def test_its_picture_is_no_worse_than_aiortcs() -> None:
    given = pictures(SECONDS * RATE)
    assert signal_to_noise(QuickVp8Encoder(), given) >= signal_to_noise(Vp8Encoder(), given)


def test_one_codec_serves_a_stream_until_its_size_or_its_rate_changes() -> None:
    encoder = QuickVp8Encoder()
    first, second = pictures(2)
    encoder.encode(first)
    codec = encoder.codec
    encoder.target_bitrate = 520_000
    encoder.encode(second)
    assert encoder.codec is codec, "a change as small makes no new one"
    encoder.target_bitrate = 1_000_000
    encoder.encode(second)
    assert encoder.codec is not codec
    assert encoder.codec is not None
    assert encoder.codec.bit_rate == 1_000_000
    codec = encoder.codec
    encoder.encode(second.reformat(width=320, height=240))
    assert encoder.codec is not codec
    assert (encoder.codec.width, encoder.codec.height) == (320, 240)


def test_a_whole_picture_is_sent_when_it_is_asked_for() -> None:
    encoder = QuickVp8Encoder()
    first, second, third = pictures(3)
    sizes = [sum(map(len, encoder.encode(frame, asked)[0])) for frame, asked in ((first, False), (second, False))]
    whole = sum(map(len, encoder.encode(third, force_keyframe=True)[0]))
    assert sizes[1] * 2 < min(whole, sizes[0])


@pytest.mark.parametrize(
    ("mime", "ours"), [("video/VP8", True), ("video/vp8", True), ("video/H264", False), ("audio/opus", False)]
)
def test_other_codecs_are_aiortcs(mime: str, ours: bool) -> None:
    made = encoder_for(RTCRtpCodecParameters(mimeType=mime, clockRate=90_000, payloadType=96))
    assert isinstance(made, QuickVp8Encoder) is ours


def test_aiortc_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtcrtpsender, "get_encoder", rtcrtpsender.get_encoder)  # type: ignore[attr-defined]
    encoding.install()
    assert "get_encoder" in rtcrtpsender.RTCRtpSender._next_encoded_frame.__code__.co_names
    assert rtcrtpsender.get_encoder is encoder_for  # type: ignore[attr-defined]
