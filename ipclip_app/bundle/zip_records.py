"""The records of a zip file in the one form that bundles use (APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12, 4.3.16).

Nothing is compressed, nothing has a time, a comment, an extra field or a mode of its own, so that the names and the
contents decide every byte.
"""

import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from ipclip_app.bundle import limits

LOCAL: Final = struct.Struct("<4s5H3L2H")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")
LOCAL_MARK: Final = b"PK\x03\x04"
CENTRAL_MARK: Final = b"PK\x01\x02"
END_MARK: Final = b"PK\x05\x06"
_VERSION: Final = 20
_UNIX: Final = 3 << 8
_STORED: Final = 0
_DATE: Final = 1 << 5 | 1
"""1 January 1980, the first that zip knows."""
_ATTRIBUTES: Final = 0o100644 << 16
"""A plain file that everybody may read."""


@dataclass(frozen=True)
class Header:
    """What the file claims of an entry, in front of its content.

    Attributes:
        name: Its name.
        method: How it is compressed, 0 for not at all.
        checksum: CRC-32 of its content.
        packed: Bytes in the file.
        size: Bytes of its content, the same unless it is compressed.
        offset: Where the header begins.
        start: Where the content begins.
    """

    name: bytes
    method: int
    checksum: int
    packed: int
    size: int
    offset: int
    start: int

    @classmethod
    def read(cls, view: memoryview, offset: int) -> Self | None:
        """The header at `offset`; None where the file ends before it does."""
        if offset + LOCAL.size > len(view):
            return None
        _, _, _, method, _, _, checksum, packed, size, name_size, extra_size = LOCAL.unpack_from(view, offset)
        name = bytes(view[offset + LOCAL.size :][:name_size])
        start = offset + LOCAL.size + name_size + extra_size
        return cls(name, method, checksum, packed, size, offset, start)

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.start + self.packed

    @property
    def text(self) -> str:
        """The name, for people; foreign bytes are escaped."""
        return self.name[: limits.NAME].decode("ascii", "backslashreplace")

    def content(self, view: memoryview) -> memoryview:
        """The content, a part of the file's memory."""
        return view[self.start : self.end]


@dataclass(frozen=True)
class Record:
    """One entry as a bundle holds it.

    Attributes:
        name: Its name.
        size: Bytes of its content.
        checksum: CRC-32 of its content.
        offset: Where its header begins.
    """

    name: bytes
    size: int
    checksum: int
    offset: int

    @classmethod
    def of(cls, name: bytes, content: bytes | memoryview, offset: int) -> Self:
        """The record of an entry that begins at `offset`."""
        return cls(name, len(content), zlib.crc32(content), offset)

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.offset + LOCAL.size + len(self.name) + self.size

    def local(self) -> bytes:
        """The header in front of the content."""
        facts = (_VERSION, 0, _STORED, 0, _DATE, self.checksum, self.size, self.size, len(self.name), 0)
        return LOCAL.pack(LOCAL_MARK, *facts) + self.name

    def central(self) -> bytes:
        """The line of the directory at the end of the file."""
        facts = (_UNIX | _VERSION, _VERSION, 0, _STORED, 0, _DATE, self.checksum, self.size, self.size)
        return CENTRAL.pack(CENTRAL_MARK, *facts, len(self.name), 0, 0, 0, 0, _ATTRIBUTES, self.offset) + self.name


def directory(records: Sequence[Record]) -> bytes:
    """Everything behind the last content: the directory and the end record."""
    lines = b"".join(record.central() for record in records)
    start = records[-1].end if records else 0
    return lines + END.pack(END_MARK, 0, 0, len(records), len(records), len(lines), start, 0)


def links(data: bytes) -> Iterator[str]:
    """Names of the entries that a directory calls symbolic links."""
    offset = 0
    while data.startswith(CENTRAL_MARK, offset) and offset + CENTRAL.size <= len(data):
        facts = CENTRAL.unpack_from(data, offset)
        name_size, extra_size, comment_size, attributes = *facts[10:13], facts[15]
        start = offset + CENTRAL.size
        if stat.S_ISLNK(attributes >> 16):
            yield data[start : start + min(name_size, limits.NAME)].decode("ascii", "backslashreplace")
        offset = start + name_size + extra_size + comment_size
