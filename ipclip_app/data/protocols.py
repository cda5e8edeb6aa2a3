"""The published protocols: which data set, which domains and classes, and how many images of each domain."""

from dataclasses import dataclass
from typing import Final

from ipclip_app.data import protocol_names
from ipclip_app.data.class_names import class_key, enumerate_names
from ipclip_app.data.domains import Domain, restrict
from ipclip_app.errors import FolderError, ProtocolImagesError, UsageError

_VALIDATION_SHARE: Final = 10
"""One training image in so many is held back for validation; the papers choose the epoch on test images instead."""


@dataclass(frozen=True)
class Protocol:
    """How IP-CLIP (arXiv 2503.02393, section 4.1) uses a data set.

    Attributes:
        name: What it is called in options and files.
        title: What the data set is called.
        train: Training images of each domain, those held back for validation among them.
        test: Test images of each domain.
        domains: Names of the domains.
        class_names: The classes, as the folders of the release are called.
    """

    name: str
    title: str
    train: int
    test: int
    domains: tuple[str, ...]
    class_names: tuple[str, ...]

    @property
    def validation(self) -> int:
        """Training images held back for validation, a tenth of them."""
        return self.train // _VALIDATION_SHARE

    @property
    def images(self) -> int:
        """Images of each domain, which must differ in content."""
        return self.train + self.test


PROTOCOLS: Final[tuple[Protocol, ...]] = (
    Protocol("office-31", "Office-31", 400, 80, ("amazon", "dslr", "webcam"), protocol_names.OFFICE_31),
    Protocol(
        "office-home",
        "Office-Home",
        2000,
        400,
        ("art", "clipart", "product", "real_world"),
        protocol_names.OFFICE_HOME,
    ),
    Protocol(
        "mini-domainnet",
        "Mini-DomainNet",
        10000,
        630,
        ("clipart", "painting", "real", "sketch"),
        protocol_names.MINI_DOMAINNET,
    ),
)


def protocol_of(name: str) -> Protocol:
    """The protocol of that name.

    Raises:
        UsageError: There is none.
    """
    for protocol in PROTOCOLS:
        if protocol.name == name:
            return protocol
    known = enumerate_names(protocol.name for protocol in PROTOCOLS)
    raise UsageError(f"There is no protocol '{name}'; choose from {known}.")


def admit_domain(domain: Domain, protocol: Protocol) -> Domain:
    """The domain with the protocol's classes only, under the names that the release gives them.

    Raises:
        FolderError: A class is missing.
        ProtocolImagesError: There are fewer different images than the protocol takes.
    """
    known = {class_key(name) for name in domain.class_names}
    missing = [name for name in protocol.class_names if class_key(name) not in known]
    if missing:
        reason = f"has no images of {len(missing)} class(es) of {protocol.title}: {enumerate_names(missing)}"
        raise FolderError(domain.root, reason, "complete the data set, or choose a split instead of a protocol")
    admitted = restrict(domain, protocol.class_names)
    if admitted.distinct_count() < protocol.images:
        raise ProtocolImagesError(domain.root, protocol.title, admitted.distinct_count(), protocol.images)
    return admitted
