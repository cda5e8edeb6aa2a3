"""From a request to the end of its service, in this process."""

import threading
from typing import Any

import pytest

from ipclip_app.model.backbone import Backbone
from ipclip_app.service import serve as service_serve
from ipclip_app.service.request import ServeRequest
from ipclip_app.service.serve import serve
from ipclip_app.service.server import Server
from ipclip_app.service.service import Model

PATIENCE = 30


@pytest.fixture
def loading(monkeypatch: pytest.MonkeyPatch, tiny_vit: Backbone) -> threading.Event:
    """Set to let the model be loaded."""
    may_load = threading.Event()

    def load(*_: object) -> Backbone:
        assert may_load.wait(PATIENCE)
        return tiny_vit

    monkeypatch.setattr(service_serve, "load_backbone", load)
    return may_load


class Serving(threading.Thread):
    """A service in a thread, so that one which neither serves nor ends fails its test; `ready` is told in another."""

    def __init__(self, ready: Any) -> None:
        super().__init__(daemon=True)
        self.listening, self.ended = threading.Event(), threading.Event()
        self.raised: BaseException | None = None
        self._ready = ready

    def run(self) -> None:
        try:
            serve(ServeRequest("tiny", port=0), lambda _: self.listening.set(), self._ready)
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            self.raised = error
        self.ended.set()


def test_a_reader_that_leaves_while_the_model_is_loaded_ends_the_service(loading: threading.Event):
    def ready(_: Model) -> None:
        raise BrokenPipeError

    serving = Serving(ready)
    serving.start()
    assert serving.listening.wait(PATIENCE)
    loading.set()

    assert serving.ended.wait(PATIENCE)
    assert isinstance(serving.raised, BrokenPipeError)


def test_a_service_that_is_stopped_while_it_loads_is_never_ready(
    loading: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    told: list[Model] = []
    servers: list[Server] = []

    def make(*given: Any) -> Server:
        servers.append(Server(*given))
        return servers[0]

    monkeypatch.setattr(service_serve, "Server", make)
    serving = Serving(told.append)
    serving.start()
    assert serving.listening.wait(PATIENCE)
    servers[0].end()
    loading.set()

    assert serving.ended.wait(PATIENCE)
    assert (told, serving.raised) == ([], None)
