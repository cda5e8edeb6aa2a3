"""A backbone cannot be found, loaded or fetched."""

from ipclip_app.errors.base import IpclipError


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
    """Downloads are switched off by the environment or by a setting."""

    def __init__(self, name: str, switch: str) -> None:
        super().__init__(
            name, f"downloads are switched off by {switch}", "allow them there, or add a local copy instead"
        )
