"""A Python function is asked like any other suspect, and its failures name what it must do."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ipclip_app.errors import SuspectError
from ipclip_app.ownership.callable_suspect import CallableSuspect, load_callable

IMAGES = [Image.new("RGB", (16, 16)), Image.new("RGB", (20, 16))]
MODULE = """
class Model:
    def classify(self, images):
        return [{"cat": 0.1, "dog": 0.9} if image.width > 16 else "cat" for image in images]

model = Model()
number = 3
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module in the folder in which the program was started."""
    (tmp_path / "stolen_model.py").write_text(MODULE)
    (tmp_path / "broken_model.py").write_text("raise RuntimeError('no weights')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "stolen_model", raising=False)
    return "stolen_model"


def test_function_is_found_and_asked(module: str):
    suspect = load_callable(f"{module}:model.classify")
    assert list(suspect.answers(IMAGES)) == ["cat", "dog"]
    assert (suspect.description.kind, suspect.description.address) == ("callable", "stolen_model:model.classify")
    assert str(Path.cwd()) not in sys.path


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("stolen_model:gone", "cannot be imported"),
        ("no_such_module_at_all:f", "cannot be imported"),
        ("broken_model:f", "no weights"),
        ("stolen_model:", "cannot be imported"),
        (":f", "cannot be imported"),
        ("stolen_model:number", "is no function"),
    ],
)
def test_what_is_no_function_is_refused(module: str, name: str, sentence: str):
    with pytest.raises(SuspectError, match=sentence):
        load_callable(name)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (["cat"], "gave 1 answers for 2 images"),
        (["cat", 3], "which is no name of a class"),
        (["cat", {}], "0 scores"),
        (None, "failed with TypeError"),
    ],
)
def test_answers_that_are_none_are_refused(answers: Any, sentence: str):
    with pytest.raises(SuspectError, match=sentence):
        CallableSuspect("module:function", lambda _: answers).answers(IMAGES)


def test_failing_function_is_told():
    def fail(_: object) -> Any:
        raise ZeroDivisionError("a" * 500)

    with pytest.raises(SuspectError, match="failed with ZeroDivisionError") as caught:
        CallableSuspect("module:function", fail).answers(IMAGES)
    assert len(str(caught.value)) < 300
