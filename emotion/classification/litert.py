"""Reading the expression of faces with a model in LiteRT's format."""

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from emotion.classification.base import DOUBTS, Classified, InputSpec, ModelError
from emotion.classification.calibration import Calibration
from emotion.labels import LABELS


class LiteRTClassifier:
    """A model in LiteRT's format with an interpreter of its own. Not for two threads at once.

    Attributes:
        input: how it wants to see faces.
    """

    def __init__(self, content: bytes, calibration: Calibration | None = None, input: InputSpec | None = None) -> None:
        """Load a model and run it once, so that the first face is as quick as the others.

        Args:
            content: the `.tflite` file, verified by `emotion.models.store.load_model`.
            calibration: what its probabilities go through; None leaves them as they are.
            input: as the model's card describes it; None takes the one of this repository's models.

        Raises:
            ModelError: the bytes are no model, or one of another input or output.
        """
        self.input = input or InputSpec()
        try:
            self._interpreter = Interpreter(model_content=content, num_threads=1)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"the network file is no LiteRT model that this version runs ({error})") from error
        given, (answer, *others) = self._interpreter.get_input_details()[0], self._interpreter.get_output_details()
        found = tuple(map(int, given["shape"])), tuple(map(int, answer["shape"]))
        expected = (1, *self.input.shape), (1, len(LABELS))
        if found != expected or given["dtype"] != np.float32:
            raise ModelError(
                f"the network takes {given['dtype'].__name__} {found[0]} and gives {found[1]}; "
                f"expected float32 {expected[0]} and {expected[1]}. Export it again: python -m training export --help"
            )
        self._input, self._output = int(given["index"]), int(answer["index"])
        doubting = [other for other in others if tuple(map(int, other["shape"])) == (1, len(DOUBTS))]
        self._doubts = int(doubting[0]["index"]) if doubting else None
        self._calibration = calibration or Calibration()
        self.classify(np.zeros((1, *self.input.crops_shape), np.uint8))

    def classify(self, faces: npt.NDArray[np.uint8]) -> Classified:
        """Return what the model says of faces of 0 to 255; n may be 0. Doubts are its second output, if it has one.

        Args:
            faces: grey [n, height, width] or RGB [n, height, width, 3], as `input` says.
        """
        scale, lowest = np.float32((self.input.highest - self.input.lowest) / 255), np.float32(self.input.lowest)
        said = Classified.of(np.empty((len(faces), len(LABELS)), np.float32))
        # One by one: a batch costs as much, and a fixed input shape needs no new allocation when faces come and go.
        for index, face in enumerate(faces):
            values = face.reshape(1, *self.input.shape).astype(np.float32)
            self._interpreter.set_tensor(self._input, values * scale + lowest)
            self._interpreter.invoke()
            said.probabilities[index] = self._interpreter.get_tensor(self._output)[0]
            if self._doubts is not None:
                said.doubts[index] = self._interpreter.get_tensor(self._doubts)[0]
        return Classified(self._calibration.apply(said.probabilities).astype(np.float32), said.doubts)
