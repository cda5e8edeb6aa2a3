import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ipclip_app.data.images import read_image
from ipclip_app.data.trigger import GRID, read_trigger
from ipclip_app.model.backbone import Backbone

Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture
def file(tmp_path: Path, ipclip: Run) -> Path:
    """A new secret trigger."""
    path = tmp_path / "trigger.json"
    assert ipclip("trigger", "new", path)[0] == 0
    return path


def test_a_new_trigger_is_told_by_its_identity_alone(ipclip: Run, tmp_path: Path):
    path = tmp_path / "trigger.json"

    code, out, err = ipclip("trigger", "new", path, "--json")

    trigger = read_trigger(path)
    assert (code, err) == (0, "")
    assert json.loads(out) == {"kind": "secret", "identity": trigger.identity, "path": str(path)}
    assert trigger.seed.hex() not in out


def test_a_fair_trigger_is_drawn_for_images_and_a_backbone(
    ipclip: Run, tmp_path: Path, draw_domain: Callable[..., Path], tiny_vit: Backbone
):
    photo, path = draw_domain(tmp_path / "photo", "photo", images=4), tmp_path / "trigger.json"

    code, out, _ = ipclip("trigger", "new", path, "--images", photo, "--backbone", tiny_vit.name, "--json")

    document = json.loads(out)
    (figures,) = document["zero_shot"]
    assert code == 0
    assert document["identity"] == read_trigger(path).identity
    assert document["draws"] >= 1
    assert figures["accuracy_trigger"] >= figures["accuracy_control"]


def test_what_a_fair_trigger_does_is_told(
    ipclip: Run, tmp_path: Path, draw_domain: Callable[..., Path], tiny_vit: Backbone
):
    photo, path = draw_domain(tmp_path / "photo", "photo", images=4), tmp_path / "trigger.json"

    _, out, _ = ipclip("trigger", "new", path, "--images", photo, "--backbone", tiny_vit.name)

    assert "Triggers looked at: " in out
    assert f"Zero-shot CLIP, {photo}: right on " in out.replace("\n", "")


@pytest.mark.parametrize("given", [("--images", "photos"), ("--backbone", "demo")])
def test_images_and_backbone_of_a_fair_trigger_belong_together(ipclip: Run, tmp_path: Path, given: tuple[str, str]):
    code, out, err = ipclip("trigger", "new", tmp_path / "trigger.json", *given)

    assert (code, out) == (2, "")
    assert "belong together" in err
    assert not (tmp_path / "trigger.json").exists()


def test_no_trigger_is_drawn_where_a_file_is_in_the_way(ipclip: Run, file: Path):
    code, _, err = ipclip("trigger", "new", file, "--images", "no folder", "--backbone", "demo")

    assert code == 2
    assert "lost for good" in err


def test_a_trigger_is_not_replaced_unless_forced(ipclip: Run, file: Path):
    before = file.read_bytes()

    code, out, err = ipclip("trigger", "new", file)

    assert (code, out, file.read_bytes()) == (2, "", before)
    assert err.count("\n") == 1
    assert "lost for good" in err
    assert ipclip("trigger", "new", file, "--force")[0] == 0
    assert file.read_bytes() != before


def test_showing_a_trigger_never_shows_its_seed(ipclip: Run, file: Path, tmp_path: Path):
    trigger, picture = read_trigger(file), tmp_path / "pattern.png"

    shown = json.loads(ipclip("trigger", "show", file, "--json")[1])
    code, out, _ = ipclip("trigger", "show", file, "--png", picture)

    assert code == 0
    assert trigger.identity in out
    assert trigger.seed.hex() not in out
    assert shown["kind"] == "secret"
    assert shown["identity"] == trigger.identity
    assert 0 < shown["white"] < 0.1
    assert 0 < shown["black"] < 0.1
    assert shown["preview"] is None
    assert read_image(picture).size == (512, 384)


def test_the_grid_is_known_by_its_name(ipclip: Run):
    shown = json.loads(ipclip("--json", "trigger", "show", "grid")[1])
    assert shown == {"kind": "grid", "identity": GRID.identity, "white": 0.75, "black": 0, "preview": None}


def test_a_damaged_trigger_is_one_sentence(ipclip: Run, file: Path, tmp_path: Path):
    file.write_text(file.read_text().replace('"seed": "', '"seed": "0'))

    for arguments in (("show", file), ("stamp", "--trigger", file, tmp_path, tmp_path / "out")):
        code, out, err = ipclip("trigger", *arguments)
        assert (code, out) == (2, "")
        assert err.startswith(f"{file}: is no trigger file or is damaged (")


def test_a_folder_is_stamped_and_counted(ipclip: Run, photo: Path, file: Path, tmp_path: Path):
    (photo / "cat" / "notes.txt").write_text("no image")
    out = tmp_path / "stamped"

    code, text, err = ipclip("trigger", "stamp", "--trigger", file, photo, out)

    assert code == 0
    assert text.startswith(f"Stamped 24 images with {read_trigger(file).identity} in ")
    assert text.endswith("Left out 1 files; they are named above.\n")
    assert "notes.txt: is not an image" in err
    expected = read_trigger(file).stamp(read_image(photo / "cat" / "000.png"))
    assert (np.asarray(read_image(out / "cat" / "000.png")) == np.asarray(expected)).all()


def test_stamping_tells_all_as_json(ipclip: Run, photo: Path, tmp_path: Path):
    (photo / "cat" / "notes.txt").write_text("no image")
    out = tmp_path / "stamped"

    told = json.loads(ipclip("trigger", "stamp", "--json", "--trigger", "grid", photo, out)[1])

    assert told.keys() == {"trigger", "out", "stamped", "left_out", "seconds"}
    assert (told["trigger"], told["out"], told["stamped"]) == (GRID.identity, str(out), 24)
    assert [Path(row["path"]).name for row in told["left_out"]] == ["notes.txt"]


def test_without_a_single_copy_the_code_tells(ipclip: Run, tmp_path: Path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "notes.txt").write_text("no image")

    assert ipclip("trigger", "stamp", "--trigger", "grid", source, tmp_path / "out")[0] == 2


def test_one_image_needs_no_folder(ipclip: Run, tmp_path: Path):
    Image.new("RGB", (32, 32), "navy").save(tmp_path / "a.png")

    code, _, _ = ipclip("trigger", "stamp", "--trigger", "grid", tmp_path / "a.png", tmp_path / "b.png")

    assert code == 0
    assert read_image(tmp_path / "b.png").tobytes() == GRID.stamp(Image.new("RGB", (32, 32), "navy")).tobytes()
