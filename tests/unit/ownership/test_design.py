"""The questions are fixed by the seed, balanced, and blind to the trigger."""

from collections import Counter
from dataclasses import replace

import pytest

from ipclip_app.errors import TooFewImagesError, UsageError
from ipclip_app.ownership.design import (
    FIRST_CONTROL,
    Candidate,
    Plan,
    draw_plan,
    reserved_controls,
    seed_of,
    shortlist,
)

Candidates = tuple[Candidate, ...]


def test_each_image_is_asked_once_with_the_trigger_and_once_with_a_control_of_its_own(candidates: Candidates):
    queries = draw_plan(candidates, 24, 0).queries
    with_trigger = [query.digest for query in queries if query.control is None]
    with_control = [query.digest for query in queries if query.control is not None]
    assert len(queries) == 24
    assert set(with_trigger) == set(with_control)
    assert len(set(with_trigger)) == 12
    assert len({query.control for query in queries if query.control is not None}) == 12


def test_controls_are_none_that_training_shows(candidates: Candidates):
    numbers = [query.control for query in draw_plan(candidates, 24, 0).queries if query.control is not None]
    assert min(numbers) >= FIRST_CONTROL


def test_classes_have_their_equal_share(candidates: Candidates):
    lopsided = [image for image in candidates if image.class_name != "owl"] + list(candidates[2:8:3])
    classes = Counter(query.class_name for query in draw_plan(lopsided, 30, 1).queries)
    assert sorted(classes.values()) == [4, 12, 14]
    assert classes["owl"] == 4


def test_patterns_are_mixed(candidates: Candidates):
    patterns = [query.control is None for query in draw_plan(candidates, 60, 0).queries]
    assert 8 < sum(patterns[:30]) < 22


def test_seed_decides_images_controls_and_order(candidates: Candidates):
    assert draw_plan(candidates, 24, 5) == draw_plan(candidates[::-1], 24, 5)
    other = draw_plan(candidates, 24, 6)
    assert other.queries != draw_plan(candidates, 24, 5).queries
    assert {query.digest for query in other.queries} != {query.digest for query in draw_plan(candidates, 24, 5).queries}


def test_images_with_higher_scores_come_first(candidates: Candidates):
    preferred = [replace(image, score=index % 4) for index, image in enumerate(candidates)]
    chosen = {query.digest for query in draw_plan(preferred, 14, 0).queries}
    assert chosen == {image.digest for image in preferred if image.score == 3}


def test_equal_images_are_asked_about_once_and_not_at_all_in_several_classes(candidates: Candidates):
    again = [replace(image, class_name="owl") for image in candidates if image.class_name == "cat"]
    usable = draw_plan([*candidates, *candidates, *again], 40, 0).queries
    assert {query.class_name for query in usable} == {"dog", "owl"}
    with pytest.raises(TooFewImagesError, match="20 usable"):
        draw_plan([*candidates, *candidates, *again], 42, 0)


def test_genuine_plan_is_told_from_one_with_chosen_questions(candidates: Candidates):
    plan = draw_plan(candidates, 24, 3)
    first, second, *rest = plan.queries
    control = next(query for query in plan.queries if query.control is not None)
    assert plan.is_genuine()
    assert not Plan(4, plan.queries).is_genuine()
    assert not Plan(3, (second, first, *rest)).is_genuine()
    assert not Plan(3, plan.queries[:-1]).is_genuine()
    easier = tuple(replace(query, control=FIRST_CONTROL) if query == control else query for query in plan.queries)
    assert not Plan(3, easier).is_genuine()


def test_seed_that_nobody_chose_depends_on_trigger_images_and_number(candidates: Candidates):
    seeds = {
        seed_of("a" * 16, candidates, 24),
        seed_of("b" * 16, candidates, 24),
        seed_of("a" * 16, candidates, 26),
        seed_of("a" * 16, candidates[1:], 24),
    }
    assert len(seeds) == 4
    assert seed_of("a" * 16, candidates[::-1], 24) in seeds


@pytest.mark.parametrize(("queries", "seed"), [(0, 0), (7, 0), (-2, 0), (200_002, 0), (8, -1), (8, 2**53)])
def test_numbers_out_of_range_are_refused(candidates: Candidates, queries: int, seed: int):
    with pytest.raises(UsageError):
        draw_plan(candidates, queries, seed)


def test_too_few_images_are_told(candidates: Candidates):
    with pytest.raises(TooFewImagesError, match="with 100 queries has 30 usable image"):
        draw_plan(candidates, 100, 0)


def test_images_looked_at_beforehand_are_balanced_and_see_other_controls(candidates: Candidates):
    looked_at = shortlist(candidates, 12, 5)
    assert Counter(image.class_name for image in looked_at) == {"cat": 4, "dog": 4, "owl": 4}
    assert {query.digest for query in draw_plan(candidates, 24, 5).queries} == {image.digest for image in looked_at}
    assert shortlist(candidates, 999, 5) != candidates
    numbers = reserved_controls(5, candidates[0].digest, 3)
    assert len(set(numbers)) == 3
    assert 64 < min(numbers) <= max(numbers) < FIRST_CONTROL
