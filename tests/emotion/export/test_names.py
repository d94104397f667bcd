"""Names of files: safe on every system, none twice."""

import pytest

from emotion.export.names import file_names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("portrait.jpeg", "portrait.png"),
        ("two.dots.jpg", "two.dots.png"),
        ("none", "none.png"),
        ("Grüße 笑顔.jpg", "Grüße 笑顔.png"),
        ("../../etc/passwd.jpg", "passwd.png"),
        ("C:\\Users\\me\\face.jpg", "face.png"),
        ('a<b>:"|?*c.jpg', "abc.png"),
        ("line\nfeed\x00.jpg", "linefeed.png"),
        ("turned\u202egnp.jpg", "turnedgnp.png"),
        ("CON.jpg", "_CON.png"),
        ("com1.old.jpg", "_com1.old.png"),
        ("lpt\u00b9.jpg", "_lpt\u00b9.png"),
        ("nul .old.jpg", "_nul .old.png"),
        ("CONOUT$.jpg", "_CONOUT$.png"),
        ("console.jpg", "console.png"),
        ("two\u2028lines.jpg", "twolines.png"),
        ("half\ud83d.jpg", "half.png"),
        ("..", "picture.png"),
        (".jpg", "jpg.png"),
        ("", "picture.png"),
        ("a" * 300 + ".jpg", "a" * 200 + ".png"),
        ("笑" * 300 + ".jpg", "笑" * 66 + ".png"),
    ],
)
def test_a_files_name_is_safe_and_keeps_its_stem(name: str, expected: str) -> None:
    assert file_names([name], ".png") == [expected]


def test_no_name_comes_twice() -> None:
    names = file_names(["a.jpg", "a.png", "A.jpg", "a (2).jpg", "x/a.gif"], ".png")
    assert names[:3] == ["a.png", "a (2).png", "A (3).png"]
    assert len({name.casefold() for name in names}) == 5


def test_names_that_a_mac_takes_for_the_same_are_told_apart() -> None:
    assert file_names(["\u00e9.jpg", "e\u0301.jpg", "e\u200d\u0301.jpg"], "") == ["\u00e9", "\u00e9 (2)", "\u00e9 (3)"]
