"""All attacks, from the cheapest to the dearest."""

from typing import Final

from ipclip_app.watermark.attacks.attack import Attack
from ipclip_app.watermark.attacks.dimensions import DroppedDimensions, Permutation, SignFlips
from ipclip_app.watermark.attacks.mixing import Averaging, CleanMixing
from ipclip_app.watermark.attacks.noise import Noise
from ipclip_app.watermark.attacks.rotation import Rotation
from ipclip_app.watermark.attacks.rounding import HalfPrecision, Rounding, Untouched
from ipclip_app.watermark.attacks.undoing import SolvedMatrix
from ipclip_app.watermark.attacks.whitening import MeanRemoval, PrincipalComponents, Whitening

ATTACKS: Final[tuple[Attack, ...]] = (
    Untouched(),
    HalfPrecision(),
    Rounding(8),
    Rounding(4),
    *(Noise(strength) for strength in (0.1, 0.3, 1.0, 3.0)),
    *(DroppedDimensions(share, cut) for cut in (False, True) for share in (0.25, 0.5)),
    SignFlips(),
    Permutation(),
    *(PrincipalComponents(share) for share in (0.5, 0.25)),
    Rotation(),
    *(Rotation(noise) for noise in (0.3, 1.0)),
    MeanRemoval(),
    MeanRemoval(turned=True),
    Whitening(),
    Whitening(turned=True),
    Averaging(),
    *(CleanMixing(share) for share in (0.5, 0.8)),
    *(SolvedMatrix(queries) for queries in (0.25, 0.5, 1.0, 2.0)),
)
