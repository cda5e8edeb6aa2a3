"""A bundle is refused with its reason before anything of it is loaded, and otherwise judges as its run does."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.crypto.key_files import read_recipient_key
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import (
    BackboneNotFoundError,
    BundleBackboneError,
    BundleDiffersError,
    BundleError,
    BundleExpiredError,
    BundleNotYetValidError,
    BundleSealedError,
    BundleTamperedError,
    BundleUnreadableError,
    NotABundleError,
    PassphraseNeededError,
    UnknownIssuerError,
    WrongPassphraseError,
    WrongRecipientError,
)
from ipclip_app.jobs import bundle_reference
from ipclip_app.jobs import export as export_module
from ipclip_app.jobs.backbones import add_backbone
from ipclip_app.jobs.bundle_backbone import backbone_info
from ipclip_app.jobs.export import export
from ipclip_app.jobs.export_request import ExportRequest
from ipclip_app.jobs.load_bundle import BundleSource, LoadedBundle, load_bundle
from ipclip_app.jobs.protected_model import read_protected_model
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import run_to_end

WORDS = "correct horse battery"


@pytest.fixture
def load(tiny_vit: Backbone) -> Callable[..., LoadedBundle]:
    """`load(path, **further)` with the backbone named."""
    return lambda path, **further: run_to_end(
        load_bundle(BundleSource(path, **{"backbone": tiny_vit.name, "device": "cpu"} | further))
    )


@pytest.fixture
def nothing_loaded(monkeypatch: pytest.MonkeyPatch):
    """The test fails when a backbone is loaded."""

    def fail(*_: object):
        raise AssertionError("a backbone was loaded")

    monkeypatch.setattr("ipclip_app.jobs.load_bundle.find_backbone", fail)


def judged(model: Any) -> list[float]:
    generator = torch.Generator().manual_seed(0)
    style = sum(model.backbone.block_widths)
    parts = [torch.rand(5, width, generator=generator) + 0.1 for width in (model.backbone.embed_dim, style, style)]
    said = model.judge_statistics(ImageStatistics(torch.nn.functional.normalize(parts[0], dim=1), *parts[1:]))
    return torch.cat([said.scores, said.protected_logits.flatten(), said.zero_shot_logits.flatten()]).tolist()


def test_loaded_bundle_judges_as_its_run_does(load: Callable[..., LoadedBundle], bundle: Path, evaluated_run: Path):
    loaded = load(bundle)
    assert judged(loaded.model) == pytest.approx(judged(read_protected_model(evaluated_run)), abs=1e-4)
    assert loaded.model.thresholds == read_protected_model(evaluated_run).thresholds


def test_unknown_issuer_is_told_with_his_fingerprint(
    load: Callable[..., LoadedBundle], bundle: Path, signing: SigningKey
):
    loaded = load(bundle)
    assert not loaded.issuer_known
    assert len(loaded.notices) == 1
    assert signing.public.fingerprint in loaded.notices[0]
    assert ("Licensee", "Acme") in loaded.audited_with.facts


def test_issuer_who_is_named_or_trusted_is_known(load: Callable[..., LoadedBundle], bundle: Path, issuer: Path):
    assert load(bundle, issuer=issuer).notices == ()
    KeyStore().trust(issuer)
    loaded = load(bundle)
    assert loaded.issuer_known
    assert loaded.notices == ()


def test_another_issuer_than_the_named_one_is_refused(
    load: Callable[..., LoadedBundle], bundle: Path, tmp_path: Path, nothing_loaded: None
):
    (tmp_path / "other.pem").write_bytes(SigningKey.generate().public.pem)
    with pytest.raises(UnknownIssuerError):
        load(bundle, issuer=tmp_path / "other.pem")


@pytest.mark.parametrize(
    ("years", "refusal"), [((2020, 2021), BundleExpiredError), ((2100, 2101), BundleNotYetValidError)]
)
def test_bundle_out_of_its_time_is_refused(
    load: Callable[..., LoadedBundle],
    bundle_request: ExportRequest,
    years: tuple[int, int],
    refusal: type[BundleError],
    nothing_loaded: None,
):
    begin, end = (datetime(year, 1, 1, tzinfo=UTC) for year in years)
    recipient = ReceivingKey.generate().public  # whoever has no key is told the true reason all the same
    run_to_end(export(replace(bundle_request, valid_from=begin, valid_until=end, recipient=recipient)))
    with pytest.raises(refusal):
        load(bundle_request.out)


def test_altered_bundle_is_refused(load: Callable[..., LoadedBundle], bundle: Path, nothing_loaded: None):
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
    with pytest.raises(BundleTamperedError, match=r"prompt\.safetensors"):
        load(bundle)


def test_what_is_no_bundle_is_refused(load: Callable[..., LoadedBundle], tmp_path: Path, nothing_loaded: None):
    with pytest.raises(BundleUnreadableError):
        load(tmp_path / "gone.ipclip")
    (tmp_path / "note.ipclip").write_text("hello")
    with pytest.raises(NotABundleError):
        load(tmp_path / "note.ipclip")


def test_projector_of_an_unknown_kind_is_refused(
    load: Callable[..., LoadedBundle], bundle_request: ExportRequest, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(export_module, "kind_of", lambda _: "spiral")
    run_to_end(export(bundle_request))
    with pytest.raises(BundleError, match="unknown kind, 'spiral'; install a newer version"):
        load(bundle_request.out)


# --- the backbone ---


def test_another_backbone_is_refused_by_name_and_identity(
    load: Callable[..., LoadedBundle], bundle: Path, tiny_resnet: Backbone, tiny_vit: Backbone
):
    with pytest.raises(BundleBackboneError) as caught:
        load(bundle, backbone=tiny_resnet.name)
    sentence = str(caught.value)
    for text in (Path(tiny_vit.name).name, tiny_vit.identity[:12], tiny_resnet.name, tiny_resnet.identity[:12]):
        assert text in sentence


def test_backbone_is_found_by_its_identity_among_those_at_hand(
    load: Callable[..., LoadedBundle], bundle: Path, tiny_vit: Backbone, own_folders: Path
):
    with pytest.raises(BundleBackboneError, match=r"not for any at hand \(demo\)"):
        load(bundle, backbone=None)
    run_to_end(add_backbone("mine", tiny_vit.name))
    assert load(bundle, backbone=None).model.backbone.name == "mine"


def test_damaged_backbone_beside_the_right_one_does_no_harm(
    load: Callable[..., LoadedBundle],
    bundle: Path,
    tiny_vit: Backbone,
    own_folders: Path,
    tiny_clip_folder: Callable[..., Path],
):
    broken = tiny_clip_folder(own_folders / "broken")
    run_to_end(add_backbone("a-broken", str(broken)))
    (broken / "open_clip_model.safetensors").write_bytes(b"")
    run_to_end(add_backbone("mine", tiny_vit.name))
    assert load(bundle, backbone=None).model.backbone.name == "mine"


def test_backbone_that_the_user_named_and_is_not_there_is_told(load: Callable[..., LoadedBundle], bundle: Path):
    with pytest.raises(BackboneNotFoundError, match="nothing/here"):
        load(bundle, backbone="nothing/here")


def test_same_weights_with_other_preprocessing_are_another_backbone(
    load: Callable[..., LoadedBundle], bundle: Path, tmp_path: Path, tiny_clip_folder: Callable[..., Path]
):
    folder = tiny_clip_folder(tmp_path / "same weights")
    assert load(bundle, backbone=str(folder)).manifest.licensee == "Acme"
    config = json.loads((folder / "open_clip_config.json").read_text())
    config["preprocess_cfg"]["mean"] = [0.0, 0.0, 0.0]
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    with pytest.raises(BundleBackboneError):
        load(bundle, backbone=str(folder))


@pytest.mark.parametrize("lie", [{"image_size": 64}, {"vocabulary": "other"}, {"interpolation": "bilinear"}])
def test_manifest_that_contradicts_its_own_backbone_is_refused(
    load: Callable[..., LoadedBundle], bundle_request: ExportRequest, monkeypatch: pytest.MonkeyPatch, lie: Any
):
    monkeypatch.setattr(export_module, "backbone_info", lambda backbone: replace(backbone_info(backbone), **lie))
    run_to_end(export(bundle_request))
    with pytest.raises(BundleBackboneError):
        load(bundle_request.out)


# --- encryption ---


@pytest.fixture
def sealed(bundle_request: ExportRequest) -> Path:
    """The bundle, for a key of the user's own, `mine`, that has a passphrase."""
    KeyStore().create("mine", "receiving", WORDS)
    (key,) = KeyStore().list()
    run_to_end(export(replace(bundle_request, recipient=read_recipient_key(key.public_path))))
    return bundle_request.out


