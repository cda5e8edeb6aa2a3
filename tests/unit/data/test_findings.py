"""Of each finding it is known what it concerns and whether a training leaves that out by itself."""

from pathlib import Path

import pytest

from ipclip_app.data.findings import Finding, Severity


def finding(kind: str, severity: Severity = "warning") -> Finding:
    return Finding(kind, severity, (Path("photo"),), "Something is wrong.", "Mend it.")


@pytest.mark.parametrize("kind", ["unreadable", "truncated", "too_small", "not_an_image", "stray", "elongated"])
def test_an_image_that_cannot_be_used_is_left_out(kind: str):
    assert finding(kind).concerns_images
    assert finding(kind).left_out


@pytest.mark.parametrize("kind", ["duplicate_within", "duplicate_across"])
def test_a_copy_of_an_image_is_not_left_out(kind: str):
    assert finding(kind).concerns_images
    assert not finding(kind).left_out


@pytest.mark.parametrize("kind", ["class_missing", "few_images"])
def test_a_class_is_left_out_while_enough_remain(kind: str):
    assert not finding(kind).concerns_images
    assert finding(kind, "warning").left_out
    assert not finding(kind, "error").left_out


@pytest.mark.parametrize("kind", ["imbalance", "empty_folder", "name_collision"])
def test_other_findings_of_folders_leave_nothing_out(kind: str):
    assert not finding(kind).concerns_images
    assert not finding(kind).left_out
