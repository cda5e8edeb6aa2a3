"""What goes wrong while computing."""

from ipclip_app.errors.base import IpclipError


class TooLittleMemoryError(IpclipError):
    """Memory runs out where nothing can be made smaller any more."""

    def __init__(self, what: str, device: str) -> None:
        elsewhere = "" if device == "cpu" else "--device cpu or "
        super().__init__(
            f"The memory of the device '{device}' is too small for {what}; "
            f"close other programs, or choose {elsewhere}a smaller backbone."
        )


class MeasurementError(IpclipError):
    """A measurement ran out of memory, or its own process died."""

    def __init__(self, what: str, cause: str) -> None:
        super().__init__(
            f"Measuring {what} failed ({cause or 'its process died without a word'}); "
            "close other programs to free memory and try again."
        )


class DivergedError(IpclipError):
    """The loss is no longer a number."""

    def __init__(self, epoch: int, term: str) -> None:
        super().__init__(
            f"The loss term {term} became infinite or not a number in epoch {epoch}; the last good checkpoint is kept: "
            "start again with another --seed or the default preset."
        )
        self.epoch = epoch
        self.term = term
