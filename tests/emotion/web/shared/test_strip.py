"""A stretch of a strip has its label's colour, or none where the answer is no label."""

from emotion.web.shared.strip import stretch


def test_a_label_has_its_colour_and_what_is_unsure_has_none() -> None:
    happy = stretch("happy", 10, 30, "Happy", "<Happy>")
    assert happy.startswith('<span class="happy" style="left:10.00%;width:20.00%;background:var(--mien-happy);color:')
    assert 'title="&lt;Happy&gt;">Happy</span>' in happy
    assert stretch("unsure", 0, 5, "", "Unsure") == (
        '<span class="unsure" style="left:0.00%;width:5.00%;" title="Unsure"></span>'
    )
