"""Tiny random CLIP models that every test may use, and a server to download one from."""

import copy
import json
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import pytest
import torch
from open_clip import factory, pretrained
from open_clip.constants import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD
from PIL import Image
from safetensors.torch import save_file

from ipclip_app.audit import authorizer_fit
from ipclip_app.model.architecture import build_model
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.training import base_prompt

TEXT = {"context_length": 77, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 2}
VIT = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 32, "patch_size": 8, "layers": 3, "width": 32, "head_width": 16},
    "text_cfg": TEXT,
}
RESNET = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 64, "layers": [1, 2, 1, 1], "width": 8, "head_width": 64},
    "text_cfg": TEXT,
}
PREPROCESS = {"mean": list(OPENAI_DATASET_MEAN), "std": list(OPENAI_DATASET_STD)}


@pytest.fixture(scope="session")
def tiny_config() -> Callable[[str], dict[str, Any]]:
    """`tiny_config("vit" | "resnet")`: a fresh open_clip `model_cfg`."""
    return lambda kind: json.loads(json.dumps({"vit": VIT, "resnet": RESNET}[kind]))


@pytest.fixture(scope="session")
def tiny_state(tiny_config: Callable[[str], dict[str, Any]]) -> Callable[..., dict[str, torch.Tensor]]:
    """`tiny_state(kind="vit", seed=0)`: random weights in which no norm is trivial."""

    def build(kind: str = "vit", seed: int = 0) -> dict[str, torch.Tensor]:
        state = build_model(tiny_config(kind), kind, seed).state_dict()
        generator = torch.Generator().manual_seed(seed)
        for name, tensor in state.items():
            if tensor.ndim == 1 and tensor.is_floating_point():
                tensor.add_(0.3 * torch.rand(tensor.shape, generator=generator) + 0.2 * name.endswith("bn3.weight"))
        return state

    return build


@pytest.fixture(scope="session")
def tiny_clip_folder(
    tiny_config: Callable[[str], dict[str, Any]], tiny_state: Callable[..., dict[str, torch.Tensor]]
) -> Callable[..., Path]:
    """`tiny_clip_folder(path, kind="vit", seed=0)`: write a folder backbone there and return the path."""

    def write(path: Path, kind: str = "vit", seed: int = 0) -> Path:
        path.mkdir(parents=True, exist_ok=True)
        config = {"model_cfg": tiny_config(kind), "preprocess_cfg": PREPROCESS}
        (path / "open_clip_config.json").write_text(json.dumps(config))
        save_file(tiny_state(kind, seed), path / "open_clip_model.safetensors")
        return path

    return write


@pytest.fixture(scope="session")
def tiny_vit(tmp_path_factory: pytest.TempPathFactory, tiny_clip_folder: Callable[..., Path]) -> Backbone:
    """A ViT of 3 blocks of width 32, D = 24, D_t = 16, for images of 32 pixels."""
    return load_backbone(tiny_clip_folder(tmp_path_factory.mktemp("tiny") / "vit", "vit"))


@pytest.fixture(scope="session")
def tiny_resnet(tmp_path_factory: pytest.TempPathFactory, tiny_clip_folder: Callable[..., Path]) -> Backbone:
    """A ModifiedResNet with layers of width 32, 64, 128 and 256, D = 24, D_t = 16, for images of 64 pixels."""
    return load_backbone(tiny_clip_folder(tmp_path_factory.mktemp("tiny") / "resnet", "resnet"))


@pytest.fixture(scope="session")
def draw_domain() -> Callable[..., Path]:
    """`draw_domain(root, style, classes=(cat, dog, owl), images=8)`: class folders of tinted noise, 32 pixels wide.

    The pixels depend on style, class and number only.
    """

    def draw(root: Path, style: str, classes: Sequence[str] = ("cat", "dog", "owl"), images: int = 8) -> Path:
        for name in classes:
            (root / name).mkdir(parents=True, exist_ok=True)
            for index in range(images):
                generator = np.random.default_rng(zlib.crc32(f"{style}/{name}/{index}".encode()))
                tint = np.random.default_rng(zlib.crc32(f"{style}/{name}".encode())).integers(0, 128, 3)
                pixels = generator.integers(0, 128, (32, 32, 3)) + tint
                Image.fromarray(pixels.astype(np.uint8)).save(root / name / f"{index:03}.png")
        return root

    return draw


