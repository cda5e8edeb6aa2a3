"""Results on stdout, as one JSON document or as text for people; progress on stderr."""

import json
import sys
from contextlib import closing
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

from ipclip_app.cli.interrupts import raise_pending
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

T = TypeVar("T")

_UNLIMITED: Final = 100_000


def write_json(document: Any) -> None:  # noqa: ANN401 - JSON is any tree
    """Print one JSON document; ASCII only, so that no terminal or file name can break it."""
    sys.stdout.write(json.dumps(document, indent=2, allow_nan=False) + "\n")
    sys.stdout.flush()


class Output:
    """Where a command's result and progress go."""

    def __init__(self, *, as_json: bool) -> None:
        """Print JSON with `as_json`, text otherwise."""
        self.as_json = as_json

    def finish(self, document: Any, *text: "RenderableType") -> None:  # noqa: ANN401 - JSON is any tree
        """Print the result: the document as JSON, or the text."""
        if self.as_json:
            write_json(document)
            return
        console = console_of(sys.stdout)
        with console.capture() as capture:
            console.print(*text, sep="\n", soft_wrap=not console.is_terminal)
        sys.stdout.write(capture.get())
        sys.stdout.flush()

    def drive(self, job: Job[T]) -> T:
        """Run a job, show its reports on stderr and return its result; an interruption closes it.

        Raises:
            KeyboardInterrupt: The user asked to stop; the job has cleaned up.
        """
        from ipclip_app.cli.display import display_for

        with closing(job), display_for(sys.stderr) as display:
            while True:
                raise_pending()
                try:
                    report = next(job)
                except StopIteration as end:
                    result: T = end.value
                    return result
                display.show(report)


def console_of(stream: IO[str]) -> "Console":
    """A console that prints text as it is; where nobody looks at it, lines are as long as they need to be."""
    from rich.console import Console

    width = None if stream.isatty() else _UNLIMITED
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
