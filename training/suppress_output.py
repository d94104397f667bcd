"""Keeps what TensorFlow prints on both streams, from C++ too, away from a reader who did not ask for it."""

import contextlib
import io
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

BACKENDS: Final[Mapping[str, str]] = MappingProxyType({"tensorflow": "TensorFlow", "jax": "JAX"})


@contextlib.contextmanager
def suppress_output(failure: str) -> Iterator[None]:
    """Swallow output and warnings for a while; what other threads print meanwhile is swallowed too.

    Raises:
        RuntimeError: the code within failed; the message begins with `failure` and ends with what was printed.
    """
    with tempfile.TemporaryFile() as log, warnings.catch_warnings():
        # tf.lite warns of its move to ai-edge-litert, whose converter is no part of that package; Keras 3 inside it
        # warns of NumPy 2's copy keyword. Neither is in the hands of who exports a network.
        warnings.simplefilter("ignore")
        error_stream = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                yield
        except Exception as error:
            log.seek(0)
            printed = log.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{failure}: {error}\n{printed}") from error
        finally:
            os.dup2(error_stream, 2)
            os.close(error_stream)


def load_tensorflow() -> None:
    """Import Keras where TensorFlow is needed whatever Keras computes on, as `load_keras` does."""
    load_keras("tensorflow")


def load_keras(backend: str | None = None) -> None:
    """Import Keras and let it find its devices, without the dozen lines that this prints.

    TensorFlow computes with oneDNN wherever nobody says otherwise. By itself it does so only on processors with
    instructions for networks (AVX512 VNNI and later), though with AVX2 alone a run takes half the time as well.

    Args:
        backend: a library that must be there, one of `BACKENDS`; None for the one that KERAS_BACKEND names.

    Raises:
        ValueError: it or Keras is not installed, as where `make run` alone has installed.
    """
    name = backend or os.environ.get("KERAS_BACKEND", "tensorflow")
    wanted = ((name, BACKENDS.get(name, name)), ("keras", "Keras"))
    missing = [title for name, title in wanted if find_spec(name) is None]
    if missing:
        raise ValueError(
            f"{' and '.join(missing)} not installed, which training needs and the app does not: `make train` installs "
            "it, or .venv/bin/python -m pip install -r requirements.txt -c constraints.txt"
        )
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    with suppress_output("Keras cannot be loaded with its backend"):
        import keras

        keras.ops.zeros(1)
