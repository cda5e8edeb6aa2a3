"""Data sets are found in the shapes that their archives have."""

from pathlib import Path

import pytest

from ipclip_app.data.protocol_folders import protocol_folders
from ipclip_app.data.protocols import protocol_of
from ipclip_app.errors import FolderError

OFFICE_HOME = protocol_of("office-home")
OFFICE_31 = protocol_of("office-31")
MINI_DOMAINNET = protocol_of("mini-domainnet")


def tree(root: Path, *folders: str) -> Path:
    for folder in folders:
        (root / folder).mkdir(parents=True)
    return root


@pytest.mark.parametrize("real", ["Real World", "RealWorld", "Real_World", "real world", "Real"])
def test_folders_of_office_home_are_known_under_their_usual_names(tmp_path: Path, real: str):
    root = tree(tmp_path, "Art/Bed", "Clipart/Bed", "Product/Bed", f"{real}/Bed")

    assert protocol_folders(root, OFFICE_HOME) == {
        "art": root / "Art",
        "clipart": root / "Clipart",
        "product": root / "Product",
        "real_world": root / real,
    }


def test_classes_of_office_31_may_lie_below_a_folder_of_images(tmp_path: Path):
    root = tree(tmp_path, "amazon/images/mug", "dslr/images/mug", "webcam/mug", "webcam/pen")

    assert list(protocol_folders(root, OFFICE_31).values()) == [
        root / "amazon" / "images",
        root / "dslr" / "images",
        root / "webcam",
    ]


def test_other_domains_of_domainnet_are_left_alone(tmp_path: Path):
    root = tree(
        tmp_path, *(f"{name}/axe" for name in ("clipart", "infograph", "painting", "quickdraw", "real", "sketch"))
    )

    assert tuple(protocol_folders(root, MINI_DOMAINNET)) == ("clipart", "painting", "real", "sketch")


def test_data_set_is_found_inside_the_folder_of_its_archive(tmp_path: Path):
    inner = tree(tmp_path / "domain_adaptation_images", "amazon/images/mug", "dslr/images/mug", "webcam/images/mug")

    assert protocol_folders(tmp_path, OFFICE_31)["dslr"] == inner / "dslr" / "images"


@pytest.mark.parametrize(
    ("folders", "sentence"),
    [
        (("Art", "Clipart", "Product"), "has no folder 'real_world' of Office-Home; give the folder that holds art,"),
        (("Art", "Clipart", "Product", "Real World", "RealWorld"), "several folders for the domain 'real_world'"),
        (
            tuple(f"{copy}/{name}" for copy in "ab" for name in ("art", "clipart", "product", "real")),
            "holds Office-Home more than once, in a and b",
        ),
    ],
    ids=["missing", "twice", "two copies"],
)
def test_incomplete_or_ambiguous_data_set_is_refused(tmp_path: Path, folders: tuple[str, ...], sentence: str):
    with pytest.raises(FolderError, match=sentence):
        protocol_folders(tree(tmp_path, *folders), OFFICE_HOME)


def test_missing_root_is_told_as_such(tmp_path: Path):
    with pytest.raises(FolderError, match="there is no such folder"):
        protocol_folders(tmp_path / "absent", OFFICE_HOME)