def test_own_key_opens_what_was_encrypted_for_it(
    load: Callable[..., LoadedBundle], sealed: Path, monkeypatch: pytest.MonkeyPatch
):
    assert load(sealed, passphrase=WORDS).manifest.encryption is not None
    monkeypatch.setenv("IPCLIP_PASSPHRASE", WORDS)
    assert load(sealed).manifest.licensee == "Acme"


def test_wrong_or_missing_passphrase_is_told(
    load: Callable[..., LoadedBundle], sealed: Path, monkeypatch: pytest.MonkeyPatch, nothing_loaded: None
):
    monkeypatch.delenv("IPCLIP_PASSPHRASE", raising=False)
    with pytest.raises(PassphraseNeededError, match="IPCLIP_PASSPHRASE"):
        load(sealed)
    with pytest.raises(WrongPassphraseError):
        load(sealed, passphrase=WORDS.upper())


def test_encrypted_bundle_needs_a_key(load: Callable[..., LoadedBundle], sealed: Path, nothing_loaded: None):
    for key in KeyStore().list():
        key.path.unlink()
        key.public_path.unlink()
    with pytest.raises(BundleSealedError):
        load(sealed)


def test_key_of_somebody_else_does_not_open(
    load: Callable[..., LoadedBundle], sealed: Path, tmp_path: Path, nothing_loaded: None
):
    other = KeyStore(tmp_path / "theirs").create("theirs", "receiving", None)
    with pytest.raises(WrongRecipientError):
        load(sealed, key=other.path)


