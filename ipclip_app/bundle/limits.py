"""How large anything in a bundle may be: nothing is read, and no memory taken, beyond these."""

from typing import Final

MEGABYTE: Final = 1 << 20

FILE: Final = 256 * MEGABYTE
ENTRIES: Final = 64
"""Entries of a file that are looked at before it is refused; a bundle has six."""
NAME: Final = 64
"""Bytes of an entry's name that are shown."""
DIRECTORY: Final = 65_536
"""Bytes that are looked at behind the last entry; the directory of a bundle has 500."""
MANIFEST: Final = MEGABYTE
"""JSON takes up to twenty times its size in memory, so this bounds also what parsing takes."""
DOCUMENT: Final = MEGABYTE
"""Bytes of the model card and of the license."""
SIGNATURE: Final = 64
TENSORS: Final = 240 * MEGABYTE
"""Bytes of an entry with tensors, encrypted or not."""

TEXT: Final = 1000
"""Characters of a short text."""
LONG_TEXT: Final = 20_000
"""Characters of the scope."""
CLASS_NAMES: Final = 30_000
METRICS: Final = 1000
