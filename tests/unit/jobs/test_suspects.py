"""Bundles and runs are asked like anybody else."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.errors import BundleError, SuspectError
from ipclip_app.jobs.open_bundle import open_bundle
from ipclip_app.jobs.ownership_request import SuspectSource
from ipclip_app.jobs.suspects import endpoint_of, is_endpoint, open_local_suspect
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import run_to_end


@pytest.fixture
def pictures() -> list[Image.Image]:
    pixels = np.random.default_rng(0).integers(0, 255, (6, 32, 40, 3), dtype=np.uint8)
    return [Image.fromarray(each) for each in pixels]


def opened(reference: object, backbone: Backbone) -> Any:
    return run_to_end(open_local_suspect(SuspectSource(str(reference), backbone=backbone.name, device="cpu")))


def test_bundle_answers_as_its_licensee_sees_it(bundle: Path, tiny_vit: Backbone, pictures: list[Image.Image]):
    suspect = opened(bundle, tiny_vit)
    licensee = open_bundle(bundle, backbone=tiny_vit.name, device="cpu")
    assert suspect.answers(pictures) == [said.class_name for said in licensee.classify(pictures)]
    description = suspect.description
    assert (description.kind, description.address) == ("bundle", bundle.name)
    assert description.facts["bundle_id"] == licensee.manifest.bundle_id
    assert len(description.facts["sha256"]) == 64


def test_run_answers_as_its_bundle(evaluated_run: Path, bundle: Path, tiny_vit: Backbone, pictures: list[Image.Image]):
    run = opened(evaluated_run, tiny_vit)
    assert run.answers(pictures) == opened(bundle, tiny_vit).answers(pictures)
    assert (run.description.kind, run.description.address) == ("run", "run")


def test_damaged_bundle_is_refused(bundle: Path, tiny_vit: Backbone):
    bundle.write_bytes(bundle.read_bytes()[:-1])
    with pytest.raises(BundleError):
        opened(bundle, tiny_vit)


def test_folder_that_is_no_run_is_no_suspect(tmp_path: Path, tiny_vit: Backbone):
    with pytest.raises(SuspectError, match="is no suspect"):
        opened(tmp_path, tiny_vit)


def test_web_address_is_told_by_its_beginning():
    source = SuspectSource("https://host/x?key=1", timeout=7)
    assert is_endpoint(source)
    assert (endpoint_of(source).address, endpoint_of(source).timeout) == ("https://host/x", 7)
    assert not is_endpoint(SuspectSource("module:function"))
