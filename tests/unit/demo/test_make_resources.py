from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from ipclip_app.demo import make_resources
from ipclip_app.demo.small_clip import CONFIG_FILE, WEIGHTS_FILE


def test_an_existing_sample_and_backbone_are_kept(tmp_path: Path):
    kept = [tmp_path / "sample", tmp_path / "backbones" / "demo"]
    for folder in kept:
        folder.mkdir(parents=True)

    assert make_resources.main(["--out", str(tmp_path)]) == 0
    assert all(not list(folder.iterdir()) for folder in kept)


@pytest.fixture
def threads_restored() -> Iterator[None]:
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("threads_restored")
def test_backbone_is_trained_described_and_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(make_resources, "_TEST_PER_CELL", 1)
    (tmp_path / "sample").mkdir()

    assert make_resources.main(["--out", str(tmp_path), "--per-cell", "1", "--epochs", "1", "--seed", "3"]) == 0
    made = {path.name for path in (tmp_path / "backbones" / "demo").iterdir()}
    assert made == {CONFIG_FILE, WEIGHTS_FILE, "README.md"}
    assert "--seed 3" in (tmp_path / "backbones" / "demo" / "README.md").read_text()
    assert capsys.readouterr().out.count("zero-shot accuracy on") == 3
