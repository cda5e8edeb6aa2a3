from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipclip_app.config import SplitConfig
from ipclip_app.data.domains import Domain, ImageFile
from ipclip_app.data.splits import Split, apportion, draw_split, part_sizes, split_domain

DEFAULT = SplitConfig()
configs = st.tuples(st.integers(1, 98), st.integers(1, 98)).filter(lambda shares: sum(shares) < 100)
configs = configs.map(lambda shares: SplitConfig(*shares, 100 - sum(shares)))
digests = st.sets(st.text("0123456789abcdef", min_size=6, max_size=6), min_size=1, max_size=60)
overlapping = st.sets(st.integers(0, 40).map(lambda number: f"{number:06x}"), min_size=1)
classes = st.dictionaries(st.sampled_from(["ape", "bee", "cat"]), overlapping, min_size=1)


def _domain(contents: dict[str, set[str]], copies: int = 1) -> Domain:
    files = tuple(
        ImageFile(Path(name, f"{index}-{digest}"), name, digest)
        for name, members in contents.items()
        for digest in sorted(members)
        for index in range(copies)
    )
    return Domain("d", Path("d"), files, tuple(sorted(contents)))


def _parts(split: Split) -> tuple[tuple[ImageFile, ...], ...]:
    return split.train, split.validation, split.test


def _places(split: Split) -> dict[tuple[str | None, str], int]:
    return {(file.class_name, file.digest): part for part, files in enumerate(_parts(split)) for file in files}


@given(classes, configs, st.integers(1, 3))
def test_the_parts_are_a_partition_and_copies_stay_together(
    contents: dict[str, set[str]], config: SplitConfig, copies: int
):
    domain = _domain(contents, copies)

    parts = _parts(split_domain(domain, config))

    assert sorted(map(id, domain.files)) == sorted(id(file) for part in parts for file in part)
    seen = [{file.digest for file in part} for part in parts]
    assert sum(map(len, seen)) == len(set.union(*seen))


@given(digests, configs, st.integers(1, 3))
def test_the_proportion_is_exact_within_one_image(members: set[str], config: SplitConfig, copies: int):
    parts = _parts(split_domain(_domain({"cat": members}, copies), config))

    sizes = [len({file.digest for file in part}) for part in parts]
    shares = [len(members) * share / 100 for share in (config.train, config.validation, config.test)]
    if len(members) < 3:
        return
    assert min(sizes) >= 1
    if min(shares) >= 1:
        assert all(abs(size - share) < 1 for size, share in zip(sizes, shares, strict=True))


@given(classes, configs, st.randoms(use_true_random=False))
def test_order_and_names_of_files_change_nothing(contents: dict[str, set[str]], config: SplitConfig, shuffler: Random):
    domain = _domain(contents)
    renamed = [ImageFile(Path(f"elsewhere/{i}"), file.class_name, file.digest) for i, file in enumerate(domain.files)]
    shuffler.shuffle(renamed)

    moved = Domain("other", Path("other"), tuple(renamed), domain.class_names)

    assert _places(split_domain(moved, config)) == _places(split_domain(domain, config))


@given(classes, configs)
def test_names_of_classes_change_nothing(contents: dict[str, set[str]], config: SplitConfig):
    new_name = {"ape": "zebra", "bee": "yak", "cat": "a"}

    places = _places(split_domain(_domain(contents), config))
    renamed = _places(split_domain(_domain({new_name[name]: members for name, members in contents.items()}), config))

    assert renamed == {(new_name[str(name)], digest): part for (name, digest), part in places.items()}


def test_one_content_in_two_classes_stays_in_one_part_at_the_right_sizes():
    first = {f"{index:02x}" for index in range(20)}
    second = {"00"} | {f"{index:02x}" for index in range(30, 49)}

    split = split_domain(_domain({"ape": first, "bee": second}), DEFAULT)

    for name in ("ape", "bee"):
        assert [sum(file.class_name == name for file in part) for part in _parts(split)] == [16, 2, 2]


def test_lower_digests_train_and_the_highest_test():
    split = split_domain(_domain({"cat": {f"{index:02}" for index in range(10)}}), DEFAULT)

    assert [file.digest for file in split.validation + split.test] == ["08", "09"]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, (0, 0, 0)), (1, (1, 0, 0)), (2, (2, 0, 0)), (3, (1, 1, 1)), (4, (2, 1, 1)), (10, (8, 1, 1)), (25, (20, 3, 2))],
)
def test_sizes_follow_the_largest_remainder_with_one_in_each_part(count: int, sizes: tuple[int, int, int]):
    assert part_sizes(count, DEFAULT) == sizes


def test_an_unlabelled_domain_is_ranked_as_one_class():
    files = tuple(ImageFile(Path(str(index)), None, f"{index:02}") for index in range(20))

    assert [len(part) for part in _parts(split_domain(Domain("d", Path("d"), files, ()), DEFAULT))] == [16, 2, 2]


@given(st.lists(st.integers(0, 40), max_size=12).flatmap(lambda w: st.tuples(st.just(w), st.integers(0, sum(w)))))
def test_shares_add_up_and_lie_within_one_of_the_proportion(case: tuple[list[int], int]):
    weights, total = case

    shares = apportion(total, weights)

    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert 0 <= share <= weight
        assert abs(share - total * weight / max(sum(weights), 1)) < 1


def test_more_than_there_is_cannot_be_drawn():
    with pytest.raises(ValueError, match="5 cannot be taken from 4"):
        apportion(5, [1, 3])


@given(classes, st.data())
def test_drawn_parts_have_the_sizes_asked_for_and_no_content_twice(contents: dict[str, set[str]], data: st.DataObject):
    domain = _domain(contents, copies=2)
    test = data.draw(st.integers(0, domain.distinct_count()))
    validation = data.draw(st.integers(0, domain.distinct_count() - test))
    train = data.draw(st.integers(0, domain.distinct_count() - test - validation))

    split = draw_split(domain, train, validation, test)

    assert [len(part) for part in _parts(split)] == [train, validation, test]
    digests = [file.digest for part in _parts(split) for file in part]
    assert len(set(digests)) == len(digests)


@given(classes, st.data())
def test_names_of_classes_change_nothing_of_what_is_drawn(contents: dict[str, set[str]], data: st.DataObject):
    new_name = {"ape": "zebra", "bee": "yak", "cat": "a"}
    renamed = {new_name[name]: members for name, members in contents.items()}
    count = data.draw(st.integers(0, len(set.union(*contents.values()))))

    first, second = (draw_split(_domain(names), count - count // 2, 0, count // 2) for names in (contents, renamed))

    assert [{file.digest for file in part} for part in _parts(first)] == [
        {file.digest for file in part} for part in _parts(second)
    ]
