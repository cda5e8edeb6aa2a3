import threading
import warnings

import pytest
from PIL import Image

from ipclip_app.data.quiet_pillow import quiet_pillow

BOMB = (20_000, 5_000)  # between Pillow's limit and its double, where it only warns


def _warn_inside_pillow():
    Image._decompression_bomb_check(BOMB)


def test_pillow_is_silent_inside_and_heard_again_outside():
    with quiet_pillow(), quiet_pillow():
        _warn_inside_pillow()

    with pytest.warns(Image.DecompressionBombWarning):
        _warn_inside_pillow()


def test_other_warnings_are_heard_inside():
    with pytest.warns(UserWarning, match="ours"), quiet_pillow():
        warnings.warn("ours", stacklevel=1)


def test_threads_that_leave_out_of_order_restore_the_filters():
    before = list(warnings.filters)
    first_inside, second_inside = threading.Event(), threading.Event()

    def first():
        with quiet_pillow():
            first_inside.set()
            second_inside.wait()

    thread = threading.Thread(target=first)
    thread.start()
    first_inside.wait()
    with quiet_pillow():
        second_inside.set()
        thread.join()
        _warn_inside_pillow()

    assert list(warnings.filters) == before
