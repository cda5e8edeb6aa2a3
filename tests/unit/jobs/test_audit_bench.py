"""The benchmark of audits audits what it says, in a process that has seen nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import UsageError
from ipclip_app.jobs import audit_bench as job
from ipclip_app.jobs.audit_bench import AuditBenchOptions, AuditBenchResult, audit_bench, measure

Drain = Callable[..., Any]


def test_a_process_of_its_own_measures_both_rates(drain: Drain, tmp_path: Path):
    drained = drain(audit_bench(AuditBenchOptions(images=40, threads=1)))
    document = json.loads(json.dumps(drained.result.to_json()))
    assert (document["images"], document["threads"]) == (40, 1)
    assert document["images_per_second"] > 0
    assert document["cached_images_per_second"] > 0
    assert document["memory_above_loaded_mb"] is None or document["memory_above_loaded_mb"] > 0
    assert {report.phase for report in drained.reports} == {"drawing", "audit"}
    assert not (tmp_path / "cache").exists()


def test_every_image_is_different(drain: Drain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    contents: list[bytes] = []

    def look(module: str, arguments: list[str], *_: Any) -> dict[str, Any]:
        contents.extend(path.read_bytes() for path in Path(arguments[0]).iterdir())
        return AuditBenchResult(1, 1.0, 1.0, None, "", 1, "").to_json()

    monkeypatch.setattr(job, "run_child", look)
    drain(audit_bench(AuditBenchOptions(images=400)))
    assert len(set(contents)) == 400


def test_without_a_meter_no_memory_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(job, "memory_meter", lambda _: None)
    assert measure(tmp_path).memory_above_loaded_mb is None


@pytest.mark.parametrize("options", [{"images": 0}, {"threads": 0}])
def test_senseless_numbers_are_refused(options: dict[str, int]):
    with pytest.raises(UsageError):
        AuditBenchOptions(**options)
