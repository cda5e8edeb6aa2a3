"""The file that holds the entries: a zip of which every byte is decided by names and contents.

Whatever differs from what `pack` would write again is refused, so that every flipped bit is found, in headers too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ipclip_app.bundle import limits, names, zip_records
from ipclip_app.bundle.damage import Damage, ForeignFile
from ipclip_app.bundle.zip_records import CENTRAL_MARK, LOCAL, LOCAL_MARK, Header, Record

ALTERED: Final = "was altered"
CUT: Final = "is cut off"
PREPENDED: Final = "has bytes in front of its first entry"
APPENDED: Final = "has bytes behind its end"
HEADER: Final = "has an altered header"
DIRECTORY: Final = "has an altered directory"
COMPRESSED: Final = "is compressed, which no entry of a bundle is"
TOO_LARGE: Final = "is larger than any entry of a bundle"
LINK: Final = "is a link to another file"
UNSAFE: Final = "has a name that could leave its folder"
DUPLICATE: Final = "is there twice"
UNEXPECTED: Final = "does not belong in a bundle"
MISSING: Final = "is missing"
ORDER: Final = "is not in its place"
STRAY: Final = "holds bytes that belong to no entry"
TOO_MANY: Final = "has more entries than any bundle"
_FOREIGN: Final = "nothing in it looks like one"
_TELLING: Final = {*names.PLAIN, *names.SEALED} - {names.README, names.LICENSE}
_UNSAFE: Final = frozenset("/\\:\0")


@dataclass
class Scan:
    """What was found in a file, as far as it could be read.

    Attributes:
        entries: Contents by name; parts of the file's memory, not copies.
        damage: The first thing that no bundle has; None for an intact container.
    """

    entries: dict[str, memoryview] = field(default_factory=dict)
    damage: Damage | None = None

    def note(self, entry: str | None, reason: str) -> None:
        """Remember what is wrong, unless something was before."""
        self.damage = self.damage or Damage(entry, reason)


def pack(entries: Mapping[str, bytes | memoryview]) -> bytes:
    """The one file that holds these entries in this order."""
    parts: list[bytes | memoryview] = []
    records: list[Record] = []
    offset = 0
    for name, content in entries.items():
        records.append(record := Record.of(name.encode("ascii"), content, offset))
        parts += [record.local(), content]
        offset = record.end
    return b"".join([*parts, zip_records.directory(records)])


def unpack(data: bytes | bytearray) -> dict[str, memoryview]:
    """The entries of a file, as parts of its memory.

    Raises:
        ForeignFile: It was never a bundle.
        Damage: It is not exactly what `pack` writes of a bundle's entries.
    """
    scan = scan_entries(data)
    if scan.damage is not None:
        raise scan.damage
    return scan.entries


def scan_entries(data: bytes | bytearray) -> Scan:
    """Read as far as possible; the first thing that is wrong is noted and not raised."""
    scan = Scan()
    if not data.startswith(LOCAL_MARK):
        scan.damage = _damaged_start(data)
        return scan
    view = memoryview(data)
    headers = _walk(view, scan)
    records = [Record.of(each.name, each.content(view), each.offset) for each in headers]
    rest = bytes(view[headers[-1].end if headers else 0 :][: limits.DIRECTORY])
    directory = zip_records.directory(records)
    _check_end(rest, directory, scan)
    _check_list([each.text for each in headers], scan)
    _check_headers(view, headers, records, scan)
    if rest != directory:
        scan.note(None, APPENDED if rest.startswith(directory) else DIRECTORY)
    if scan.damage is not None and _TELLING.isdisjoint({*scan.entries, scan.damage.entry}):
        scan.damage = ForeignFile(None, _FOREIGN)
    return scan


def _damaged_start(data: bytes | bytearray) -> Damage:
    name = data.find(names.MANIFEST.encode())
    if name == LOCAL.size:
        return Damage(names.MANIFEST, HEADER)
    if name > LOCAL.size and data.startswith(LOCAL_MARK, name - LOCAL.size):
        return Damage(None, PREPENDED)
    return ForeignFile(None, _FOREIGN)


def _walk(view: memoryview, scan: Scan) -> list[Header]:
    """The headers of all entries, up to where no further one follows or fits into the file."""
    headers: list[Header] = []
    offset = 0
    while bytes(view[offset:][: len(LOCAL_MARK)]) == LOCAL_MARK and len(headers) < limits.ENTRIES:
        header = Header.read(view, offset)
        if header is None:
            scan.note(None, CUT)
            break
        _check_claims(header, scan)
        if header.end > len(view):
            scan.note(header.text, CUT)
            break
        scan.entries.setdefault(header.text, header.content(view))
        headers.append(header)
        offset = header.end
    if len(headers) == limits.ENTRIES:
        scan.note(None, TOO_MANY)
    return headers


def _check_claims(header: Header, scan: Scan) -> None:
    name = header.text
    if not _UNSAFE.isdisjoint(name) or name.startswith(".") or not name.isprintable():
        scan.note(name, UNSAFE)
    if header.method:
        scan.note(name, COMPRESSED)
    if max(header.size, header.packed) > names.SIZES.get(name, limits.TENSORS):
        scan.note(name, TOO_LARGE)
    if name in scan.entries:
        scan.note(name, DUPLICATE)


def _check_end(rest: bytes, directory: bytes, scan: Scan) -> None:
    """What follows the last entry must be the directory, from which links are told."""
    if directory.startswith(rest) and rest != directory:
        scan.note(None, CUT)
    if not rest.startswith(CENTRAL_MARK):
        scan.note(None, STRAY)
    for name in zip_records.links(rest):
        scan.note(name, LINK)


def _check_list(found: list[str], scan: Scan) -> None:
    wanted = names.entry_names(sealed=names.SEALED_PROMPT in found)
    for name in found:
        if name not in wanted:
            scan.note(name, UNEXPECTED)
    for name in wanted:
        if name not in found:
            scan.note(name, MISSING)
    for name, place in zip(found, wanted, strict=False):
        if name != place:
            scan.note(name, ORDER)


def _check_headers(view: memoryview, headers: list[Header], records: list[Record], scan: Scan) -> None:
    for header, record in zip(headers, records, strict=True):
        if header.checksum != record.checksum:
            scan.note(header.text, ALTERED)
        if view[header.offset : header.start] != record.local():
            scan.note(header.text, HEADER)
