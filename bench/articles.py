"""The loop of the articles that Mien follows, as they print it; a process of its own, since it imports TensorFlow.

Prints a JSON object of milliseconds of processor time per 640x480 frame with one face.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import av
import cv2
import keras
import numpy as np

from bench.measure import cpu_ms
from bench.scene import camera_frames
from emotion.labels import LABELS
from training import networks


def main(count: int) -> None:
    """Measure the loop: grey picture, Haar 1.3 and 5 on the whole frame, `model.predict`, box and label."""
    keras.config.set_dtype_policy("float32")
    model = networks.build("report")
    folder = cv2.data.haarcascades  # type: ignore[attr-defined]  # it is there, untyped
    cascade = cv2.CascadeClassifier(folder + "haarcascade_frontalface_default.xml")
    frames = camera_frames(count)
    found = []

    def loop(index: int) -> av.VideoFrame:
        picture = frames[index % count].to_ndarray(format="bgr24")
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        faces = cascade.detectMultiScale(grey, 1.3, 5)
        found.append(len(faces))
        for x, y, w, h in faces:
            face = cv2.resize(grey[y : y + h, x : x + w], (48, 48))[None, ..., None].astype(np.float32)
            label = LABELS[int(model.predict(face, verbose=0).argmax())]
            cv2.rectangle(picture, (x, y), (x + w, y + h), (255, 0, 0), 2)
            cv2.putText(picture, label, (x, y - 10), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (36, 255, 12), 2)
        return av.VideoFrame.from_ndarray(picture, format="bgr24")

    face = np.zeros((1, 48, 48, 1), np.float32)
    grays = [frame.to_ndarray(format="gray") for frame in frames]
    result = {
        "Haar 1.3, 5 on the whole frame": cpu_ms(
            lambda index: cascade.detectMultiScale(grays[index % count], 1.3, 5), count
        ),
        "model.predict of the report's network": cpu_ms(lambda index: model.predict(face, verbose=0), count),
        "the whole loop": cpu_ms(loop, count),
        "faces a frame": float(np.mean(found)),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]))
