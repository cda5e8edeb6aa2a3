"""Lines that a spreadsheet takes for what they say."""

import pytest

from ipclip_app.jobs.csv_lines import csv_line


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\uff1d1"])
def test_text_is_never_a_formula(text: str):
    assert csv_line([text]).strip().strip('"').startswith("'")


def test_numbers_stay_numbers_and_nothing_stays_nothing():
    assert csv_line(["photo", -3.5, 7, "", None]) == "photo,-3.5,7,,\r\n"


def test_text_stays_on_its_line():
    assert csv_line(["a\nb", 'c"d']) == 'a\\nb,"c""d"\r\n'
