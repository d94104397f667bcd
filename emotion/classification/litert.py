"""Reading the expression of faces: the classifier's interface and the LiteRT model that implements it."""

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from emotion.classification.calibration import tempered
from emotion.classification.crops import FACE_SIZE
from emotion.labels import LABELS
from emotion.models.store import ModelError


class LiteRTClassifier:
    """A model in LiteRT's format with an interpreter of its own. Not for two threads at once."""

    def __init__(self, content: bytes, temperature: float = 1.0) -> None:
        """Load a model and run it once, so that the first face is as quick as the others.

        Args:
            content: the `.tflite` file, verified by `emotion.models.store.load_model`.
            temperature: divides the logits; over 1 makes the probabilities more even (Guo et al. 2017).

        Raises:
            ModelError: the bytes are no model, or one of another input or output.
        """
        try:
            self._interpreter = Interpreter(model_content=content, num_threads=1)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"the network file is no LiteRT model that this version runs ({error})") from error
        given, answer = self._interpreter.get_input_details()[0], self._interpreter.get_output_details()[0]
        found = tuple(given["shape"]), tuple(answer["shape"])
        expected = (1, FACE_SIZE, FACE_SIZE, 1), (1, len(LABELS))
        if found != expected or given["dtype"] != np.float32:
            raise ModelError(
                f"the network takes {given['dtype'].__name__} {found[0]} and gives {found[1]}; "
                f"expected float32 {expected[0]} and {expected[1]}. Export it again: python -m training export --help"
            )
        self._input, self._output = int(given["index"]), int(answer["index"])
        self._temperature = temperature
        self.classify(np.zeros((1, FACE_SIZE, FACE_SIZE), np.uint8))

    def classify(self, faces: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Return probabilities [n, 7] in the order of `LABELS` for grey faces [n, 48, 48] of 0 to 255; n may be 0."""
        probabilities = np.empty((len(faces), len(LABELS)), np.float32)
        # One by one: a batch costs as much, and a fixed input shape needs no new allocation when faces come and go.
        for index, face in enumerate(faces):
            self._interpreter.set_tensor(self._input, face[None, ..., None].astype(np.float32))
            self._interpreter.invoke()
            probabilities[index] = self._interpreter.get_tensor(self._output)[0]
        return tempered(probabilities, self._temperature).astype(np.float32)
