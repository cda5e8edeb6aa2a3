"""The engine loads in a thread, beside a window that paints."""

import sys
import warnings

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.engine import Engine


@pytest.fixture
def engine(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr("ipclip_app.jobs.engine._MODULES", ("torch",))
    return Engine()


def test_engine_is_ready_once_and_tells_what_computes(qtbot: QtBot, engine: Engine) -> None:
    with qtbot.waitSignal(engine.ready):
        engine.start()

    assert engine.is_ready
    assert engine.facts is not None
    assert engine.facts.devices[-1].name == "cpu"
    assert "torch" in sys.modules


def test_words_of_libraries_about_themselves_stay_hidden(qtbot: QtBot, engine: Engine) -> None:
    with warnings.catch_warnings(record=True) as told, qtbot.waitSignal(engine.ready):
        warnings.simplefilter("always")
        engine.start()
        warnings.warn("Warning only once for all operators,  other operators may also be overridden.", stacklevel=1)
        warnings.warn("something else", stacklevel=1)

    assert [str(warning.message) for warning in told] == ["something else"]
