import json
from collections.abc import Callable, Mapping
from pathlib import Path

Ran = tuple[int, str, str]
MakeDomain = Callable[[Path, Mapping[str, int]], Path]


def test_sound_folders_exit_with_0(ipclip: Callable[..., Ran], make_domain: MakeDomain, tmp_path: Path):
    photos = make_domain(tmp_path / "photo", {"cat": 12, "dog": 12})
    code, out, _ = ipclip("doctor", photos)
    assert code == 0
    assert str(photos) in out
    assert "Errors: 0." in out


def test_an_error_exits_with_1_and_shows_file_and_remedy(
    ipclip: Callable[..., Ran], make_domain: MakeDomain, tmp_path: Path
):
    photos = make_domain(tmp_path / "photo", {"cat": 12, "dog": 12})
    damaged = photos / "cat" / "000.png"
    damaged.write_bytes(damaged.read_bytes()[:200])
    code, out, _ = ipclip("doctor", photos)
    assert code == 1
    assert str(damaged) in out
    assert "restore it from its source" in out.casefold()


def test_json_lists_domains_and_findings(ipclip: Callable[..., Ran], make_domain: MakeDomain, tmp_path: Path):
    photos = make_domain(tmp_path / "photo", {"cat": 12, "dog": 12})
    (photos / "cat" / "notes.png").write_text("no image")
    code, out, _ = ipclip("doctor", photos, "--json")
    document = json.loads(out)
    assert code == (1 if document["errors"] else 0)
    assert [domain["usable"] for domain in document["domains"]] == [24]
    assert [finding["kind"] for finding in document["findings"]] == ["not_an_image"]


def test_missing_folder_is_unusable_input(ipclip: Callable[..., Ran], tmp_path: Path):
    code, _, err = ipclip("doctor", tmp_path / "nowhere")
    assert code == 2
    assert "nowhere" in err
