"""Starts the window, `ipclip-app`."""

import sys
from typing import Final

UNUSABLE: Final = 2


def main() -> None:
    """Say what to use instead: this version has no window."""
    sys.stderr.write("The window of ipclip-app is not part of this version; use the command line: ipclip --help.\n")
    sys.exit(UNUSABLE)


if __name__ == "__main__":
    main()
