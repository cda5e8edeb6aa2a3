"""Durations as a waiting person reads them."""

from typing import Final

from PySide6.QtCore import QCoreApplication

_MINUTE: Final = 60
_HOUR: Final = 3600


def in_words(seconds: float) -> str:
    """To the precision that matters, for instance `3 min`; at least a second."""
    if round(seconds) < _MINUTE:
        return QCoreApplication.translate("Durations", "{count} s").format(count=max(1, round(seconds)))
    minutes = round(seconds / _MINUTE)
    if minutes < _MINUTE:
        return QCoreApplication.translate("Durations", "{count} min").format(count=minutes)
    hours, minutes = divmod(minutes, _MINUTE)
    return QCoreApplication.translate("Durations", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def as_clock(seconds: float) -> str:
    """As a clock shows it, for instance `2:05` or `1:02:05`."""
    hours, rest = divmod(int(seconds), _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
