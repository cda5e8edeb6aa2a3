"""The identity follows what the backbone computes, not how it is stored."""

import hashlib
import struct

import torch

from ipclip_app.model.backbone_identity import backbone_identity

WEIGHTS = {"b": torch.tensor([1.0, 2.5]), "a": torch.tensor([[3.0], [4.0]])}


def test_identity_is_a_sha256():
    assert len(backbone_identity(WEIGHTS, {})) == 64
    assert int(backbone_identity(WEIGHTS, {}), 16) > 0


def test_identity_is_the_hash_of_the_documented_bytes():
    architecture, first, second = b'{"quick_gelu":false}\n', b'["a",[2,1]]\n', b'["b",[2]]\n'
    content = architecture + first + struct.pack("<2f", 3, 4) + second + struct.pack("<2f", 1, 2.5)

    assert backbone_identity(WEIGHTS, {"quick_gelu": False}) == hashlib.sha256(content).hexdigest()


def test_order_and_floating_type_do_not_matter():
    stored = {name: WEIGHTS[name].to(torch.float16) for name in sorted(WEIGHTS)}

    assert backbone_identity(stored, {}) == backbone_identity(WEIGHTS, {})


def test_memory_layout_does_not_matter():
    strided = WEIGHTS | {"a": torch.tensor([[3.0, 0.0], [4.0, 0.0]])[:, :1]}

    assert backbone_identity(strided, {}) == backbone_identity(WEIGHTS, {})


def test_one_changed_bit_changes_it():
    changed = WEIGHTS | {"b": torch.nextafter(WEIGHTS["b"], torch.tensor(9.0))}

    assert backbone_identity(changed, {}) != backbone_identity(WEIGHTS, {})


def test_shape_name_and_architecture_change_it():
    identities = {
        backbone_identity(WEIGHTS, {}),
        backbone_identity(WEIGHTS | {"a": WEIGHTS["a"].T}, {}),
        backbone_identity({"c": WEIGHTS["b"], "a": WEIGHTS["a"]}, {}),
        backbone_identity(WEIGHTS, {"quick_gelu": True}),
    }

    assert len(identities) == 4


def test_counters_of_training_do_not_matter():
    counted = WEIGHTS | {"bn1.num_batches_tracked": torch.tensor(7)}

    assert backbone_identity(counted, {}) == backbone_identity(WEIGHTS, {})


def test_a_scalar_and_an_empty_tensor_can_be_hashed():
    assert backbone_identity({"s": torch.tensor(1.0), "e": torch.empty(0)}, {})
