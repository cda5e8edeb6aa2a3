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


def test_interrupted_sample_is_drawn_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "backbones" / "demo").mkdir(parents=True)
    written: list[str] = []

    def write(root: Path, *, seed: int) -> int:
        root.mkdir(parents=True)
        written.append(f"{len(written)}.webp")
        (root / written[-1]).touch()
        if len(written) == 1:
            raise KeyboardInterrupt
        return 1

    monkeypatch.setattr(make_resources, "write_sample", write)
    with pytest.raises(KeyboardInterrupt):
        make_resources.main(["--out", str(tmp_path)])
    assert not (tmp_path / "sample").exists()

    make_resources.main(["--out", str(tmp_path)])
    assert [path.name for path in (tmp_path / "sample").iterdir()] == ["1.webp"]
    assert {path.name for path in tmp_path.iterdir()} == {"sample", "backbones"}


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
    assert [path.name for path in (tmp_path / "backbones").iterdir()] == ["demo"]
    assert capsys.readouterr().out.count("zero-shot accuracy on") == 3
