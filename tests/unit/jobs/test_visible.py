"""Text of others stays one line that looks like what it is."""

import pytest

from ipclip_app.jobs.visible import visible


@pytest.mark.parametrize("text", ["", "cat.png", "Größe 猫 .png", "a b"])
def test_ordinary_text_stays_as_it_is(text: str):
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\nb", "a\\nb"), ("\x1b[31m", "\\x1b[31m"), ("gnp.\u202etac", "gnp.\\u202etac"), ("\udcff", "\ufffd")],
)
def test_what_cannot_be_seen_is_escaped(text: str, shown: str):
    assert visible(text) == shown
