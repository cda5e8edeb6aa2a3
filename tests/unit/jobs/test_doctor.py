import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from ipclip_app.errors import FolderError
from ipclip_app.jobs import doctor
from ipclip_app.jobs.doctor import Examination, examine_folders
from ipclip_app.progress import run_to_end

MakeDomain = Callable[[Path, Mapping[str, int]], Path]
MakeImage = Callable[..., Path]


def _examine(*folders: Path) -> Examination:
    return run_to_end(examine_folders(folders))


def _kinds(examination: Examination) -> list[tuple[str, str]]:
    return [(finding.kind, finding.severity) for finding in examination.findings]


def test_sound_folders_give_counts_and_no_finding(tmp_path: Path, make_domain: MakeDomain):
    for name in ("photo", "sketch"):
        make_domain(tmp_path / name, {"cat": 3, "dog": 4})

    examination = _examine(tmp_path)

    assert examination.findings == ()
    assert (examination.errors, examination.warnings) == (0, 0)
    assert [(domain.name, domain.usable, domain.left_out, dict(domain.classes)) for domain in examination.domains] == [
        (name, 7, 0, {"cat": 3, "dog": 4}) for name in ("photo", "sketch")
    ]


def test_damaged_files_are_found_by_decoding_and_errors_come_first(
    tmp_path: Path, make_domain: MakeDomain, make_image: MakeImage
):
    root = make_domain(tmp_path / "photo", {"cat": 4, "dog": 4})
    (root / "cat/notes.txt").write_text("text")
    make_image(root / "cat/tiny.png", "tiny", (15, 15))
    half = make_image(root / "dog/half.png", "half")
    half.write_bytes(half.read_bytes()[:200])

    examination = _examine(root)

    assert _kinds(examination) == [("truncated", "error"), ("not_an_image", "warning"), ("too_small", "warning")]
    assert examination.findings[0].paths == (half,)
    assert examination.findings[0].sentence.startswith(f"{half} is truncated or damaged (")
    assert examination.findings[0].remedy == "Restore it from its source or remove it."
    assert (examination.domains[0].usable, examination.domains[0].left_out) == (8, 3)


def test_several_folders_are_compared_with_each_other(tmp_path: Path, make_domain: MakeDomain):
    photo, sketch = (make_domain(tmp_path / name / name, {"cat": 3, "dog": 3}) for name in ("photo", "sketch"))
    shutil.copy(photo / "cat/000.png", sketch / "cat/copy.png")

    examination = _examine(photo, sketch, photo)

    assert _kinds(examination) == [("duplicate_across", "error")]
    assert examination.findings[0].paths == (photo / "cat/000.png", sketch / "cat/copy.png")
    assert [domain.name for domain in examination.domains] == ["photo", "sketch"]


def test_an_empty_folder_beside_domains_is_found(tmp_path: Path, make_domain: MakeDomain):
    make_domain(tmp_path / "photo", {"cat": 3, "dog": 3})
    (tmp_path / "sketch").mkdir()

    examination = _examine(tmp_path)

    assert [(finding.kind, finding.paths) for finding in examination.findings] == [
        ("empty_folder", (tmp_path / "sketch",))
    ]


@pytest.mark.parametrize(("examined", "locked"), [("", "sketch"), ("", "photo/dog"), ("photo", "photo/dog")])
def test_a_folder_that_may_not_be_listed_is_a_finding_and_no_end(
    tmp_path: Path, make_domain: MakeDomain, monkeypatch: pytest.MonkeyPatch, examined: str, locked: str
):
    for name in ("photo", "sketch", "web"):
        make_domain(tmp_path / name, {"cat": 3, "dog": 3, "owl": 3})
    listed = Path.iterdir

    def list_unless_locked(folder: Path) -> Iterator[Path]:
        if folder == tmp_path / locked:
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", list_unless_locked)

    findings = _examine(tmp_path / examined).findings

    assert [(one.kind, one.severity) for one in findings if one.paths == (tmp_path / locked,)] == [
        ("unreadable", "error")
    ]


def test_a_folder_of_which_nothing_is_usable_is_a_finding_and_no_end(tmp_path: Path):
    (tmp_path / "cat").mkdir()
    (tmp_path / "cat/a.jpg").write_text("no image")

    examination = _examine(tmp_path)

    assert _kinds(examination) == [("few_images", "error"), ("not_an_image", "warning")]


def test_a_folder_without_images_is_refused(tmp_path: Path):
    with pytest.raises(FolderError, match="contains no image"):
        _examine(tmp_path)


def test_the_report_is_plain_json_even_for_names_that_are_not_unicode(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {"cat": 3, "dog": 3})
    (root / "cat" / os.fsdecode(b"caf\xe9.png")).write_bytes(b"")

    content = json.loads(json.dumps(_examine(root).to_json(), ensure_ascii=False).encode())

    assert content["domains"] == [
        {
            "name": "photo",
            "root": str(root),
            "labelled": True,
            "usable": 6,
            "left_out": 1,
            "classes": {"cat": 3, "dog": 3},
        }
    ]
    assert (content["errors"], content["warnings"]) == (1, 0)
    assert content["findings"][0]["paths"] == [f"{root}/cat/caf\ufffd.png"]
    assert set(content["findings"][0]) == {"kind", "severity", "paths", "sentence", "remedy"}


def test_the_phases_report_every_file(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {"cat": 3, "dog": 3})

    reports = list(examine_folders([root]))

    assert list(dict.fromkeys(report.phase for report in reports)) == ["folders", "scan", "decode"]
    assert [(report.step, report.total) for report in reports if report.phase == "decode"] == [
        (step, 6) for step in range(7)
    ]


def test_closing_stops_the_decoding_within_the_files_in_hand(
    tmp_path: Path, make_domain: MakeDomain, monkeypatch: pytest.MonkeyPatch
):
    root = make_domain(tmp_path / "photo", {"cat": 40, "dog": 3})
    decoded: list[Path] = []
    monkeypatch.setattr(doctor, "read_image", decoded.append)
    job = examine_folders([root])
    while next(job).phase != "decode":
        pass

    next(job)
    job.close()

    assert 0 < len(decoded) < 20


def test_nothing_in_the_folders_is_changed(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {"cat": 3, "dog": 3})
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*")}

    _examine(root)

    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*")} == before
