"""The lines of a service's access log: counted, and told in fewer words."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, Qt

from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.results.figures import number

_LINE: Final = re.compile(
    r"(?P<time>\S+) licensee=(?P<licensee>-|\".*\") texts=(?P<texts>\d+) images=(?P<images>\d+) "
    r"status=(?P<status>\d+) ms=(?P<ms>[\d.]+)(?: refused=(?P<refused>\S+))?"
)
_ANSWERED: Final = 200


@dataclass(frozen=True)
class ServiceCounts:
    """Requests so far.

    Attributes:
        answered: Requests that got embeddings.
        refused: All others.
        texts: Texts that were embedded.
        images: Images that were embedded.
    """

    answered: int = 0
    refused: int = 0
    texts: int = 0
    images: int = 0

    def after(self, lines: Iterable[str]) -> "ServiceCounts":
        """Counted on with further lines; those that tell of no request count nothing."""
        answered, refused, texts, images = self.answered, self.refused, self.texts, self.images
        for found in filter(None, map(_LINE.fullmatch, lines)):
            if int(found["status"]) == _ANSWERED:
                answered += 1
                texts += int(found["texts"])
                images += int(found["images"])
            else:
                refused += 1
        return ServiceCounts(answered, refused, texts, images)


def line_words(line: str) -> str:
    """A line for people; as it stands where it tells of no request."""
    found = _LINE.fullmatch(line)
    if found is None:
        return line
    when = QDateTime.fromString(found["time"], Qt.DateFormat.ISODateWithMs).toLocalTime().toString("hh:mm:ss")
    who = "-" if found["licensee"] == "-" else json.loads(found["licensee"])
    parts = [when, f"{found['status']}", who]
    if found["refused"]:
        parts.append(found["refused"])
    elif int(found["status"]) == _ANSWERED:
        parts.append(amount_words(int(found["texts"]), int(found["images"])))
    milliseconds = QCoreApplication.translate("Service", "{count} ms").format(count=number(float(found["ms"]), 1))
    return "   ".join((*parts, milliseconds))


def amount_words(texts: int, images: int) -> str:
    """How much was embedded."""
    words = QCoreApplication.translate("Service", "{texts} texts, {images} images")
    return words.format(texts=grouped(texts), images=grouped(images))


def count_words(counts: ServiceCounts) -> str:
    """What was answered."""
    words = QCoreApplication.translate("Service", "{answered} requests answered, {refused} refused · {amount}")
    amount = amount_words(counts.texts, counts.images)
    return words.format(answered=grouped(counts.answered), refused=grouped(counts.refused), amount=amount)
