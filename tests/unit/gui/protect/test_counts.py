"""Paths may be wrapped, but not where nothing would be left of them on a line."""

import pytest

from ipclip_app.gui.protect.counts import breakable

WRAP = "\u200b"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("see /data/owner/cat.png", ["see /data/", "owner/", "cat.png"]),
        ("/cat.png", ["/cat.png"]),
        (r"C:\cats\one.png", ["C:\\", "cats\\", "one.png"]),
        (r"\\server\cats", [r"\\server" + "\\", "cats"]),
        ("https://example.org/cat", ["https://", "example.org/", "cat"]),
    ],
)
def test_a_path_may_be_wrapped_behind_each_folder(text: str, parts: list[str]) -> None:
    assert breakable(text).split(WRAP) == parts
