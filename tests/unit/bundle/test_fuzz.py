"""No bytes at all make the reader fail in another way than by refusing them."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipclip_app.bundle import container, names, strict_json, tensors
from ipclip_app.bundle.damage import Damage, ForeignFile
from ipclip_app.bundle.inspection import inspect_bundle
from ipclip_app.bundle.manifest import Manifest
from ipclip_app.bundle.reader import Demands, parse_bundle
from ipclip_app.errors import BundleError

PATH = Path("x.ipclip")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(st.binary(max_size=400))
def test_junk_is_no_bundle(junk: bytes):
    for start in (b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(26)):
        with pytest.raises(ForeignFile):
            container.unpack(start + junk)


@settings(max_examples=200)
@given(st.data())
def test_any_change_is_refused(data: bytes, draw: st.DataObject):
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 40)))
    changed = data[:start] + draw.draw(st.binary(max_size=40)) + data[end:]
    if changed != data:
        with pytest.raises(BundleError):
            parse_bundle(changed, PATH, Demands())


@settings(max_examples=200)
@given(st.data())
def test_any_value_that_the_issuer_signs_is_read_or_refused(
    entries: dict[str, bytes],
    signed_again: Callable[[Mapping[str, bytes], bytes], bytes],
    now: datetime,
    draw: st.DataObject,
):
    manifest: dict[str, Any] = json.loads(entries[names.MANIFEST])
    manifest[draw.draw(st.sampled_from(sorted(manifest)))] = draw.draw(JSON)
    signed = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    with suppress(BundleError):
        parse_bundle(signed_again(entries, signed), PATH, Demands(now=now))


@settings(max_examples=200)
@given(st.data())
def test_any_header_of_tensors_is_read_or_refused(draw: st.DataObject):
    tensor = st.fixed_dictionaries({"dtype": st.sampled_from(["F32", "F64"]), "shape": JSON, "data_offsets": JSON})
    header = draw.draw(st.dictionaries(st.text(max_size=5), tensor | JSON, max_size=3))
    text = json.dumps(header).encode()
    with suppress(Damage):
        tensors.from_bytes(len(text).to_bytes(8, "little") + text + bytes(8), names.PROMPT)


@given(st.binary(max_size=100))
def test_any_bytes_are_a_manifest_or_refused(junk: bytes):
    with pytest.raises(Damage):
        Manifest.from_bytes(junk)


@given(JSON)
def test_json_is_read_as_it_was_written(content: object):
    try:
        written = strict_json.encode(content)
    except ValueError:
        return
    assert strict_json.encode(strict_json.decode(written, names.MANIFEST)) == written


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_inspection_of_any_change_refuses_nothing(path: Path, data: bytes, now: datetime, draw: st.DataObject):
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, len(data)))
    path.write_bytes(data[:start] + draw.draw(st.binary(max_size=40)) + data[end:])
    assert (inspect_bundle(path, now=now).error is None) == (path.read_bytes() == data)
