"""A file that anybody may have changed is either what was expected or damaged, never an unforeseen exception."""

import os
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.jobs import json_shape
from ipclip_app.jobs.json_shape import REST, DamagedJsonError, read_json, require_shape


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (1, int),
        (1, float),
        (0.5, float),
        ("a", str),
        (True, bool),
        (None, (int, None)),
        (3, (int, None)),
        ([], [int]),
        ([1, 2], [int]),
        ({"a": 1, "more": "b"}, {"a": int}),
        ({"x": 1, "y": 2}, {REST: int}),
        (1, 1),
        ([{"a": [None]}], object),
    ],
)
def test_expected_shape_is_accepted(value: Any, shape: Any):
    require_shape(value, shape)


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (True, int),
        (True, float),
        (1, True),
        (1.5, int),
        (2**53 + 1, int),
        ("1", float),
        (float("nan"), float),
        (float("inf"), float),
        (10**400, float),
        (1, bool),
        (0, (str, None)),
        ({}, [int]),
        ("ab", [str]),
        ([1, "a"], [int]),
        ({}, {"a": int}),
        ([], {"a": int}),
        ({"a": "1"}, {"a": int}),
        ({"x": 1, "y": "2"}, {REST: int}),
        (2, 1),
    ],
)
def test_other_shape_is_refused(value: Any, shape: Any):
    with pytest.raises(DamagedJsonError):
        require_shape(value, shape)


def test_place_of_the_damage_is_told():
    with pytest.raises(DamagedJsonError, match="/epochs/1/best is not as expected"):
        require_shape({"epochs": [{"best": True}, {"best": 3}]}, {"epochs": [{"best": bool}]})


def test_missing_file_is_nothing(tmp_path: Path):
    assert read_json(tmp_path / "missing.json", {}) is None
    assert read_json(tmp_path / "missing" / "missing.json", {}) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'"a"', b"1" * 5000], ids=lambda content: content[:4]
)
def test_damaged_file_is_damaged(tmp_path: Path, content: bytes):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(DamagedJsonError):
        read_json(tmp_path / "a.json", {})


def test_folder_in_the_place_of_a_file_is_damaged(tmp_path: Path):
    (tmp_path / "a.json").mkdir()
    with pytest.raises(DamagedJsonError, match="not a regular file"):
        read_json(tmp_path / "a.json", {})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.json")
    with pytest.raises(DamagedJsonError, match="not a regular file"):
        read_json(tmp_path / "a.json", {})


def test_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_shape, "SIZE_LIMIT", 10)
    (tmp_path / "a.json").write_text('{"a": "long enough"}')
    with pytest.raises(DamagedJsonError, match="far too large"):
        read_json(tmp_path / "a.json", {})
