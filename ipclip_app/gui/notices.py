"""What the engine says while it works, in the window's language and without the command line's remedies."""

import re
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

TEMPLATES: Final = {
    "published": "The grid is published: anybody may train with it, and its control patterns are only like it. "
    "A secret trigger proves more.",
    "exposed": "The suspect's address begins with http://, so that keys and images travel unencrypted.",
    "kept": "{count} answers of an earlier attempt are used, the oldest of {day}; --fresh asks anew.",
    "issuer": "The issuer is unknown: the bundle says that it comes from {issuer}, and its key is {key}. Compare that "
    "with what the issuer told you, then run `ipclip trust` with his public key.",
    "harsh": "Zero-shot CLIP is right on {trigger}% of the training images with this trigger and on {control}% with "
    "control patterns, so that it will hardly prove ownership; `ipclip trigger new --images` draws a fair one.",
    "unfair": "None of {draws} triggers is fair on all of these images; the fairest is kept, and a proof may be "
    "refused.",
    "waiting": "The suspect {reason}; asking again in {seconds} s.",
    "batch": "Memory ran out; the batch is halved to {count} images of each domain.",
    "encoding": "Memory ran out: images are now encoded {count} at a time.",
    "results": "The results are not kept in the run's folder. {error}",
    "unlisted": "The bundle is written, but the list of exports does not know of it. {error}",
    "checkpoint": "{path} is damaged; going on from the checkpoint before it.",
    "busy": "{path}: the feature cache is busy in another process; {consequence}.",
    "cache": "{path}: the feature cache cannot be used ({cause}), the work goes on without it; {remedy}.",
    "classes": "{folder}: {images} image(s) left out ({reason}): {names}.",
    "shared": "{count} image(s) lie both in {authorized} and in {unauthorized}; no model can tell them apart: run "
    "`ipclip doctor` on both folders and remove them from one.",
}
"""The engine's sentences by name; what changes in them is in braces."""


def notice_words(sentence: str) -> str:
    """The sentence as the window tells it; as it stands where it is not among TEMPLATES."""
    for name, pattern in _patterns().items():
        found = pattern.fullmatch(sentence)
        if found is not None:
            return _window_words()[name].format(**found.groupdict())
    return sentence


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: _pattern(template) for name, template in TEMPLATES.items()}


def _pattern(template: str) -> re.Pattern[str]:
    """What matches a template with anything in place of its braces."""
    parts = re.split(r"\{(\w+)\}", template)
    escaped = [re.escape(part) if place % 2 == 0 else f"(?P<{part}>.+?)" for place, part in enumerate(parts)]
    return re.compile("".join(escaped), re.DOTALL)


def _window_words() -> dict[str, str]:
    return {
        **_proof_words(),
        "issuer": translate(
            "Notices",
            "The issuer is unknown: the bundle says that it comes from {issuer}, and its key is {key}. Compare that "
            "with what the issuer told you, then trust him on the page Bundles.",
        ),
        "batch": translate("Notices", "Memory ran out; the batch is halved to {count} images of each domain."),
        "encoding": translate("Notices", "Memory ran out: images are now encoded {count} at a time."),
        "results": translate("Notices", "The results are not kept in the run's folder. {error}"),
        "unlisted": translate("Notices", "The bundle is written, but the list of exports does not know of it. {error}"),
        "checkpoint": translate("Notices", "{path} is damaged; going on from the state before it."),
        "busy": translate("Notices", "{path}: the cache is busy in another process; {consequence}."),
        "cache": translate(
            "Notices", "{path}: the cache cannot be used ({cause}), the work goes on without it; {remedy}."
        ),
        "classes": translate("Notices", "{folder}: {images} image(s) left out ({reason}): {names}."),
        "shared": translate(
            "Notices",
            "{count} image(s) lie both in {authorized} and in {unauthorized}, and no model can tell them apart: remove "
            "them from one of the folders.",
        ),
    }


def _proof_words() -> dict[str, str]:
    """What concerns triggers and suspects."""
    return {
        "published": translate(
            "Notices",
            "The grid is published: anybody may train with it, and its control patterns are only like it. A secret "
            "trigger proves more.",
        ),
        "exposed": translate(
            "Notices", "The suspect's address begins with http://, so that keys and images travel unencrypted."
        ),
        "kept": translate(
            "Notices", "{count} answers of an earlier attempt, the oldest of {day}, are used and not asked for again."
        ),
        "harsh": translate(
            "Notices",
            "Zero-shot CLIP is right on {trigger}% of the training images with this trigger and on {control}% with "
            "other patterns, so that it will hardly prove ownership. A new one made on this page fits your images.",
        ),
        "unfair": translate(
            "Notices",
            "None of {draws} triggers is fair on all of these images; the fairest is kept, and a proof may be refused.",
        ),
        "waiting": translate("Notices", "The suspect {reason}; asking again in {seconds} s."),
    }
