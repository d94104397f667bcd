"""What Mien does with a frame, step by step and whole, and the video codec beside it."""

import av
import cv2
import numpy as np
from aiortc.codecs.vpx import Vp8Decoder, Vp8Encoder, VpxPayloadDescriptor
from aiortc.jitterbuffer import JitterFrame

from bench.measure import cpu_ms
from bench.scene import camera_frames
from emotion.analysis import Analyzer, cut_found, find_faces
from emotion.detection.presets import make_detector
from emotion.drawing.overlay import draw
from emotion.images.frames import frame_of, rgb_of
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.models.store import ModelStore
from emotion.tracking import Tracker


def ours(count: int, model: str) -> dict[str, float]:
    """Return milliseconds of processor time by step, and of the whole callback per frame of a camera at 30 a second."""
    cv2.setNumThreads(1)  # as the web process does
    loaded = ModelStore().load_model(model)
    detector, classifier = make_detector("video"), loaded.classifier()
    frames = camera_frames(count)
    pictures = [InputPicture.of_frame(frame) for frame in frames]
    rgb = [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in frames]
    found = [find_faces(picture, detector) for picture in pictures]
    results = [Analyzer(detector, classifier, loaded.threshold).analyze(picture).result for picture in pictures]
    tracker, callback = Tracker(), LiveCallback(make_detector("stream"), classifier)
    regions = make_detector("stream")
    rate = len(frames) / 30
    shown = [tracker.update(result, index / 30) for index, result in enumerate(results)]

    def whole(index: int) -> av.VideoFrame:
        frame = frames[index % count]
        frame.pts = index * 3000
        return callback(frame)

    return {
        "luma": cpu_ms(lambda index: InputPicture.of_frame(frames[index % count]), count),
        "find faces everywhere": cpu_ms(lambda index: detector.detect(pictures[index % count]), count),
        "find faces as a stream does": cpu_ms(lambda index: regions.detect(pictures[index % count]), count),
        "cut and read": cpu_ms(
            lambda index: classifier.classify(
                cut_found(pictures[index % count], found[index % count], classifier.input)
            ),
            count,
        ),
        "track": cpu_ms(lambda index: tracker.update(results[index % count], rate + index / 30), count),
        "draw": cpu_ms(lambda index: draw(rgb[index % count], shown[index % count]), count),
        "convert": cpu_ms(
            lambda index: frame_of(rgb_of(frames[index % count]), frames[index % count]),
            count,
        ),
        "the whole callback": cpu_ms(whole, count),
    }


def codec(count: int) -> dict[str, float]:
    """Return milliseconds of processor time for encoding and decoding a frame with aiortc's VP8."""
    frames = camera_frames(count)
    encoder, decoder = Vp8Encoder(), Vp8Decoder()
    coded: list[JitterFrame] = []

    def encode(index: int) -> None:
        frame = frames[index % count]
        frame.pts = index * 3000
        payloads, timestamp = encoder.encode(frame)
        coded.append(
            JitterFrame(
                data=b"".join(VpxPayloadDescriptor.parse(payload)[1] for payload in payloads), timestamp=timestamp
            )
        )

    encoding = cpu_ms(encode, count)
    decoding = cpu_ms(lambda index: decoder.decode(coded[index]), count)
    return {"VP8 encode": encoding, "VP8 decode": decoding}
