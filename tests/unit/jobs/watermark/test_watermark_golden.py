"""Evidence that an earlier version wrote is still what follows from it."""

import shutil
from pathlib import Path

import pytest

from ipclip_app.jobs.watermark_check import WatermarkCheckRequest, check_watermark
from ipclip_app.progress import run_to_end

GOLDEN = Path(__file__).resolve().parents[3] / "golden"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with the golden secret, which nobody else may read."""
    shutil.copyfile(GOLDEN / "watermark-format-1.secret", tmp_path / "secret")
    (tmp_path / "secret").chmod(0o600)
    return tmp_path / "secret"


def test_evidence_of_the_first_format_is_recomputed(kept: Path):
    found = run_to_end(check_watermark(WatermarkCheckRequest(GOLDEN / "watermark-evidence-1.json", kept))).to_json()

    assert (found["valid"], found["recomputed"], found["shown"]) == (True, True, True), found["reason"]
    assert found["result"]["distribution"]["single_p_value"] == 12 / 10_000
