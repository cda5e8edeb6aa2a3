"""The finished module comes back as it was written, or its file is named as missing or damaged."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
import torch

from ipclip_app.audit.verdict import Authorizer, Thresholds
from ipclip_app.errors import OutputError, RunError
from ipclip_app.jobs.module_file import ProtectedModule, read_module, require_module
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.projectors import KINDS, ProjectorKind, kind_of, new_projector
from ipclip_app.model.tensor_file import read_tensors, write_tensors
from ipclip_app.training.learner import BestEpoch

Facts = dict[str, Any]
Tensors = dict[str, torch.Tensor]


def a_module(backbone: Backbone, projector: ProjectorKind = "gated") -> ProtectedModule:
    torch.manual_seed(3)
    inputs = backbone.embed_dim + 2 * sum(backbone.block_widths)
    authorizer = Authorizer(torch.randn(inputs), torch.rand(inputs) + 1, torch.randn(inputs), torch.randn(()))
    unprotected: ProjectorKind = "residual" if projector == "gated" else projector
    projectors = new_projector(projector, backbone), new_projector(unprotected, backbone)
    return ProtectedModule(*projectors, authorizer, Thresholds(1.5, -0.25), BestEpoch(4, 61.25, 62.5, 1.75))


@pytest.fixture
def file(tmp_path: Path, tiny_vit: Backbone) -> Path:
    path = tmp_path / "run" / "module.safetensors"
    a_module(tiny_vit).write(path)
    return path


@pytest.mark.parametrize("projector", KINDS)
@pytest.mark.parametrize("kind", ["vit", "resnet"])
def test_module_comes_back(
    tmp_path: Path, tiny_vit: Backbone, tiny_resnet: Backbone, projector: ProjectorKind, kind: Literal["vit", "resnet"]
):
    backbone = {"vit": tiny_vit, "resnet": tiny_resnet}[kind]
    written = a_module(backbone, projector)
    written.write(tmp_path / "module.safetensors")
    read = read_module(tmp_path / "module.safetensors", backbone)
    assert (read.thresholds, read.best, kind_of(read.protected)) == (written.thresholds, written.best, projector)
    assert kind_of(read.unprotected) == kind_of(written.unprotected)
    for name in ("protected", "unprotected"):
        one, other = getattr(written, name).state_dict(), getattr(read, name).state_dict()
        assert one.keys() == other.keys()
        assert all(torch.equal(one[key], other[key]) for key in one)
        assert not getattr(read, name).training
    for key, value in written.authorizer.tensors().items():
        assert torch.equal(value, read.authorizer.tensors()[key])


def test_protected_and_unprotected_projector_are_not_mixed_up(file: Path, tiny_vit: Backbone):
    module = read_module(file, tiny_vit)
    weights = module.protected.authorized.content_in.weight, module.unprotected.content_in.weight
    assert not torch.equal(*weights)


def test_missing_module_says_how_to_finish_the_run(tmp_path: Path, tiny_vit: Backbone):
    with pytest.raises(RunError, match=r"has no finished module yet; run `ipclip train --resume --out .*`\."):
        read_module(tmp_path / "module.safetensors", tiny_vit)


def test_advice_can_be_typed_whatever_the_folder_is_called(tmp_path: Path):
    with pytest.raises(RunError) as caught:
        require_module(tmp_path / "my run" / "module.safetensors")
    command = str(caught.value).split("`")[1]
    assert shlex.split(command) == ["ipclip", "train", "--resume", "--out", str(tmp_path / "my run")]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_cut_module_is_damaged(file: Path, tiny_vit: Backbone, share: float):
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RunError, match=r"module\.safetensors: is damaged .*; train again into another folder"):
        read_module(file, tiny_vit)


def test_no_flipped_bit_goes_unnoticed(file: Path, tiny_vit: Backbone):
    content = bytearray(file.read_bytes())
    generator = torch.Generator().manual_seed(0)
    for position in torch.randint(len(content), (60,), generator=generator).tolist():
        content[position] ^= 1 << position % 8
        file.write_bytes(content)
        with pytest.raises(RunError, match="is damaged"):
            read_module(file, tiny_vit)
        content[position] ^= 1 << position % 8


FORGED: dict[str, Callable[[Tensors, Facts], Any]] = {
    "no thresholds": lambda _, facts: facts.pop("thresholds"),
    "another threshold": lambda _, facts: facts["thresholds"].update(extra=1.0),
    "another fact of the epoch": lambda _, facts: facts["best"].update(extra=1),
    "no projector": lambda _, facts: facts.pop("projector"),
    "missing tensor": lambda tensors, _: tensors.pop("protected.authorized.content_in.weight"),
    "missing verdict": lambda tensors, _: tensors.pop("verdict.bias"),
    "additional tensor": lambda tensors, _: tensors.update({"protected.x": torch.zeros(1)}),
    "other shape": lambda tensors, _: tensors.update({"protected.authorized.content_in.weight": torch.zeros(2, 2)}),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_module_of_another_shape_is_damaged(file: Path, tiny_vit: Backbone, forge: Callable[..., Any]):
    tensors, facts = read_tensors(file)
    forge(tensors, facts)
    write_tensors(file, tensors, facts)
    with pytest.raises(RunError, match="is damaged") as raised:
        read_module(file, tiny_vit)
    assert len(str(raised.value).splitlines()) == 1


def test_module_of_another_backbone_is_not_loaded(file: Path, tiny_resnet: Backbone):
    with pytest.raises(RunError, match="is damaged"):
        read_module(file, tiny_resnet)


def test_full_disk_keeps_the_old_module(file: Path, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    before = file.read_bytes()

    def full(_: int):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        a_module(tiny_vit, "reference").write(file)
    assert file.read_bytes() == before
