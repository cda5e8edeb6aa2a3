"""Embeddings in a file are marked as a service would mark them, whatever their number."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from ipclip_app.errors import (
    EmbeddingsFileError,
    OutputExistsError,
    SecretFileError,
    UnknownLicenseeError,
    UsageError,
)
from ipclip_app.jobs import watermark_apply
from ipclip_app.jobs.watermark_apply import ApplyRequest, mark_embeddings
from ipclip_app.progress import Job, run_to_end
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import commitment, write_secret

WIDTH = 16
ROWS = 100


@pytest.fixture
def secret() -> WatermarkSecret:
    generator = np.random.default_rng(0)
    matrices = np.stack([random_orthogonal(WIDTH, generator) for _ in range(2)]).astype(np.float32)
    return WatermarkSecret("exact", "rotation", "0" * 64, ("a", "b"), matrices)


@pytest.fixture
def clean() -> NDArray[np.float64]:
    return np.random.default_rng(1).standard_normal((ROWS, WIDTH))


@pytest.fixture
def request_for(tmp_path: Path, secret: WatermarkSecret, clean: NDArray[Any]) -> ApplyRequest:
    write_secret(tmp_path / "s", secret, None)
    np.save(tmp_path / "in.npy", clean.astype(np.float32))
    return ApplyRequest(tmp_path / "s", tmp_path / "in.npy", tmp_path / "out.npy", "b")


@pytest.fixture(params=[1, 7 * WIDTH, 1 << 22], ids=["row by row", "blocks", "at once"])
def blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watermark_apply, "_NUMBERS_AT_ONCE", request.param)


def loaded(path: Path) -> NDArray[Any]:
    """What a .npy file holds."""
    return np.array(np.lib.format.open_memmap(path, mode="r"))


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", ">f4"])
def test_rows_are_marked_in_their_own_type(
    request_for: ApplyRequest, secret: WatermarkSecret, clean: NDArray[Any], dtype: str, order: Any
):
    stored = np.asarray(clean, dtype=dtype, order=order)
    np.save(request_for.source, stored)

    outcome = run_to_end(mark_embeddings(request_for))

    marked = loaded(request_for.out)
    expected = apply_watermark(np.ascontiguousarray(stored.astype(stored.dtype.newbyteorder("="))), secret.matrix("b"))
    assert (marked.dtype, marked.shape) == (np.dtype(dtype), (ROWS, WIDTH))
    assert np.allclose(marked, expected, rtol=0, atol=1e-3 if dtype == "<f2" else 1e-6)
    assert (outcome.rows, outcome.user, outcome.dimension) == (ROWS, "b", WIDTH)
    assert outcome.commitment == commitment(secret)


def test_every_tensor_of_a_file_is_marked(request_for: ApplyRequest, secret: WatermarkSecret, clean: NDArray[Any]):
    stored = {"texts": clean[:3].astype(np.float16), "images": clean.astype(np.float32)}
    source, out = (path.with_suffix(".safetensors") for path in (request_for.source, request_for.out))
    save_file(stored, source, {"note": "mine"})

    outcome = run_to_end(mark_embeddings(replace(request_for, source=source, out=out)))

    marked = load_file(out)
    assert outcome.dtype == ("float16", "float32")
    for name, rows in stored.items():
        assert marked[name].dtype == rows.dtype
        assert np.allclose(marked[name], apply_watermark(rows, secret.matrix("b")), atol=1e-3)
    with safe_open(out, "np") as file:
        assert file.metadata() == {"note": "mine"}


def test_clean_file_stays_as_it_is(request_for: ApplyRequest):
    before = request_for.source.read_bytes()

    run_to_end(mark_embeddings(request_for))

    assert request_for.source.read_bytes() == before


@pytest.mark.parametrize(
    ("value", "told"), [(0.0, "is zero"), (np.nan, "not finite"), (np.inf, "not finite"), (1e30, "far too large")]
)
@pytest.mark.usefixtures("blocks")
def test_row_without_direction_is_named(request_for: ApplyRequest, clean: NDArray[Any], value: float, told: str):
    spoilt = clean.astype(np.float32)
    spoilt[[61, 99]] = value
    np.save(request_for.source, spoilt)

    with pytest.raises(EmbeddingsFileError, match=f"row 61 .*{told}"):
        run_to_end(mark_embeddings(request_for))
    assert {path.name for path in request_for.out.parent.iterdir()} == {"s", "in.npy"}


def test_other_width_than_the_models_is_refused(request_for: ApplyRequest, clean: NDArray[Any]):
    np.save(request_for.source, clean[:, 1:])

    with pytest.raises(EmbeddingsFileError, match=r"rows of 15 numbers, but the secret is for 16"):
        run_to_end(mark_embeddings(request_for))


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        ({"user": "c"}, UnknownLicenseeError, "no licensee 'c'"),
        ({"user": None}, UsageError, "choose one with --user"),
        ({"out": "in.npy", "force": True}, UsageError, "clean embeddings"),
        ({"out": "out.safetensors"}, UsageError, "another kind"),
        ({"out": "there.npy"}, OutputExistsError, "exists already"),
        ({"secret": "in.npy"}, SecretFileError, "no secret"),
        ({"source": "missing.npy"}, EmbeddingsFileError, "cannot be read"),
    ],
    ids=str,
)
def test_what_cannot_work_gets_one_sentence(
    request_for: ApplyRequest, tmp_path: Path, change: dict[str, Any], error: type[Exception], told: str
):
    (tmp_path / "there.npy").touch()
    change = {key: tmp_path / it if key in {"out", "source", "secret"} else it for key, it in change.items()}

    with pytest.raises(error, match=told):
        run_to_end(mark_embeddings(replace(request_for, **change)))
    assert not request_for.out.exists()


def test_only_licensee_need_not_be_named(request_for: ApplyRequest, secret: WatermarkSecret):
    alone = replace(secret, users=("a",), matrices=secret.matrices[:1])
    write_secret(request_for.secret, alone, None, force=True)

    assert run_to_end(mark_embeddings(replace(request_for, user=None))).user == "a"


def test_existing_file_is_replaced_when_forced(request_for: ApplyRequest):
    request_for.out.touch()

    run_to_end(mark_embeddings(replace(request_for, force=True)))

    assert len(loaded(request_for.out)) == ROWS


def test_cancelled_work_leaves_nothing(monkeypatch: pytest.MonkeyPatch, request_for: ApplyRequest):
    monkeypatch.setattr(watermark_apply, "_NUMBERS_AT_ONCE", WIDTH)
    job = mark_embeddings(request_for)
    for _ in range(10):
        next(job)
    job.close()

    assert {path.name for path in request_for.out.parent.iterdir()} == {"s", "in.npy"}


@pytest.mark.usefixtures("blocks")
def test_progress_counts_rows(request_for: ApplyRequest, drain: Callable[[Job[Any]], Any]):
    reports = drain(mark_embeddings(request_for)).reports

    assert [report.step for report in reports] == sorted({report.step for report in reports})
    assert (reports[0].step, reports[-1].step, reports[-1].total) == (0, ROWS, ROWS)
