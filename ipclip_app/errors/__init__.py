"""Every failure the program foresees: one class per remedy.

An error carries the data concerned; its text is one sentence that names the file and says what to do. The command line
prints that sentence and exits with the error's code; anything else that is raised is a defect of the program.

Modules: `base`, `images`, `folders`, `backbones`, `runs`, `keys` and `computing`, by what fails. May import nothing of
the package.
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
from ipclip_app.errors.keys import (
    AlreadyTrustedError,
    DamagedKeyError,
    ExposedKeyError,
    KeyExistsError,
    KeyFileError,
    KeyNameError,
    PassphraseNeededError,
    UnknownKeyError,
    WeakPassphraseError,
    WrongKeyError,
    WrongPassphraseError,
    WrongRecipientError,
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
    "AlreadyTrustedError",
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
    "DamagedKeyError",
    "DecompressionBombError",
    "DivergedError",
    "ElongatedImageError",
    "ExposedKeyError",
    "FolderError",
    "ImageError",
    "ImageFileTooLargeError",
    "ImageMemoryError",
    "ImageTooSmallError",
    "IncompleteInstallationError",
    "IpclipError",
    "KeyExistsError",
    "KeyFileError",
    "KeyNameError",
    "MeasurementError",
    "NoCommonClassError",
    "NotAnImageError",
    "OutputBusyError",
    "OutputError",
    "OutputExistsError",
    "PassphraseNeededError",
    "QuickGeluMismatchError",
    "RunBusyError",
    "RunChangedError",
    "RunError",
    "StrayImageError",
    "TooFewClassesError",
    "TooFewImagesError",
    "TooLittleMemoryError",
    "UnknownKeyError",
    "UnreadableImageError",
    "UsageError",
    "WeakPassphraseError",
    "WrongKeyError",
    "WrongPassphraseError",
    "WrongRecipientError",
]
