"""Why content is refused, before anybody knows which file it came from."""


class Malformed(Exception):  # noqa: N818 - what is wrong with the content, not a failure of the program
    """Content that the program never wrote.

    Attributes:
        reason: The rest of a sentence that begins with what was read.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
