"""From arguments to an exit code; whatever goes wrong becomes one sentence on stderr.

Exit codes: 0 done, 1 the answer is no, 2 unusable input, 70 a defect of the program, 130 stopped with Ctrl-C (143 with
SIGTERM, which is the usual end of a service, hence 0 there), 141 the reader of the output went away.
"""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from ipclip_app.cli.interrupts import Interrupts, end_at_once
from ipclip_app.cli.output import write_json
from ipclip_app.errors import CancelledError, IpclipError, OutputError
from ipclip_app.jobs.defects import describe_defect
from ipclip_app.preferences import let_threads_sleep

PROGRAM: Final = "ipclip"
STOPPED: Final = "Stopped; nothing was left half-written."
UNUSABLE: Final = 2
DEFECT: Final = 70
BROKEN_PIPE: Final = 141
_SERVICES: Final = ("serve",)
"""Commands that have no other end than a signal."""
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def run_process() -> int:
    """Run with the arguments and streams of the process."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a replaced stream decides for itself
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    let_threads_sleep()
    code = run(sys.argv[1:])
    end_at_once()
    try:
        sys.stdout.flush()
    except OSError:
        _detach_streams()
    return code


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: The command line without the program's name.

    Returns:
        The exit code.
    """
    with Interrupts() as interrupts:
        try:
            return _guarded(arguments, interrupts)
        except BrokenPipeError:
            return BROKEN_PIPE


def _guarded(arguments: Sequence[str], interrupts: Interrupts) -> int:
    try:
        return _invoke(arguments)
    except CancelledError as error:
        return _stopped(arguments, error, interrupts)
    except KeyboardInterrupt:
        return _stopped(arguments, CancelledError(STOPPED), interrupts)
    except IpclipError as error:
        return _fail(arguments, error, error.exit_code)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last resort: a defect is reported, not shown as a traceback
        return _unforeseen(arguments, error, interrupts)


def _invoke(arguments: Sequence[str]) -> int:
    """Parse and run; neither typer's handling of Ctrl-C nor that of closed pipes is wanted."""
    import typer

    from ipclip_app.cli.app import app

    command = typer.main.get_command(app)
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    finally:
        sys.stdout.flush()
    return 0


def _stopped(arguments: Sequence[str], error: CancelledError, interrupts: Interrupts) -> int:
    """Whoever manages services stops one with SIGTERM, and must not take that for a failure while it still starts."""
    if interrupts.is_polite and arguments and arguments[0] in _SERVICES:
        return 0
    return _fail(arguments, error, interrupts.exit_code)


def _unforeseen(arguments: Sequence[str], error: Exception, interrupts: Interrupts) -> int:
    if interrupts.received:  # some library turned the interruption into an error of its own
        return _stopped(arguments, CancelledError(STOPPED), interrupts)
    if isinstance(error, OSError) and error.errno in _FULL:
        full = OutputError(Path(error.filename or "standard output"), os.strerror(error.errno))
        return _fail(arguments, full, full.exit_code)
    if hasattr(error, "format_message") and hasattr(error, "show"):  # of the argument parser, whose home varies
        return _misused(arguments, error)
    return _fail(arguments, describe_defect(error), DEFECT)


def _misused(arguments: Sequence[str], error: Exception) -> int:
    """Show a usage error the way the parser words it."""
    error.show(file=sys.stderr)  # type: ignore[attr-defined]
    if wants_json(arguments):
        write_json({"error": {"type": "UsageError", "message": error.format_message()}})  # type: ignore[attr-defined]
    return UNUSABLE


def _fail(arguments: Sequence[str], error: IpclipError, code: int) -> int:
    sys.stderr.write(f"{error}\n")
    sys.stderr.flush()
    if wants_json(arguments):
        with suppress(OSError):  # the sentence above has already told what is wrong with stdout
            write_json({"error": {"type": type(error).__name__, "message": str(error)}})
    return code


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether `--json` is among the options, known even when parsing failed."""
    options = arguments[: list(arguments).index("--")] if "--" in arguments else arguments
    return "--json" in options


def _open_streams() -> None:
    """Let what is said into a stream that was closed before the start go nowhere.

    Its number is taken before any file or socket gets it, into which a library could then write its complaints.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: SIM115, PTH123 - for good


def _detach_streams() -> None:
    """Let nothing fail that the interpreter flushes on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
