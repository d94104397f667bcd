"""Reads CK+, the extended Cohn-Kanade collection, for evaluation alone: our networks never train on it.

Source: Lucey et al., The Extended Cohn-Kanade Dataset (CK+), CVPR Workshops 2010.
"""

from pathlib import Path
from typing import Final

from emotion.labels import LABELS
from training.data.crop_faces import Collection, Picture
from training.data.faceset import OTHER
from training.data.read_folders import visible
from training.data.read_labelled import label_folders, labelled_pictures

LOOKS_LIKE: Final = (
    "ckplus: folders cohn-kanade-images and Emotion as in the original, "
    "or anger, contempt, disgust, fear, happy, sadness, surprise as in CK+48"
)
IMAGES: Final = "cohn-kanade-images"
CODES: Final = "Emotion"
CONTEMPT: Final = "contempt"
LABEL_OF_CODE: Final = ("neutral", "angry", CONTEMPT, "disgust", "fear", "happy", "sad", "surprise")


def ckplus_pictures(path: Path) -> Collection:
    """Return the pictures of CK+ in either form: the original sequences, or folders of 48x48 pictures known as CK+48.

    A sequence begins neutral and ends with the expression that its code tells. Two frames are taken: the last one,
    after which the file of the code is named, and the first one as neutral. Sequences of contempt, which none of our
    labels means, and those without a code are left out and counted. CK+48 has the last three frames of each sequence,
    and no face that is neutral. All are of the split `other`.

    Raises:
        ValueError: the folder has neither form.
    """
    images, codes = _inside(path, IMAGES), _inside(path, CODES)
    if images is not None and codes is not None:
        problems: list[str] = []
        return Collection(_sequences(images, codes, problems), problems)
    if images is None and _is_ck48(path):
        return labelled_pictures(path)
    raise ValueError(f"{path}: no CK+; expected {LOOKS_LIKE}")


def is_ckplus(path: Path) -> bool:
    """Return whether a folder looks like CK+ in one of its two forms."""
    return _inside(path, IMAGES) is not None or _is_ck48(path)


def _is_ck48(path: Path) -> bool:
    names = {folder.name.lower() for folder in visible(path) if folder.is_dir()}
    return CONTEMPT in names and set(label_folders(path).values()) == set(range(len(LABELS))) - {
        LABELS.index("neutral")
    }


def _inside(path: Path, name: str) -> Path | None:
    """Return the folder of that name in a folder or one below it, where unpacking its archive may have put it."""
    for parent in (path, *filter(Path.is_dir, visible(path))):
        for folder in filter(Path.is_dir, visible(parent)):
            if folder.name.lower() == name.lower():
                return folder
    return None


def _sequences(images: Path, codes: Path, problems: list[str]) -> list[Picture]:
    pictures: list[Picture] = []
    uncoded = contempt = 0
    for name in sorted({*_names(images), *_names(codes)}):
        code = next((file for file in _files(codes / name) if file.name.endswith("_emotion.txt")), None)
        if code is None:
            uncoded += 1
            continue
        try:
            label = _label(code)
            if label == CONTEMPT:
                contempt += 1
            else:
                pictures += _ends(_files(images / name), code.name.removesuffix("_emotion.txt"), label)
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if uncoded:
        problems.append(f"{uncoded:,} sequences have no code in {codes.name} and are left out")
    if contempt:
        problems.append(f"{contempt:,} sequences show contempt, which none of our labels means, and are left out")
    return pictures


def _names(folder: Path) -> list[str]:
    """Return the names of the sequences in a folder of persons, such as S005/001."""
    persons = filter(Path.is_dir, visible(folder))
    return [f"{person.name}/{one.name}" for person in persons for one in visible(person) if one.is_dir()]


def _files(folder: Path) -> list[Path]:
    return [file for file in visible(folder) if file.is_file()] if folder.is_dir() else []


def _label(file: Path) -> str:
    text = file.read_bytes()[:40].decode("ascii", errors="replace").strip()
    try:
        code = float(text)
    except ValueError:
        code = -1.0
    if code not in range(len(LABEL_OF_CODE)):
        raise ValueError(f"{file.name}: expected a code of 0 to {len(LABEL_OF_CODE) - 1}, found {text!r}")
    return LABEL_OF_CODE[int(code)]


def _ends(frames: list[Path], last: str, label: str) -> list[Picture]:
    final = next((file for file in frames if file.stem == last), None)
    if final is None:
        raise ValueError(f"has no picture {last}, after which its code is named")
    if final == frames[0]:
        raise ValueError(f"has no picture before {last}; expected a sequence that begins neutral")
    return [
        Picture(frames[0], LABELS.index("neutral"), OTHER),
        Picture(final, LABELS.index(label), OTHER),
    ]
