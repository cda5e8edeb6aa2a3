from pathlib import Path

import pytest
from PIL import Image

import ipclip_app
from ipclip_app.errors import BundleError, ImageError, NotAnImageError
from ipclip_app.jobs.audit import audit
from ipclip_app.jobs.audit_row import AuditReport
from ipclip_app.jobs.load_bundle import BundleSource, load_bundle
from ipclip_app.jobs.open_bundle import OpenedBundle
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import run_to_end


@pytest.fixture
def opened(bundle: Path, issuer: Path, tiny_vit: Backbone) -> OpenedBundle:
    return ipclip_app.open_bundle(bundle, issuer, backbone=tiny_vit.name, device="cpu")


@pytest.fixture
def images(evaluated_run: Path) -> list[Path]:
    return sorted((evaluated_run.parent / "photo").rglob("*.png"))


def test_licensee_learns_what_he_has(opened: OpenedBundle):
    assert opened.class_names == ("cat", "dog", "owl")
    assert opened.manifest.licensee == "Acme"
    assert (opened.issuer_known, opened.notices) == (True, ())


def test_every_image_is_classified_in_its_place(opened: OpenedBundle, images: list[Path]):
    many = [*images, *images]  # more than one batch, and each of them twice
    answers = opened.classify(many)
    assert answers[: len(images)] == answers[len(images) :]
    for answer in answers:
        assert answer.class_name == answer.top[0].class_name
        assert answer.probability == answer.top[0].probability >= 1 / 3


def test_rows_are_those_of_an_audit(opened: OpenedBundle, bundle: Path, images: list[Path], tiny_vit: Backbone):
    model = run_to_end(load_bundle(BundleSource(bundle, backbone=tiny_vit.name, device="cpu"))).model
    expected = [row for report in audit(model, images) if isinstance(report, AuditReport) for row in report.rows]
    found = opened.audit(images)
    assert [(row.path, row.verdict) for row in found] == [(row.path, row.verdict) for row in expected]
    assert [row.score for row in found] == pytest.approx([row.score for row in expected], abs=1e-3)


def test_open_image_is_judged_as_its_file_is(opened: OpenedBundle, images: list[Path]):
    with Image.open(images[0]) as image:
        by_image, by_path, by_name = opened.audit([image, images[0], str(images[0])])
    assert by_image == by_path == by_name


def test_image_without_a_file_is_named_by_its_place(opened: OpenedBundle, images: list[Path]):
    with Image.open(images[0]) as image:
        rows = opened.audit([images[1], image.copy(), Image.new("RGB", (64, 64))])
    assert [str(row.path) for row in rows] == [str(images[1]), "image 2", "image 3"]


def test_what_cannot_be_judged_is_a_row_with_the_reason(opened: OpenedBundle, images: list[Path], tmp_path: Path):
    (tmp_path / "note.txt").write_text("hello")
    with Image.open(images[0]) as closed:
        pass
    bad = [tmp_path / "gone.png", tmp_path / "note.txt", tmp_path, closed, Image.new("RGB", (2, 2))]
    rows = opened.audit([images[0], *bad, images[1]])
    assert [row.verdict == "error" for row in rows] == [False, True, True, True, True, True, False]
    assert all(row.error and row.score is None for row in rows[1:-1])


def test_classifying_what_is_no_image_is_refused(opened: OpenedBundle, images: list[Path], tmp_path: Path):
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(NotAnImageError, match=r"note\.txt"):
        opened.classify([images[0], tmp_path / "note.txt"])


def test_elongated_image_is_refused(opened: OpenedBundle):
    with pytest.raises(ImageError, match="image 1"):
        opened.classify([Image.new("L", (4, 4_000_000))])


def test_nothing_is_judged_where_nothing_is_given(opened: OpenedBundle):
    assert opened.classify([]) == opened.audit([]) == []


def test_refusal_reaches_the_licensee(tmp_path: Path):
    (tmp_path / "x.ipclip").write_text("hello")
    with pytest.raises(BundleError):
        ipclip_app.open_bundle(str(tmp_path / "x.ipclip"))


def test_package_has_no_other_attributes():
    with pytest.raises(AttributeError, match="close_bundle"):
        ipclip_app.close_bundle  # noqa: B018 - it is the access that fails
