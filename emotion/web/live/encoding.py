"""The encoder of the picture that goes back: VP8 with settings that cost less than aiortc's, and show more."""

from typing import Any, Final

import av
from aiortc import rtcrtpsender
from aiortc.codecs import get_encoder
from aiortc.codecs.vpx import Vp8Encoder
from aiortc.rtcrtpparameters import RTCRtpCodecParameters

SIMILAR: Final = 0.1  # share by which the bit rate may change before an encoder is made anew, as aiortc has it
# As aiortc's but for two: no denoising, which costs a fifth and softens faces, and fewer modes tried.
OPTIONS: Final = {
    "cpu-used": "-8",
    "deadline": "realtime",
    "lag-in-frames": "0",
    "noise-sensitivity": "0",
    "overshoot-pct": "15",
    "undershoot-pct": "100",
    "static-thresh": "1",
}


class QuickVp8Encoder(Vp8Encoder):
    """aiortc's encoder with a libvpx of our own in it."""

    def encode(self, frame: Any, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """Return a frame's payloads and its time, as aiortc sends them."""
        if not self._fits(frame):
            self.codec = self._made(frame.width, frame.height)
        return super().encode(frame, force_keyframe)

    def _fits(self, frame: Any) -> bool:
        codec = self.codec
        if codec is None or (codec.width, codec.height) != (frame.width, frame.height):
            return False
        return abs(self.target_bitrate - (codec.bit_rate or 0)) <= SIMILAR * (codec.bit_rate or 0)

    def _made(self, width: int, height: int) -> Any:
        rate = self.target_bitrate
        codec: Any = av.CodecContext.create("libvpx", "w")
        codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
        codec.bit_rate, codec.gop_size, codec.qmin, codec.qmax, codec.thread_count = rate, 3000, 2, 56, 1
        steady = dict.fromkeys(("bufsize", "minrate", "maxrate"), str(rate))
        codec.options = {**OPTIONS, **steady}
        return codec


def encoder_for(codec: RTCRtpCodecParameters) -> Any:
    """Return the encoder of a codec."""
    return QuickVp8Encoder() if codec.mimeType.lower() == "video/vp8" else get_encoder(codec)


def install() -> None:
    """Have aiortc encode this way; may be called again."""
    rtcrtpsender.get_encoder = encoder_for  # type: ignore[attr-defined]
