"""Published protocols: as many images as the papers take, of the classes that they name."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from ipclip_app.data.domains import Domain, ImageFile
from ipclip_app.data.protocols import PROTOCOLS, Protocol, admit_domain, protocol_of
from ipclip_app.data.splits import Split, draw_split
from ipclip_app.errors import FolderError, ProtocolImagesError, UsageError

by_name = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.name)


def domain_of(protocol: Protocol, surplus: int = 0, shuffler: Random | None = None) -> Domain:
    """A domain with `surplus` images more than the protocol takes, in classes of very different sizes."""
    names = list(protocol.class_names)
    generator = Random(protocol.name)  # noqa: S311 - repeatable on purpose
    total = protocol.images + surplus
    owners = [
        names[index % len(names)] if index < 9 * len(names) else generator.choice(names) for index in range(total)
    ]
    files = [ImageFile(Path(name, f"{index}.jpg"), name, f"{index * 7919:064x}") for index, name in enumerate(owners)]
    if shuffler:
        shuffler.shuffle(files)
        files = [replace(file, path=Path("elsewhere", str(index))) for index, file in enumerate(files)]
    return Domain("d", Path("d"), tuple(files), tuple(sorted(names)))


def drawn(domain: Domain, protocol: Protocol) -> Split:
    return draw_split(domain, protocol.train - protocol.validation, protocol.validation, protocol.test)


@pytest.mark.parametrize(
    ("name", "train", "test", "classes", "domains"),
    [("office-31", 400, 80, 31, 3), ("office-home", 2000, 400, 65, 4), ("mini-domainnet", 10000, 630, 126, 4)],
)
def test_protocols_are_the_published_ones(name: str, train: int, test: int, classes: int, domains: int):
    protocol = protocol_of(name)

    assert (protocol.train, protocol.test) == (train, test)
    assert (len(set(protocol.class_names)), len(set(protocol.domains))) == (classes, domains)


def test_unknown_protocol_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="choose from office-31, office-home and mini-domainnet"):
        protocol_of("pacs")


@by_name
@pytest.mark.parametrize("surplus", [0, 777])
def test_exactly_the_published_number_of_images_is_drawn_and_a_tenth_of_training_validates(
    protocol: Protocol, surplus: int
):
    split = drawn(domain_of(protocol, surplus), protocol)

    assert len(split.train) + len(split.validation) == protocol.train
    assert (len(split.validation), len(split.test)) == (protocol.train // 10, protocol.test)
    digests = [file.digest for part in (split.train, split.validation, split.test) for file in part]
    assert len(set(digests)) == protocol.images


@by_name
def test_classes_keep_their_proportions_within_one_image(protocol: Protocol):
    domain = domain_of(protocol, surplus=500)

    split = drawn(domain, protocol)

    taken = (*split.train, *split.validation, *split.test)
    for name, count in domain.distinct_counts().items():
        share = protocol.images * count / domain.distinct_count()
        assert abs(sum(file.class_name == name for file in taken) - share) < 1
        assert abs(sum(file.class_name == name for file in split.test) - share * protocol.test / protocol.images) < 2


@by_name
def test_order_and_paths_of_files_change_nothing(protocol: Protocol):
    def contents(split: Split) -> list[list[tuple[str | None, str]]]:
        return [
            [(file.class_name, file.digest) for file in part] for part in (split.train, split.validation, split.test)
        ]

    plain, shuffled = domain_of(protocol, 99), domain_of(protocol, 99, Random(1))  # noqa: S311 - as above

    assert contents(drawn(plain, protocol)) == contents(drawn(shuffled, protocol))


@by_name
def test_classes_of_the_release_are_admitted_and_others_left_out(protocol: Protocol):
    domain = domain_of(protocol)
    renamed = [replace(file, class_name=(file.class_name or "").replace("_", " ").upper()) for file in domain.files]
    stray = ImageFile(Path("stray.jpg"), "zz", "f" * 64)
    names = tuple(sorted({file.class_name or "" for file in (*renamed, stray)}))

    admitted = admit_domain(Domain("d", Path("d"), (*renamed, stray), names), protocol)

    assert admitted.class_names == tuple(sorted(protocol.class_names))
    assert len(admitted.files) == len(domain.files)


@by_name
def test_missing_classes_are_named(protocol: Protocol):
    first = protocol.class_names[0]
    domain = domain_of(protocol)
    rest = tuple(file for file in domain.files if file.class_name != first)
    names = tuple(sorted(set(protocol.class_names) - {first}))

    with pytest.raises(FolderError, match=rf"has no images of 1 class\(es\) of {protocol.title}: {first};"):
        admit_domain(Domain("d", Path("d"), rest, names), protocol)


def test_too_few_images_are_told_with_domain_found_and_needed():
    protocol = protocol_of("office-31")
    domain = domain_of(protocol)
    copies = (*domain.files[:-1], replace(domain.files[0], path=Path("copy.jpg")))

    with pytest.raises(ProtocolImagesError, match=r"^d: has 479 different .* Office-31, but the protocol takes 480;"):
        admit_domain(replace(domain, files=copies), protocol)
