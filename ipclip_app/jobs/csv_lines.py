"""Lines of CSV files that a spreadsheet takes for what they say."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from ipclip_app.jobs.visible import visible

_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_line(values: Iterable[object]) -> str:
    """One line; text that a spreadsheet would take for a formula begins with an apostrophe, numbers stay numbers."""
    text = io.StringIO()
    csv.writer(text).writerow(harmless(value) if isinstance(value, str) else value for value in values)
    return text.getvalue()


def harmless(text: str) -> str:
    """Text on one line that is no formula."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
