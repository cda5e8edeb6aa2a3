"""Text of others that is shown as it is: nothing in it moves the cursor, turns the line around or breaks it."""

from ipclip_app.data.class_names import printable


def visible(text: str) -> str:
    """`text` with control characters and invisible ones escaped as in Python, so that it is one line of Unicode."""
    shown = printable(text)
    if shown.isprintable():
        return shown
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in shown)
