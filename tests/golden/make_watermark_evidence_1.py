"""Made the golden evidence of a watermark of format 1; kept to show how, not to be run again.

`python tests/golden/make_watermark_evidence_1.py FOLDER` writes watermark-evidence-1.json, about the golden secret of
FOLDER and a suspect whose answers are so noisy that 11 of 9,999 wrong matrices fit as well: drawn otherwise, they would
be more or fewer.
"""

import sys
from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ipclip_app.crypto.evidence import write_evidence
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.jobs.watermark_evidence import KIND, evidence_of
from ipclip_app.jobs.watermark_findings import findings
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.asking.ask import Reply
from ipclip_app.watermark.asking.judging import Judging
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret_file import read_secret

ORDINARY = 6
NOISE = 2.5
ISSUER = bytes(range(32))
SUSPECT = SuspectDescription("endpoint", "https://example.com/v1/embeddings", {"model": "großes CLIP"})


def wave(rows: int, width: int, pace: float) -> Rows:
    """Numbers that every machine computes alike, up to rounding."""
    return np.sin(pace * np.arange(1, rows * width + 1, dtype=np.float64)).reshape(rows, width)


def make(folder: Path) -> None:
    """Write the evidence and its signature."""
    (folder / "watermark-format-1.secret").chmod(0o600)
    secret = read_secret(folder / "watermark-format-1.secret", None)
    assert secret.pool is not None
    pictures = np.arange(ORDINARY * 12, dtype=np.uint8).reshape(ORDINARY, 2, 2, 3)
    questions = Questions(7, secret.pool, pictures, tuple(f"text {number}" for number in range(ORDINARY)))
    clean = unit_rows(wave(2 * ORDINARY, secret.dimension, 1.7)).astype(np.float32).astype(np.float64)
    judging = Judging(secret, questions, clean)
    asked = np.concatenate([secret.pool.image_embeddings, secret.pool.text_embeddings, clean]).astype(np.float64)
    marked = apply_watermark(asked, secret.matrices[1].astype(np.float64))
    answers = (marked + NOISE * wave(*marked.shape, 2.3)).astype(np.float32)
    replies = [Reply(row, f"2026-01-01T12:00:{second:02}Z") for second, row in enumerate(answers)]
    result = findings(judging, replies, judging.verdict(replies))
    body = evidence_of(judging, replies, SUSPECT, result, 20)
    signing = SigningKey(Ed25519PrivateKey.from_private_bytes(ISSUER))
    write_evidence(folder / "watermark-evidence-1.json", KIND, body, signing)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
