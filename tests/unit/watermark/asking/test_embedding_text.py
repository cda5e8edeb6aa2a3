"""An embedding survives its way through text to the last bit."""

import numpy as np
import pytest

from ipclip_app.watermark.asking.embedding_text import embedding_of, text_of


@pytest.mark.parametrize("kind", ["<f4", ">f4"])
def test_embedding_comes_back_bit_for_bit(kind: str):
    row = np.random.default_rng(0).standard_normal(7).astype(kind)
    assert embedding_of(text_of(row)).tobytes() == row.astype("<f4").tobytes()


@pytest.mark.parametrize("text", ["AAAA!", "AAA", "AAAA", "not base64"])
def test_what_is_no_embedding_is_refused(text: str):
    with pytest.raises(ValueError, match=r"base64|whole numbers"):
        embedding_of(text)
