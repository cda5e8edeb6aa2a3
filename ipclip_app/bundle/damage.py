"""Why content is refused, before anybody knows which file it came from."""


class Damage(Exception):  # noqa: N818 - what is wrong with the content, not a failure of the program
    """Content that no bundle has.

    Attributes:
        entry: The entry concerned; None where it is the file as a whole.
        reason: The rest of a sentence that begins with the entry.
    """

    def __init__(self, entry: str | None, reason: str) -> None:
        super().__init__(reason)
        self.entry = entry
        self.reason = reason


class ForeignFile(Damage):
    """Nothing in the file hints at a bundle."""


class NewerFormat(Damage):
    """The manifest is of a format that this program does not know."""

    def __init__(self, entry: str, found: int) -> None:
        super().__init__(entry, f"has format {found}")
        self.found = found