@pytest.fixture
def photo(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    return draw_domain(tmp_path / "photo", "photo")


@pytest.fixture
def sketch(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    return draw_domain(tmp_path / "sketch", "sketch")


@pytest.fixture
def folders_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No test sees the cache or the data of whoever runs it."""
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def short_fits(monkeypatch: pytest.MonkeyPatch):
    """Noise seen by a random model holds nothing that hundreds of steps could find."""
    monkeypatch.setattr(base_prompt, "STEPS", 6)
    monkeypatch.setattr(authorizer_fit, "_ITERATIONS", 6)


@pytest.fixture(scope="session")
def double_vit(tiny_vit: Backbone) -> Backbone:
    """The same ViT in double precision, for comparisons with independent computations."""
    backbone = copy.deepcopy(tiny_vit)
    backbone._model.double()
    return backbone


@pytest.fixture(scope="session")
def padded_text() -> Callable[[Backbone, Sequence[str], torch.Tensor], torch.Tensor]:
    """`padded_text(backbone, names, context)`: unit features (B, N, D) of `[SOS] context name.[EOS]`, padded in full.

    Every image and class is a sequence of its own through open_clip's transformer, as CLIP is meant to be used.
    """

    def encode(backbone: Backbone, names: Sequence[str], context: torch.Tensor) -> torch.Tensor:
        model = backbone._model
        ids = open_clip.tokenize([f"{name.replace('_', ' ')}." for name in names])
        table = model.token_embedding(ids)
        sequences, ends = [], []
        for image in context:
            for vectors, end in zip(table, ids.argmax(dim=1).tolist(), strict=True):
                rows = torch.cat([vectors[:1], image, vectors[1:]])[: len(vectors)]
                sequences.append(rows + model.positional_embedding)
                ends.append(end + len(image))
        hidden = model.ln_final(model.transformer(torch.stack(sequences), attn_mask=model.attn_mask))
        features = hidden[range(len(ends)), ends] @ model.text_projection
        features = features / features.square().sum(dim=-1, keepdim=True).sqrt()
        return features.view(len(context), len(names), -1)

    return encode


@dataclass
class StandInServer:
    """A web server on this machine that misbehaves on demand.

    Attributes:
        url: Its address.
        files: What it serves, by path.
        headers: Additional headers, by path.
        redirects: Paths that lead elsewhere.
        statuses: Answers given instead of files, one after the other.
        cuts: Lengths after which it drops the connection, one response after the other; None sends all.
        ranges: Whether it honours ranges.
        requests: Path and range of every request so far.
    """

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    cuts: list[int | None] = field(default_factory=list)
    ranges: bool = True
    requests: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Serve one request."""
        span = request.headers.get("Range", "")
        self.requests.append((request.path, span))
        if self.statuses:
            return self._send(request, self.statuses.pop(0), b"", {})
        if request.path in self.redirects:
            headers = self.headers.get(request.path, {}) | {"Location": self.redirects[request.path]}
            return self._send(request, 302, b"", headers)
        if request.path not in self.files:
            return self._send(request, 404, b"", {})
        return self._send_file(request, span)

    def _send_file(self, request: BaseHTTPRequestHandler, span: str) -> None:
        content, headers = self.files[request.path], self.headers.get(request.path, {})
        if not (span and self.ranges):
            return self._send(request, 200, content, headers)
        start = int(span.removeprefix("bytes=").removesuffix("-"))
        headers = headers | {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
        return self._send(request, 206, content[start:], headers)

    def _send(self, request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
        request.send_response(status)
        for key, value in ({"Content-Length": str(len(body))} | headers).items():
            request.send_header(key, value)
        request.end_headers()
        request.wfile.write(body[: self.cuts.pop(0)] if body and self.cuts else body)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandInServer]:
    """A running server without any file; proxies of the environment are not asked for it."""
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    standing = StandInServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            standing.answer(self)

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        standing.url = f"http://127.0.0.1:{running.server_address[1]}"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield standing
        running.shutdown()
        thread.join()


@pytest.fixture
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Empty folders for data and caches in place of the user's; downloads are allowed."""
    for variable in ("HF_HUB_OFFLINE", "IPCLIP_OFFLINE", "HF_ENDPOINT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_TOKEN", "")
    return tmp_path


@pytest.fixture
def published_tiny(
    monkeypatch: pytest.MonkeyPatch,
    own_folders: Path,
    server: StandInServer,
    tiny_config: Callable[[str], dict[str, Any]],
    tiny_clip_folder: Callable[..., Path],
) -> str:
    """A reference that open_clip lists as published and that the server offers in safetensors, as the hub does."""
    monkeypatch.setitem(factory._MODEL_CONFIGS, "tiny-vit", tiny_config("vit"))
    settings = {**PREPROCESS, "url": "", "hf_hub": "org/tiny/", "interpolation": "bilinear", "resize_mode": "squash"}
    monkeypatch.setitem(pretrained._PRETRAINED, "tiny-vit", {"first_tag": settings})
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    weights = tiny_clip_folder(own_folders / "original") / "open_clip_model.safetensors"
    server.files["/org/tiny/resolve/main/open_clip_model.safetensors"] = weights.read_bytes()
    return "tiny-vit/first_tag"
