"""The views of a scenario are those that the paper trains and tests on."""

import pytest

from ipclip_app.config import SCENARIOS, TrainConfig, ViewConfig
from ipclip_app.data.scenario_views import ScenarioViews, needs_partners, scenario_views

ID, POOL = "0123456789abcdef", "fedcba9876543210"


def views(scenario: str, preset: str = "default", **numbers: int) -> ScenarioViews:
    config = TrainConfig.from_json({"scenario": scenario, "preset": preset, "views": {"crops": 1, **numbers}})
    return scenario_views(config, ID, POOL)


def share(names: tuple[str, ...], *marks: str) -> float:
    """How many of the views have all of these marks, those with ! in front none of them."""
    fits = [all((mark[1:] not in name) if mark[0] == "!" else (mark in name) for mark in marks) for name in names]
    return sum(fits) / len(names)


def test_two_folders_are_shown_alike():
    known = views("target-specified")
    assert known.authorized == known.unauthorized
    assert known.authorized.train == ("plain", "flip", "crop0-0.6")
    assert (known.authorized.validation, known.authorized.test) == (("plain", "flip"), "plain")


def test_target_free_images_are_unauthorized_in_other_styles():
    known = views("target-free", styles=8)
    assert known.authorized.train == ("plain", "flip", "crop0-0.6")
    assert known.unauthorized.train == tuple(f"style{index}.{POOL}" for index in range(8))
    assert known.unauthorized.test == f"style0.{POOL}"


def test_reference_draws_the_released_styles_and_no_controls():
    assert views("target-free", "reference", styles=5).unauthorized.train == tuple(f"rand{n}" for n in range(5))
    for scenario in ("ownership", "authorization"):
        known = views(scenario, "reference")
        assert not share((*known.authorized.train, *known.unauthorized.train), "control")


def test_ownership_sets_the_same_image_with_the_trigger_against_clean_ones():
    known = views("ownership", "reference")
    assert known.authorized.train == ("plain", "flip", "crop0-0.6")
    assert known.unauthorized.train == (f"trigger.{ID}", f"trigger.{ID}+flip", f"trigger.{ID}+crop0-0.6")
    assert (known.authorized.test, known.unauthorized.test) == ("plain", f"trigger.{ID}")


def test_controls_count_as_clean_and_validation_sees_other_ones():
    known = views("ownership", controls=6)
    training, validation = (
        {name.split("+")[0] for name in names if "control" in name}
        for names in (known.authorized.train, known.authorized.validation)
    )
    assert (len(training), len(validation)) == (6, 2)
    assert not training & validation
    assert not share(known.unauthorized.train, "control")
    assert known.authorized.validation[0] == "plain"


def test_ownership_without_controls_is_possible():
    known = views("ownership", controls=0)
    assert not share((*known.authorized.train, *known.authorized.validation), "control")


def test_authorization_mixes_as_the_release_does():
    known = views("authorization", "reference", styles=8)
    assert share(known.authorized.train, "trigger") == 1
    assert known.authorized.test == f"trigger.{ID}"
    assert share(known.unauthorized.train, "trigger", "rand") == 0.4
    assert share(known.unauthorized.train, "!trigger", "!rand") == 0.2
    assert share(known.unauthorized.train, "!trigger", "rand") == 0.4
    assert known.unauthorized.test == "plain"


def test_authorization_takes_other_patterns_for_none():
    known = views("authorization", styles=8)
    assert share(known.unauthorized.train, "control") > 0
    assert not share(known.authorized.train, "control")


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("preset", ["default", "reference"])
@pytest.mark.parametrize("styles", [1, 2, 7, 8, 64])
def test_no_view_is_drawn_twice_and_none_is_on_both_sides_by_chance(scenario: str, preset: str, styles: int):
    known = views(scenario, preset, styles=styles)
    for side in (known.authorized, known.unauthorized):
        assert len(set(side.train)) == len(side.train) >= 1
        assert len(set(side.validation)) == len(side.validation) >= 1
    if scenario != "target-specified":
        assert not set(known.authorized.train) & set(known.unauthorized.train)
        assert known.authorized.test != known.unauthorized.test


def test_further_domains_are_tested_with_the_trigger_too_where_there_is_one():
    assert views("target-free").further == {"": "plain"}
    assert views("authorization").further == {"": "plain", " with trigger": f"trigger.{ID}"}


def test_only_the_default_styles_need_partners():
    needing = [name for name in SCENARIOS if needs_partners(TrainConfig.from_json({"scenario": name}))]
    assert needing == ["target-free", "authorization"]
    assert not needs_partners(TrainConfig(scenario="target-free", preset="reference"))


def test_mirrored_views_can_be_left_out():
    config = TrainConfig(scenario="ownership", views=ViewConfig(flip=False, crops=0, controls=2))
    known = scenario_views(config, ID)
    assert not share((*known.authorized.train, *known.unauthorized.train), "flip")
