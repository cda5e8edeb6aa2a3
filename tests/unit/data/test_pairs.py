from dataclasses import replace
from pathlib import Path

import pytest

from ipclip_app.data.domains import Domain, ImageFile
from ipclip_app.data.pairs import lone_domain, pair_domains, require_distinct
from ipclip_app.errors import FolderError, NoCommonClassError, TooFewClassesError, TooFewImagesError


def _domain(name: str, counts: dict[str, int]) -> Domain:
    """A domain of so many different images per class; class "" means unlabelled."""
    files = tuple(
        ImageFile(Path(name, folder, str(index)), folder or None, f"{name}/{folder}/{index}")
        for folder in sorted(counts)
        for index in range(counts[folder])
    )
    return Domain(name, Path(name), files, tuple(folder for folder in sorted(counts) if folder))


def test_common_classes_remain_and_the_rest_is_counted():
    authorized = _domain("photo", {"cat": 4, "hot_dog": 3, "owl": 5})
    unauthorized = _domain("sketch", {"Cat": 3, "dog": 7, "hot dog": 4})

    pair = pair_domains(authorized, unauthorized)

    assert pair.class_names == pair.authorized.class_names == pair.unauthorized.class_names == ("cat", "hot_dog")
    assert (len(pair.authorized.files), len(pair.unauthorized.files)) == (7, 7)
    assert pair.left_out == {"class only in photo": 5, "class only in sketch": 7}
    assert [notice.split(":")[0] for notice in pair.notices] == ["photo", "sketch"]
    assert "owl" in pair.notices[0]


def test_a_class_with_fewer_than_three_images_in_one_domain_is_left_out_of_both():
    authorized, unauthorized = (_domain(name, {"a": count, "b": 3, "c": 3}) for name, count in (("p", 9), ("s", 2)))

    pair = pair_domains(authorized, unauthorized)

    assert pair.class_names == ("b", "c")
    assert pair.left_out == {"class with fewer than 3 different images": 11}


def test_folders_of_one_name_are_told_apart_by_their_paths():
    authorized, unauthorized = (
        replace(_domain(root, {"a": 3, "b": 3, extra: 4}), name="images")
        for root, extra in (("p/images", "cat"), ("s/images", "dog"))
    )

    pair = pair_domains(authorized, unauthorized)

    assert pair.left_out == {"class only in p/images": 4, "class only in s/images": 4}


def test_an_image_is_left_out_for_one_reason_only():
    pair = pair_domains(_domain("photo", {"a": 3, "b": 3, "owl": 2}), _domain("sketch", {"a": 3, "b": 3}))

    assert pair.left_out == {"class only in photo": 2}


def test_a_domain_cannot_be_paired_with_itself():
    domain = _domain("photo", {"a": 3, "b": 3})

    with pytest.raises(FolderError, match="as the authorized and as the unauthorized"):
        pair_domains(domain, domain)


def test_copies_of_one_image_do_not_count_as_images():
    authorized, unauthorized = _domain("p", {"a": 3, "b": 3, "c": 3}), _domain("s", {"a": 3, "b": 3, "c": 0})
    copies = tuple(ImageFile(Path(str(index)), "c", "same") for index in range(9))
    unauthorized = Domain("s", Path("s"), unauthorized.files + copies, ("a", "b", "c"))

    assert pair_domains(authorized, unauthorized).class_names == ("a", "b")


def test_an_unlabelled_unauthorized_domain_keeps_every_image():
    pair = pair_domains(_domain("photo", {"a": 3, "b": 3}), _domain("web", {"": 5}))

    assert (pair.class_names, len(pair.unauthorized.files), pair.unauthorized.labelled) == (("a", "b"), 5, False)
    assert pair.left_out == {}


def test_an_unlabelled_authorized_domain_is_refused():
    with pytest.raises(FolderError, match=r"photo: has no class subfolders"):
        pair_domains(_domain("photo", {"": 5}), _domain("web", {"a": 3, "b": 3}))


def test_no_common_class_is_said_before_anything_else():
    with pytest.raises(NoCommonClassError, match=r"photo and sketch"):
        pair_domains(_domain("photo", {"a": 1}), _domain("sketch", {"b": 1}))


@pytest.mark.parametrize("counts", [{"a": 9}, {"a": 9, "b": 2}])
def test_fewer_than_two_usable_classes_are_refused(counts: dict[str, int]):
    with pytest.raises(TooFewClassesError, match=r"share 1 usable class\(es\)"):
        pair_domains(_domain("photo", {"a": 9, "b": 9}), _domain("sketch", counts))


def test_too_few_unlabelled_images_are_refused():
    with pytest.raises(TooFewImagesError, match="web has 2 usable"):
        pair_domains(_domain("photo", {"a": 3, "b": 3}), _domain("web", {"": 2}))


def test_images_that_lie_in_both_domains_are_told():
    authorized, unauthorized = _domain("photo", {"a": 3, "b": 3}), _domain("web", {"": 3})
    stolen = ImageFile(Path("web/x"), None, authorized.files[0].digest)

    pair = pair_domains(authorized, Domain("web", Path("web"), (*unauthorized.files, stolen), ()))

    assert [notice for notice in pair.notices if notice.startswith("1 image(s) lie both in photo and in web")]


def test_the_same_folder_twice_or_one_inside_the_other_is_refused(tmp_path: Path):
    photo, inner, sketch = tmp_path / "photo", tmp_path / "photo/cat", tmp_path / "sketch"
    for folder in (inner, sketch):
        folder.mkdir(parents=True)
    (tmp_path / "link").symlink_to(photo)

    require_distinct(photo, sketch)

    with pytest.raises(FolderError, match="as the authorized and as the unauthorized"):
        require_distinct(photo, tmp_path / "link")
    for first, second in ((photo, inner), (inner, photo)):
        with pytest.raises(FolderError, match="overlaps"):
            require_distinct(first, second)


def test_long_lists_of_classes_are_cut_short():
    many = _domain("photo", {f"only_{index:02}": 1 for index in range(30)} | {"a": 3, "b": 3})

    notice = pair_domains(many, _domain("sketch", {"a": 3, "b": 3})).notices[0]

    assert "only_07 and 22 more" in notice
    assert "only_08" not in notice


def test_a_folder_whose_link_leads_to_itself_is_told_apart_from_another(tmp_path: Path):
    endless = tmp_path / "endless"
    endless.symlink_to(endless)

    require_distinct(endless, tmp_path / "photo")
    with pytest.raises(FolderError, match="overlaps"):
        require_distinct(endless, tmp_path)


def test_a_lone_domain_stands_on_both_sides_without_its_scarce_classes():
    pair = lone_domain(_domain("photo", {"cat": 4, "dog": 3, "owl": 2}))

    assert pair.authorized == pair.unauthorized
    assert (pair.class_names, len(pair.authorized.files)) == (("cat", "dog"), 7)
    assert pair.left_out == {"class with fewer than 3 different images": 2}
    assert "owl" in pair.notices[0]


@pytest.mark.parametrize(("counts", "error"), [({"cat": 9, "dog": 2}, TooFewClassesError), ({"": 9}, FolderError)])
def test_a_lone_domain_without_two_classes_is_refused(counts: dict[str, int], error: type[Exception]):
    with pytest.raises(error, match="photo"):
        lone_domain(_domain("photo", counts))
