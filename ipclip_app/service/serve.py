"""Serves a model: from an owner's request to the signal that ends it."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import torch

from ipclip_app.errors import ForeignSecretError
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.service.access_keys import AccessKeys
from ipclip_app.service.access_log import AccessLog, log_file
from ipclip_app.service.request import ServeRequest
from ipclip_app.service.server import Server, listening_socket
from ipclip_app.service.service import Model, Service


@dataclass(frozen=True)
class Address:
    """Where a service listens.

    Attributes:
        url: Its web address.
        port: The port, chosen by the system where none was asked for.
    """

    url: str
    port: int


def serve(request: ServeRequest, listening: Callable[[Address], None], ready: Callable[[Model], None]) -> int | None:
    """Serve a model until a signal comes.

    Args:
        request: What, where and to whom.
        listening: Told the address once connections are taken; the model may still be loading.
        ready: Told, in another thread, what is served once it is loaded.

    Returns:
        The signal; None where there was none.

    Raises:
        IpclipError: The address, the keys, the log or the backbone cannot be used.
    """
    keys = request.checked_keys()
    with closing(listening_socket(request.host, request.port)) as bound, closing(_log(request)) as log:
        port = bound.getsockname()[1]
        host = f"[{request.host}]" if ":" in request.host else request.host
        service = Service(lambda: _load(request, keys), log, keys, request.limits)
        server = Server(service, lambda: listening(Address(f"http://{host}:{port}", port)))
        service.start(lambda: _tell(service, server, ready))
        try:
            asyncio.run(server.serve([bound]))
        finally:
            service.stop()
    if service.failure is not None:
        raise service.failure
    return server.received[0] if server.received else None


def _tell(service: Service, server: Server, ready: Callable[[Model], None]) -> None:
    """Tell what is served, unless it is to end; where nobody can be told, there is a failure too, and it ends."""
    if service.failure is not None:
        server.end()
    elif service.model is not None and service.state != "stopping":
        ready(service.model)


def _log(request: ServeRequest) -> AccessLog:
    return AccessLog(sys.stderr) if request.log is None else log_file(request.log)


def _load(request: ServeRequest, keys: AccessKeys | None) -> Model:
    device = resolve_device(request.device)
    if request.threads is not None:
        torch.set_num_threads(request.threads)
    with enough_memory("this backbone", device):
        backbone = load_backbone(request.backbone, device)
    if request.secret is None or keys is None:
        return Model(request.public_name, backbone)
    if request.secret.backbone != backbone.identity:
        raise ForeignSecretError(backbone.name)
    matrices = {licensee: request.secret.matrix(licensee) for licensee in keys.licensees}
    return Model(request.public_name, backbone, matrices)
