from pathlib import Path

from ipclip_app.data.doctor import ExaminedDomain, examine
from ipclip_app.data.domains import Domain, ImageFile, ScannedDomain
from ipclip_app.data.findings import Finding
from ipclip_app.errors import CorruptImageError, DecompressionBombError, StrayImageError

SOUND = {"cat": 3, "dog": 3}


def _files(root: str, counts: dict[str, int]) -> tuple[ImageFile, ...]:
    return tuple(
        ImageFile(Path(root, name, str(index)), name or None, f"{root}/{name}/{index}")
        for name, count in counts.items()
        for index in range(count)
    )


def _domain(root: str, counts: dict[str, int], *extra: ImageFile) -> Domain:
    names = tuple(sorted(name for name in counts if name))
    return Domain(root, Path(root), (*_files(root, counts), *extra), names)


def _findings(*domains: Domain) -> list[Finding]:
    return list(examine([ExaminedDomain(ScannedDomain(domain, ()), ()) for domain in domains]))


def _short(findings: list[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(finding.kind, finding.severity, tuple(path.as_posix() for path in finding.paths)) for finding in findings]


def test_sound_domains_give_no_finding():
    assert _findings(_domain("photo", SOUND), _domain("sketch", SOUND), _domain("web", {"": 4})) == []


def test_left_out_files_are_findings_of_their_kind():
    failures = (StrayImageError(Path("photo/x")), DecompressionBombError(Path("photo/cat/y"), 10**9, 10**8))
    damaged = (CorruptImageError(Path("photo/cat/0"), "cut off"),)
    scanned = ScannedDomain(_domain("photo", {"cat": 4, "dog": 3}), failures)

    findings = list(examine([ExaminedDomain(scanned, damaged)]))

    assert [(finding.kind, finding.severity) for finding in findings] == [
        ("stray", "warning"),
        ("decompression_bomb", "error"),
        ("truncated", "error"),
    ]
    assert findings[1].remedy == "Scale it down or remove it."


def test_colliding_and_empty_class_folders_are_found():
    scanned = ScannedDomain(_domain("photo", SOUND), (), (Path("photo/owl"),), (("Guitar", "guitar"),))

    findings = list(examine([ExaminedDomain(scanned, ())]))

    assert _short(findings) == [
        ("name_collision", "error", ("photo/Guitar", "photo/guitar")),
        ("empty_folder", "warning", ("photo/owl",)),
    ]


def test_a_copy_in_the_class_is_a_warning_and_in_another_class_an_error():
    copy = ImageFile(Path("photo/cat/copy"), "cat", "photo/cat/0")
    other = ImageFile(Path("photo/dog/copy"), "dog", "photo/cat/1")

    findings = _findings(_domain("photo", SOUND, copy, other))

    assert _short(findings) == [
        ("duplicate_within", "warning", ("photo/cat/0", "photo/cat/copy")),
        ("duplicate_within", "error", ("photo/cat/1", "photo/dog/copy")),
    ]
    assert "the classes cat and dog" in findings[1].sentence


def test_a_copy_in_another_domain_is_an_error():
    copy = ImageFile(Path("web/copy"), None, "photo/cat/1")

    findings = _findings(_domain("photo", SOUND), _domain("web", {"": 3}, copy))

    assert _short(findings) == [("duplicate_across", "error", ("photo/cat/1", "web/copy"))]


def test_copies_within_one_domain_are_not_across_domains():
    copy = ImageFile(Path("photo/cat/copy"), "cat", "photo/cat/0")

    kinds = [finding.kind for finding in _findings(_domain("photo", SOUND, copy), _domain("sketch", SOUND))]

    assert kinds == ["duplicate_within"]


def test_classes_with_fewer_than_three_different_images_are_found():
    copies = tuple(ImageFile(Path(f"photo/owl/{index}"), "owl", "same") for index in range(3))
    domain = _domain("photo", SOUND | {"owl": 1}, *copies)

    findings = [finding for finding in _findings(domain) if finding.kind == "few_images"]

    assert _short(findings) == [("few_images", "warning", ("photo/owl",))]
    assert "owl of photo has 2 different" in findings[0].sentence


def test_a_class_of_which_nothing_can_be_decoded_has_no_image():
    scanned = ScannedDomain(_domain("photo", SOUND | {"owl": 1}), ())

    findings = list(examine([ExaminedDomain(scanned, (CorruptImageError(Path("photo/owl/0"), "cut off"),))]))

    assert "owl of photo has 0 different" in findings[-1].sentence


def test_too_few_classes_or_unlabelled_images_are_errors():
    findings = _findings(_domain("photo", {"cat": 3}), _domain("web", {"": 2}))

    assert _short(findings) == [("few_images", "error", ("photo",)), ("few_images", "error", ("web",))]


def test_one_class_more_than_five_times_another_is_imbalance():
    assert _findings(_domain("photo", {"cat": 15, "dog": 3})) == []
    assert _short(_findings(_domain("photo", {"cat": 16, "dog": 3}))) == [
        ("imbalance", "warning", ("photo/cat", "photo/dog"))
    ]


def test_one_domain_more_than_ten_times_another_is_imbalance():
    assert _findings(_domain("photo", {"cat": 30, "dog": 30}), _domain("web", {"": 6})) == []
    assert _short(_findings(_domain("photo", {"cat": 30, "dog": 31}), _domain("web", {"": 6}))) == [
        ("imbalance", "warning", ("photo", "web"))
    ]


def test_a_class_that_one_domain_lacks_is_found_whatever_its_spelling():
    findings = _findings(_domain("photo", SOUND | {"hot_dog": 3, "owl": 3}), _domain("sketch", SOUND | {"Hot dog": 3}))

    assert _short(findings) == [("class_missing", "warning", ("photo/owl",))]
    assert findings[0].sentence == "The class owl of photo has no counterpart in sketch."


def test_no_class_in_common_is_an_error():
    findings = _findings(_domain("photo", SOUND), _domain("sketch", {"owl": 3, "ape": 3}))

    assert _short(findings)[-1] == ("class_missing", "error", ("photo", "sketch"))
    assert [finding.severity for finding in findings] == ["warning"] * 4 + ["error"]
