"""Made the golden secrets of format 1; kept to show how, not to be run again.

`python tests/golden/make_watermark_format_1.py FOLDER` writes watermark-format-1.secret, the same encrypted, and one of
exact mode. The numbers are fixed; the encryption alone is different every time.
"""

import sys
from pathlib import Path

import numpy as np

from ipclip_app.watermark.secret import PairPool, WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

USERS = ("Example GmbH & Søn", '"Zweite" Firma')
BACKBONE = "00112233445566778899aabbccddeeff" * 2
PASSPHRASE = "correct horse"  # noqa: S105 - protects nothing
DIMENSION = 8
PAIRS = 4


def exact() -> WatermarkSecret:
    """Two permutations with signs, which every machine computes alike."""
    turns = (np.roll(np.eye(DIMENSION, dtype=np.float32), shift, axis=1) for shift in (1, 3))
    return WatermarkSecret("exact", "rotation", BACKBONE, USERS, np.stack([*turns]) * np.float32(-1))


def trigger() -> WatermarkSecret:
    """Every part filled, with letters that are not ASCII."""
    sides = np.eye(DIMENSION, dtype=np.float32)
    pictures = np.arange(PAIRS * 2 * 2 * 3, dtype=np.uint8).reshape(PAIRS, 2, 2, 3)
    own = np.array([[True, False, True, False], [False, True, True, False]])
    texts = ("a b", "größer", 'c "d"', "e\\f")
    pool = PairPool(pictures, texts, sides[:PAIRS], sides[PAIRS:], own)
    matrices = np.stack([np.diag(np.linspace(0.5, 2, DIMENSION)), np.diag(np.linspace(1, 0.5, DIMENSION))])
    moment = np.eye(DIMENSION, dtype=np.float32) / DIMENSION
    return WatermarkSecret("trigger", "closed-form", BACKBONE, USERS, matrices.astype(np.float32), pool, moment)


def make(folder: Path) -> None:
    """Write the three files."""
    write_secret(folder / "watermark-format-1-exact.secret", exact(), None)
    write_secret(folder / "watermark-format-1.secret", trigger(), None)
    write_secret(folder / "watermark-format-1-encrypted.secret", trigger(), PASSPHRASE)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
