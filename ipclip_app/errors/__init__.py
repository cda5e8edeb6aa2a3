"""Every failure the program foresees: one class per remedy.

An error carries the data concerned; its text is one sentence that names the file and says what to do. The command line
prints that sentence and exits with the error's code; anything else that is raised is a defect of the program.

Modules: `base`, `images`, `folders`, `backbones`, `runs` and `computing`, by what fails. May import nothing of the
package.
"""

from ipclip_app.errors.backbones import (
    BackboneConfigError,
    BackboneDownloadError,
    BackboneError,
    BackboneNotDownloadedError,
    BackboneNotFoundError,
    BackboneOfflineError,
    BackboneUnsupportedError,
    BackboneWeightsError,
    QuickGeluMismatchError,
)
from ipclip_app.errors.base import (
    CancelledError,
    IncompleteInstallationError,
    IpclipError,
    UsageError,
)
from ipclip_app.errors.computing import (
    DivergedError,
    MeasurementError,
    TooLittleMemoryError,
)
from ipclip_app.errors.folders import (
    ClassCollisionError,
    ClassNameTooLongError,
    FolderError,
    NoCommonClassError,
    TooFewClassesError,
    TooFewImagesError,
)
from ipclip_app.errors.images import (
    ChangedImageError,
    CorruptImageError,
    DecompressionBombError,
    ElongatedImageError,
    ImageError,
    ImageFileTooLargeError,
    ImageMemoryError,
    ImageTooSmallError,
    NotAnImageError,
    StrayImageError,
    UnreadableImageError,
)
from ipclip_app.errors.runs import (
    CheckpointError,
    OutputBusyError,
    OutputError,
    OutputExistsError,
    RunBusyError,
    RunChangedError,
    RunError,
)

__all__ = [
    "BackboneConfigError",
    "BackboneDownloadError",
    "BackboneError",
    "BackboneNotDownloadedError",
    "BackboneNotFoundError",
    "BackboneOfflineError",
    "BackboneUnsupportedError",
    "BackboneWeightsError",
    "CancelledError",
    "ChangedImageError",
    "CheckpointError",
    "ClassCollisionError",
    "ClassNameTooLongError",
    "CorruptImageError",
    "DecompressionBombError",
    "DivergedError",
    "ElongatedImageError",
    "FolderError",
    "ImageError",
    "ImageFileTooLargeError",
    "ImageMemoryError",
    "ImageTooSmallError",
    "IncompleteInstallationError",
    "IpclipError",
    "MeasurementError",
    "NoCommonClassError",
    "NotAnImageError",
    "OutputBusyError",
    "OutputError",
    "OutputExistsError",
    "QuickGeluMismatchError",
    "RunBusyError",
    "RunChangedError",
    "RunError",
    "StrayImageError",
    "TooFewClassesError",
    "TooFewImagesError",
    "TooLittleMemoryError",
    "UnreadableImageError",
    "UsageError",
]
