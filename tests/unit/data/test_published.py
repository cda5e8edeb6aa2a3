"""Published figures stand beside measured ones only where they belong."""

import pytest

from ipclip_app.config import SCENARIOS
from ipclip_app.data.protocols import PROTOCOLS
from ipclip_app.data.published import published_figures


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.name)
def test_protection_against_one_domain_is_published_for_every_data_set(protocol: object):
    name = getattr(protocol, "name", "")
    own, rival = published_figures("target-specified", name)
    assert (own.method, own.metric, rival.metric) == ("IP-CLIP", "W_ua", "W_ua")
    assert own.value > rival.value


def test_figures_without_a_data_set_say_so():
    (figure,) = published_figures("ownership", "office-31")
    assert (figure.metric, figure.value) == ("O_ua", 71.3)
    assert "not told by data set" in figure.remark


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("protocol", [None, "pacs"])
def test_nothing_is_published_for_ones_own_images(scenario: str, protocol: str | None):
    assert published_figures(scenario, protocol) == ()
