"""The words of the page on training, each explained once, in plain English and one or two sentences."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

GLOSSARY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Accuracy": "How many of the faces are read right, all faces alike. Frequent expressions count for more.",
        "Mean recall": "How many faces of each of the seven expressions are found, and the mean of these: a rare "
        "expression counts as much as a frequent one.",
        "Recall": "Of the faces that show an expression, how many are found.",
        "Precision": "Of the answers that name an expression, how many are right.",
        "F1": "Recall and precision in one figure, their harmonic mean, which is near the lower of the two.",
        "Macro-F1": "The mean of the seven expressions' F1.",
        "95 % interval": "Chance decides which faces a test holds. With other faces of the same kind the figure would "
        "lie in here 95 times of 100.",
        "PublicTest": "The part of FER2013 that chose everything here: settings, epoch, temperature and threshold.",
        "PrivateTest": "The part of FER2013 that chose nothing and is read once, at the end.",
        "Majority": "Ten people looked at each face again for FER+. Where more than half of them chose the same of the "
        "seven words, that word is the majority's.",
        "Single voters": "Each of the ten people of FER+ by themselves: how many of them chose the network's answer.",
        "Near-duplicate": "The same photograph in another crop or copy that stands in another part of FER2013. A "
        "network may know such a face by heart.",
        "Twin": "A picture that is the same in every pixel as one in another part of FER2013.",
        "Epoch": "One pass over all faces that a network learns from.",
        "Loss": "What training makes small: how far the network's probabilities are from the right answers. Unlike "
        "accuracy it also counts how sure a wrong answer was.",
        "Learning rate": "How far each step of training moves the network's numbers.",
        "Parameters": "The numbers in a network, nearly all of which training sets.",
        "Multiply-adds": "Multiplications, each with its addition, that reading one face takes. Fewer are faster.",
        "Confidence": "The probability that the network gives its best answer.",
        "Calibration": "Whether confidence means what it says: of the answers at 80 %, are 80 in 100 right?",
        "Temperature": "A number that all answers are made softer or sharper by, after training, so that confidence "
        "means what it says. The order of the answers stays.",
        "ECE": "Expected calibration error: how far confidence and the share of right answers lie apart, on average.",
        "Confusion matrix": "A line for each expression that faces show, a column for each answer: which is taken for "
        "which. On the diagonal are the right answers.",
        "ROC": "For every possible threshold: of the faces that show an expression, how many are found, against how "
        "many others are taken for it. An area of 1 is perfect, 0.5 is guessing.",
        "Threshold": "The confidence from which an answer is shown; below it the app says “unsure”.",
        "Coverage": "The share of the faces that are answered when the network may stay silent where it is unsure.",
        "Robustness": "Mean accuracy on faces made harder to read (less light, blur, noise, tilted, hidden, small, "
        "compressed), in per cent of that on the same faces as they are. By what the network is for: FER+'s majority "
        "for one of votes, else the original labels. 100 % says that nothing is lost.",
    }
)


def explained(terms: Iterable[str]) -> str:
    """Return the explanations of some terms as Markdown, one below the other; a term that is unknown is a KeyError."""
    return "\n\n".join(f"**{term}.** {GLOSSARY[term]}" for term in terms)
