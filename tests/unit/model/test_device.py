from contextlib import nullcontext
from types import SimpleNamespace

import pytest
import torch

from ipclip_app.errors import TooLittleMemoryError, UsageError
from ipclip_app.model.device import describe_device, enough_memory, is_out_of_memory, resolve_device, text_autocast


def offer(monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"),
    [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_auto_prefers_cuda_then_mps_then_the_cpu(monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool, expected: str):
    offer(monkeypatch, cuda, mps)
    assert resolve_device("auto").type == expected


@pytest.mark.parametrize("name", ["cpu", "cuda", "mps"])
def test_an_available_device_is_taken_by_name(monkeypatch: pytest.MonkeyPatch, name: str):
    offer(monkeypatch, cuda=True, mps=True)
    assert resolve_device(name).type == name


@pytest.mark.parametrize("name", ["cuda", "mps"])
def test_a_missing_device_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch, name: str):
    offer(monkeypatch, cuda=False, mps=False)
    with pytest.raises(UsageError, match=f"'{name}' is not available .*--device auto or cpu"):
        resolve_device(name)


def test_an_unknown_device_is_refused():
    with pytest.raises(UsageError, match="auto, cpu, cuda, mps"):
        resolve_device("tpu")


def test_the_cpu_is_described_with_its_main_memory():
    description = describe_device(torch.device("cpu"))
    assert description.name
    assert description.memory is None or description.memory > 2**26
    assert description.to_json() == {"name": description.name, "memory": description.memory}


def test_a_system_that_tells_no_memory_is_no_failure(monkeypatch: pytest.MonkeyPatch):
    def refuse(_name: str):
        raise ValueError

    monkeypatch.setattr("os.sysconf", refuse)
    assert describe_device(torch.device("cpu")).memory is None


def test_gpus_are_described_by_what_torch_tells(monkeypatch: pytest.MonkeyPatch):
    properties = SimpleNamespace(name="Card", total_memory=7)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _device: properties)
    monkeypatch.setattr(torch.mps, "recommended_max_memory", lambda: 9)
    assert describe_device(torch.device("cuda")).to_json() == {"name": "Card", "memory": 7}
    assert describe_device(torch.device("mps")).memory == 9


@pytest.mark.parametrize("native", [True, False])
def test_the_text_tower_takes_bfloat16_only_where_cuda_has_it(monkeypatch: pytest.MonkeyPatch, native: bool):
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda **_options: native)
    monkeypatch.setattr(torch, "autocast", lambda kind, dtype: (kind, dtype))
    context = text_autocast(torch.device("cuda"))
    if native:
        assert context == ("cuda", torch.bfloat16)
    else:
        assert isinstance(context, nullcontext)


def test_the_text_tower_keeps_its_precision_on_the_cpu():
    with text_autocast(torch.device("cpu")):
        product = torch.eye(2) @ torch.eye(2)
    assert product.dtype == torch.float32


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        MemoryError(),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
        RuntimeError("MPS backend out of memory (MPS allocated: 5 MB)"),
    ],
    ids=lambda error: str(error)[:12],
)
def test_a_lack_of_memory_is_known_by_its_words(error: Exception):
    assert is_out_of_memory(error)


@pytest.mark.parametrize("error", [RuntimeError("CUBLAS_STATUS_EXECUTION_FAILED"), ValueError("out of memory")])
def test_another_failure_is_no_lack_of_memory(error: Exception):
    assert not is_out_of_memory(error)
    with pytest.raises(type(error)), enough_memory("a walk", torch.device("cuda")):
        raise error


@pytest.mark.parametrize(
    ("error", "place", "advice"),
    [
        (torch.OutOfMemoryError("CUDA out of memory."), "cuda", "choose --device cpu or a smaller backbone"),
        (MemoryError(), "cpu", "choose a smaller backbone"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), "cpu", "choose a smaller backbone"),
    ],
    ids=["device", "Python", "main memory"],
)
def test_a_lack_of_memory_is_named_with_its_place(error: Exception, place: str, advice: str):
    with pytest.raises(TooLittleMemoryError) as caught, enough_memory("a walk", torch.device("cuda")):
        raise error
    sentence = f"The memory of the device '{place}' is too small for a walk; close other programs, or {advice}."
    assert str(caught.value) == sentence
