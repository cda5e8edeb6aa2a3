from pathlib import Path

import numpy as np
import pytest

from ipclip_app.errors import SuspectError
from ipclip_app.suspects.python_function import load_function
from ipclip_app.watermark.asking.file_suspect import FileSuspect, answers_name
from ipclip_app.watermark.asking.questions import Questions


@pytest.mark.parametrize(
    "header",
    ["{'shape': (10, 96", "((((((((", "{'descr': '<f4', 'fortran_order': False, 'shape': (" + "9" * 30 + ", 96), }"],
)
def test_a_header_that_numpy_chokes_on_is_an_unreadable_file(header: str, tmp_path: Path, questions: Questions):
    path = tmp_path / f"{answers_name(questions)}.npy"
    text = header.ljust(118).encode() + b"\n"
    path.write_bytes(np.lib.format.magic(1, 0) + len(text).to_bytes(2, "little") + text + bytes(64))

    with pytest.raises(SuspectError):
        FileSuspect(path, questions)


def test_a_module_that_ends_the_program_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "quitter_of_all.py").write_text("raise SystemExit(0)\n")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SuspectError, match="cannot be imported"):
        load_function("quitter_of_all:f", "a function")
