"""What a bundle says of itself, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ipclip_app.data.class_names import enumerate_names
from ipclip_app.gui.protect import counts
from ipclip_app.gui.results.run_facts import moment
from ipclip_app.jobs.bundle_words import moment as stored
from ipclip_app.jobs.visible import visible

if TYPE_CHECKING:
    from ipclip_app.bundle.manifest import Manifest
    from ipclip_app.jobs.inspect import Inspection

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Fact:
    """One of them.

    Attributes:
        label: What it is.
        text: The fact; nothing in it breaks a line.
        is_code: Whether it is a hash or an id, which is compared letter by letter and copied.
    """

    label: str
    text: str
    is_code: bool = False


def facts_of(found: "Inspection") -> Iterator[Fact]:
    """Who gave it to whom, for what, until when, and with what it works."""
    manifest = found.report.manifest
    if manifest is not None:
        yield Fact(translate("BundleFacts", "Issuer"), visible(manifest.issuer_name))
        yield Fact(translate("BundleFacts", "Fingerprint"), visible(manifest.issuer), is_code=True)
        yield Fact(translate("BundleFacts", "Licensee"), visible(manifest.licensee))
        yield Fact(translate("BundleFacts", "Scope"), "\n".join(map(visible, manifest.scope.splitlines())))
        yield Fact(translate("BundleFacts", "Valid"), _validity(manifest))
        yield Fact(translate("BundleFacts", "Encrypted"), _encryption(found))
        yield Fact(translate("BundleFacts", "Backbone"), visible(manifest.backbone.name))
        yield Fact(translate("BundleFacts", "Its identity"), visible(manifest.backbone.identity), is_code=True)
        yield Fact(translate("BundleFacts", "Classes"), _classes(manifest))
        yield Fact(translate("BundleFacts", "Bundle"), visible(manifest.bundle_id), is_code=True)
    if found.report.file_sha256:
        yield Fact(translate("BundleFacts", "SHA-256"), found.report.file_sha256, is_code=True)


def _validity(manifest: "Manifest") -> str:
    start, end = (moment(stored(time) or "") for time in (manifest.valid_from, manifest.valid_until))
    if not end:
        return translate("BundleFacts", "From {start}, without an end").format(start=start)
    return translate("BundleFacts", "From {start} to {end}").format(start=start, end=end)


def _encryption(found: "Inspection") -> str:
    encryption = found.report.manifest.encryption if found.report.manifest else None
    if encryption is None:
        return translate("BundleFacts", "No: whoever has the file can use it")
    if found.report.signature != "intact":
        return translate("BundleFacts", "For {recipient}").format(recipient=visible(encryption.recipient))
    if found.has_key:
        return translate("BundleFacts", "For you: you have the key that opens it")
    words = translate("BundleFacts", "For {recipient}, a key that you do not have")
    return words.format(recipient=visible(encryption.recipient))


def _classes(manifest: "Manifest") -> str:
    names = [visible(name).replace("_", " ") for name in manifest.class_names]
    return f"{counts.grouped(len(names))}: {enumerate_names(names)}"
