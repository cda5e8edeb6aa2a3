"""What may be told of a watermark's secret: who is in it and how good its matrices are, and nothing that marks."""

from dataclasses import dataclass
from typing import Any, Final

from ipclip_app.progress import Job, Report
from ipclip_app.watermark.matrices import condition_number, orthogonality_error
from ipclip_app.watermark.secret import Method, Mode, WatermarkSecret
from ipclip_app.watermark.secret_file import commitment

PHASE: Final = "checking matrices"


@dataclass(frozen=True)
class LicenseeFacts:
    """What is told of a licensee's matrix.

    Attributes:
        name: His name.
        condition_number: 1 for a rotation; the larger, the more of the embeddings is lost for him.
        orthogonality_error: Largest deviation of W W^T from the identity.
    """

    name: str
    condition_number: float
    orthogonality_error: float

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        return {
            "name": self.name,
            "condition_number": self.condition_number,
            "orthogonality_error": self.orthogonality_error,
        }


@dataclass(frozen=True)
class SecretFacts:
    """What is told of a secret.

    Attributes:
        mode: `exact` or `trigger`.
        method: How its matrices were made.
        backbone: Identity of the model, 64 hexadecimal digits.
        dimension: D, the width of an embedding.
        pairs: Number of trigger pairs; 0 in exact mode.
        licensees: In their order.
        commitment: SHA-256 that names the secret.
    """

    mode: Mode
    method: Method
    backbone: str
    dimension: int
    pairs: int
    licensees: tuple[LicenseeFacts, ...]
    commitment: str

    @property
    def condition(self) -> tuple[float, float]:
        """Least and largest condition number."""
        numbers = [licensee.condition_number for licensee in self.licensees]
        return min(numbers), max(numbers)

    @property
    def orthogonality_error(self) -> float:
        """The largest of all licensees."""
        return max(licensee.orthogonality_error for licensee in self.licensees)

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        least, largest = self.condition
        return {
            "mode": self.mode,
            "method": self.method,
            "backbone": self.backbone,
            "dimension": self.dimension,
            "pairs": self.pairs,
            "licensees": [licensee.to_json() for licensee in self.licensees],
            "condition_number": {"min": least, "max": largest},
            "orthogonality_error": self.orthogonality_error,
            "commitment": self.commitment,
        }


def describe_secret(secret: WatermarkSecret) -> Job[SecretFacts]:
    """Measure every matrix of a secret, as it is stored."""
    licensees = []
    for step, (name, matrix) in enumerate(zip(secret.users, secret.matrices, strict=True)):
        yield Report(PHASE, step, len(secret.users))
        licensees.append(LicenseeFacts(name, condition_number(matrix), orthogonality_error(matrix)))
    yield Report(PHASE, len(secret.users), len(secret.users))
    pairs = 0 if secret.pool is None else len(secret.pool)
    return SecretFacts(
        secret.mode, secret.method, secret.backbone, secret.dimension, pairs, tuple(licensees), commitment(secret)
    )