# --- reference outputs ---


@pytest.fixture
def changed(bundle_request: ExportRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """`changed(edit)`: a bundle whose reference tensors are what `edit` makes of them."""

    def write(edit: Callable[[dict[str, torch.Tensor]], dict[str, torch.Tensor]]) -> Path:
        honest = bundle_reference.reference_tensors
        monkeypatch.setattr(export_module, "reference_tensors", lambda *parts: edit(honest(*parts)))
        return run_to_end(export(bundle_request)).path

    return write


def test_small_difference_is_told(load: Callable[..., LoadedBundle], changed: Callable[..., Path], issuer: Path):
    path = changed(lambda tensors: tensors | {"protected_logits": tensors["protected_logits"] + 1.0})
    loaded = load(path, issuer=issuer)
    assert len(loaded.notices) == 1
    assert "differ by 0.0" in loaded.notices[0]


def test_great_difference_is_refused(load: Callable[..., LoadedBundle], changed: Callable[..., Path]):
    path = changed(lambda tensors: tensors | {"zero_shot_logits": -tensors["zero_shot_logits"] - 50})
    with pytest.raises(BundleDiffersError):
        load(path)


def test_references_of_different_length_are_refused(load: Callable[..., LoadedBundle], changed: Callable[..., Path]):
    path = changed(lambda tensors: tensors | {"scores": tensors["scores"][1:]})
    with pytest.raises(BundleTamperedError, match=r"reference\.safetensors does not have a row for every image"):
        load(path)


def test_tensors_that_do_not_belong_are_refused(load: Callable[..., LoadedBundle], changed: Callable[..., Path]):
    path = changed(lambda tensors: tensors | {"surprise": tensors["scores"]})
    with pytest.raises(BundleTamperedError, match=r"reference\.safetensors"):
        load(path)
