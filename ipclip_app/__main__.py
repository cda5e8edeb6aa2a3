"""Starts the window, `ipclip-app`."""

import sys
from typing import Final

UNUSABLE: Final = 2
_HELP: Final = """Usage: ipclip-app [--version] [--help] [--benchmark [--json]] [PATH...]
Opens the window; the same work on the command line: ipclip --help.
PATH is a bundle, the folder of a run, whose results are shown, or of images to protect a model with, authorized first.
--benchmark measures how fast the window of this machine answers, without touching your data; it takes minutes."""


def main() -> None:
    """Open the window, or say in one sentence what is missing."""
    if "--version" in sys.argv:
        from ipclip_app import __version__

        print(__version__)  # noqa: T201 - the answer
        return
    if "--help" in sys.argv:
        print(_HELP)  # noqa: T201 - the answer
        return
    try:
        if "--benchmark" in sys.argv:
            from ipclip_app.gui.measuring import benchmark

            sys.exit(benchmark.run(as_json="--json" in sys.argv))
        from ipclip_app.gui.app import run
    except ImportError as error:
        sys.stderr.write(f"The window needs a library that this system lacks ({error}); install it and start again.\n")
        sys.exit(UNUSABLE)
    sys.exit(run(sys.argv))


if __name__ == "__main__":
    main()
