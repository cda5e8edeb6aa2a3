"""Chooses the epoch on validation data: how good the trade between both domains is."""

from dataclasses import dataclass

from ipclip_app.config import WHOLE


@dataclass(frozen=True)
class ZeroShotLevel:
    """What zero-shot CLIP reaches on validation data in percent, from which gain and loss are counted."""

    authorized: float
    unauthorized: float

    def protection(self, authorized: float, unauthorized: float) -> float:
        """W_ua on validation data with zero-shot CLIP in place of the unprotected module.

        A * ((U_0 - U) - (A_0 - A)) / 100; IP-CLIP (arXiv 2503.02393), section 4.1.
        """
        drop = (self.unauthorized - unauthorized) - (self.authorized - authorized)
        return authorized * drop / WHOLE
