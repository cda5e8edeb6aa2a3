"""A service that cannot be offered, and the list of who may ask it."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class ServerMissingError(IpclipError):
    """The packages that a service needs are not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"The package {package} is not installed, which a service needs; run `pip install 'ipclip-app[server]'`."
        )
        self.package = package


class AddressError(IpclipError):
    """An address cannot be listened at."""

    def __init__(self, host: str, port: int, cause: str) -> None:
        super().__init__(f"{host}, port {port}: cannot be listened at ({cause}); choose another --host or --port.")
        self.host = host
        self.port = port
        self.cause = cause


class AccessKeysError(IpclipError):
    """A file of access keys cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason


class LicenseeError(AccessKeysError):
    """A licensee is not there, or there already, or not one whom the watermark knows."""

    def __init__(self, path: Path, licensee: str, reason: str, remedy: str) -> None:
        super().__init__(path, f"'{licensee}' {reason}", remedy)
        self.licensee = licensee


class ForeignSecretError(IpclipError):
    """A watermark's secret was made for another model than the one to be served."""

    def __init__(self, backbone: str) -> None:
        super().__init__(
            f"The secret was made for another model than {backbone}; serve that one, or make a new secret."
        )
        self.backbone = backbone


class LogFileError(IpclipError):
    """The access log cannot be written."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: cannot be written ({cause}); choose another --log.")
        self.path = path
        self.cause = cause
