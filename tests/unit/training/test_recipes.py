"""Presets mean what was published or chosen."""

import pytest

from ipclip_app.training.objective import TERMS
from ipclip_app.training.recipes import ABLATIONS, UNPROTECTED_WEIGHTS, recipe_of


def test_reference_weighs_the_terms_as_the_released_code_does():
    weights = {"L_a": 1, "L_u": -1, "L_ai": -1, "L_ui": -1, "L_m": -0.1, "L_en": 0.01, "L_kl": -1}

    assert dict(recipe_of("reference").weights) == weights


def test_reference_leaves_style_enhancement_untrained_and_banks_to_the_untrained_prompt():
    recipe = recipe_of("reference")

    assert (recipe.uses_stam, recipe.stam_trained, recipe.untrained_bank) == (True, False, True)


def test_default_needs_no_style_enhancement():
    assert not recipe_of("default").uses_stam


def test_the_unprotected_module_knows_the_authorized_loss_alone():
    assert dict(UNPROTECTED_WEIGHTS) == {"L_a": 1}


@pytest.mark.parametrize("name", ABLATIONS)
def test_every_recipe_names_known_terms(name: str):
    assert set(ABLATIONS[name].weights) <= set(TERMS)


def test_ablations_are_all_different():
    recipes = list(ABLATIONS.values())

    assert all(one != other for index, one in enumerate(recipes) for other in recipes[:index])
    assert recipes[0] == recipe_of("default")
    assert recipes[-1] == recipe_of("reference")
