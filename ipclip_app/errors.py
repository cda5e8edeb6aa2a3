"""Every failure the program foresees: one class per remedy.

An error carries the data concerned; its text is one sentence that names the file and says what to do. The command line
prints that sentence and exits with `exit_code`; anything else that is raised is a defect of the program.
"""

from collections.abc import Sequence
from pathlib import Path


class IpclipError(Exception):
    """A foreseen failure; `str(error)` is the sentence for the user."""

    exit_code = 2


class UsageError(IpclipError):
    """An option or a combination of options that makes no sense."""


class CancelledError(IpclipError):
    """The user stopped the work."""

    exit_code = 130


# --- images and folders -------------------------------------------------------------------------------------------


class ImageError(IpclipError):
    """One image cannot be used; the run leaves it out and counts it."""

    kind = "unusable"

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class UnreadableImageError(ImageError):
    """The file cannot be opened (permissions, vanished, I/O error)."""

    kind = "unreadable"

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"cannot be read ({cause})", "check that it exists and that you may read it")


class NotAnImageError(ImageError):
    """The file's content is none of the supported image formats."""

    kind = "not_an_image"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is not an image of a known format", "remove it or save it as JPEG or PNG")


class CorruptImageError(ImageError):
    """The file starts as an image but its data is truncated or damaged."""

    kind = "truncated"

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"is truncated or damaged ({cause})", "restore it from its source or remove it")


class DecompressionBombError(ImageError):
    """The image would decompress to more pixels than the program accepts."""

    kind = "decompression_bomb"

    def __init__(self, path: Path, pixels: int, limit: int) -> None:
        super().__init__(path, f"has {pixels:,} pixels, more than the limit of {limit:,}", "scale it down or remove it")
        self.pixels = pixels


class ImageTooSmallError(ImageError):
    """The image has too few pixels on a side to carry content."""

    kind = "too_small"

    def __init__(self, path: Path, width: int, height: int, minimum: int) -> None:
        super().__init__(
            path,
            f"is {width} x {height} pixels, smaller than the minimum of {minimum} on a side",
            "use a larger version or remove it",
        )


class ElongatedImageError(ImageError):
    """The image is so long and thin that scaling its short side would give too many pixels."""

    kind = "elongated"

    def __init__(self, path: Path, width: int, height: int) -> None:
        super().__init__(
            path, f"is {width} x {height} pixels, far too long and thin for the model", "crop it or remove it"
        )


class ChangedImageError(ImageError):
    """The file's content is no longer what it was when its folder was scanned."""

    kind = "changed"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "changed while the program was running", "start again when nothing writes to the folder")


class StrayImageError(ImageError):
    """The image lies beside the class folders instead of in one."""

    kind = "stray"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "lies beside the class folders and belongs to none", "move it into one or remove it")


class FolderError(IpclipError):
    """A folder of images cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path


class NoCommonClassError(IpclipError):
    """Two domains share no class name."""

    def __init__(self, authorized: Path, unauthorized: Path) -> None:
        super().__init__(
            f"{authorized} and {unauthorized} have no class folder in common; "
            "name the class subfolders of both alike, or give an unauthorized folder without subfolders."
        )


class ClassCollisionError(IpclipError):
    """Two class folders have the same name once underscores and case are normalized."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        super().__init__(
            f"{path}: the class folders {', '.join(names)} mean the same name to CLIP; merge them or rename one."
        )
        self.names = tuple(names)


class TooFewImagesError(IpclipError):
    """A class or domain has too few images to be split or to fill a batch."""

    def __init__(self, what: str, count: int, minimum: int) -> None:
        super().__init__(f"{what} has {count} usable image(s), at least {minimum} are needed; add images.")


class TooFewClassesError(TooFewImagesError):
    """Fewer classes than a classifier needs are left."""

    def __init__(self, what: str, count: int, minimum: int, remedy: str) -> None:
        IpclipError.__init__(self, f"{what} share {count} usable class(es), at least {minimum} are needed; {remedy}.")


class ClassNameTooLongError(IpclipError):
    """A class name does not fit behind the IP prompt into the text tower's context."""

    def __init__(self, name: str, tokens: int, available: int) -> None:
        super().__init__(
            f"The class name '{name}' takes {tokens} tokens but only {available} are left behind the prompt; "
            "rename its folder to something shorter."
        )
        self.name = name


# --- backbones ----------------------------------------------------------------------------------------------------


class BackboneError(IpclipError):
    """A CLIP backbone cannot be found, loaded or fetched."""

    def __init__(self, subject: str, reason: str, remedy: str) -> None:
        super().__init__(f"{subject}: {reason}; {remedy}.")
        self.subject = subject
        self.reason = reason
        self.remedy = remedy


class BackboneNotFoundError(BackboneError):
    """A reference names no known backbone."""


class BackboneNotDownloadedError(BackboneError):
    """A published backbone has not been downloaded yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "it is not downloaded yet", f"run `ipclip backbone download {name}`")


class BackboneUnsupportedError(BackboneError):
    """The architecture is not one that the method can use."""

    def __init__(self, subject: str, reason: str) -> None:
        remedy = "choose a CLIP with a causal text tower and a ViT or ResNet image tower, like ViT-B-16/openai"
        super().__init__(subject, reason, remedy)


class BackboneConfigError(BackboneError):
    """The configuration of a backbone is missing, unreadable or contradicts itself."""


class BackboneWeightsError(BackboneError):
    """The weights of a backbone are missing, damaged or do not fit its architecture."""


class QuickGeluMismatchError(BackboneError):
    """The architecture's activation is not the one that the weights were trained with."""


class BackboneDownloadError(BackboneError):
    """A published backbone cannot be fetched; what arrived so far is kept unless it is wrong."""


class BackboneOfflineError(BackboneDownloadError):
    """Downloads are switched off by the environment."""

    def __init__(self, name: str, variable: str) -> None:
        super().__init__(name, f"downloads are switched off by {variable}", "unset it, or add a local copy instead")


# --- runs, checkpoints, cache -------------------------------------------------------------------------------------


class RunError(IpclipError):
    """A run folder cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path


class RunBusyError(RunError):
    """Another process trains into the same folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "another process is training into this folder", "wait for it or choose another --out")


class RunChangedError(RunError):
    """The data, the backbone or the settings are not those that the checkpoint was made with."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            path, f"{what} changed since this run began", "restore it, or start a new run with another --out"
        )


class CheckpointError(RunError):
    """A checkpoint is damaged."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"the checkpoint is damaged ({cause})", "delete the run folder and train again")


class OutputError(IpclipError):
    """A result cannot be written (read-only folder, full disk)."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: cannot be written ({cause}); free space there or choose another folder.")
        self.path = path


class OutputExistsError(IpclipError):
    """The output exists already and would be overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: exists already; choose another name or pass --force to replace it.")
        self.path = path


class TooLittleMemoryError(IpclipError):
    """Memory runs out even with the smallest batch."""

    def __init__(self, what: str, device: str) -> None:
        super().__init__(
            f"The memory of the device '{device}' is too small for {what}, even one at a time; "
            "close other programs, or choose --device cpu or a smaller backbone."
        )


class MeasurementError(IpclipError):
    """A benchmark's own process died."""

    def __init__(self, what: str, cause: str) -> None:
        super().__init__(
            f"The process that measured {what} died ({cause or 'without a word'}); "
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
