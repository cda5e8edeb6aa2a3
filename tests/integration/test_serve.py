"""A service in a process of its own: a marked answer, and its end under load."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import pytest

from ipclip_app.cli.entry import run
from ipclip_app.model.backbone import Backbone
from ipclip_app.service.access_keys import add_access_key
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

PATIENCE = 120
CLIENTS = 8
START = "from ipclip_app.cli import main; main()"


@dataclass(frozen=True)
class Serving:
    """A running service.

    Attributes:
        process: Its process, which has loaded the model.
        address: Where it listens.
        key: The licensee's key.
        secret: What marks his vectors.
    """

    process: "subprocess.Popen[str]"
    address: str
    key: str
    secret: WatermarkSecret

    def client(self) -> httpx.Client:
        """A client with the key; no proxy of the environment is asked."""
        headers = {"Authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=self.address, headers=headers, timeout=PATIENCE, trust_env=False)

    def end(self, number: int) -> tuple[int, str]:
        """Exit code, and the rest of what was said on stderr, after a signal."""
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, err


@pytest.fixture
def serving(tiny_vit: Backbone, tmp_path: Path) -> Iterator[Serving]:
    """`ipclip serve` with a secret and the key of its licensee, ready."""
    matrix = np.linalg.qr(np.random.default_rng(0).normal(size=(24, 24)))[0].astype(np.float32)
    secret = WatermarkSecret("exact", "rotation", tiny_vit.identity, ("acme",), matrix[None])
    write_secret(tmp_path / "secret", secret, None)
    key = add_access_key(tmp_path / "keys.json", "acme")
    options = ["--backbone", tiny_vit.name, "--secret", tmp_path / "secret", "--keys", tmp_path / "keys.json"]
    with started("serve", *options, "--port", 0, "--device", "cpu", "--threads", 1, "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = json.loads(process.stdout.readline())["address"]
        while not (line := process.stderr.readline()).startswith("Ready: vit, "):
            assert line, "the process ended"
        yield Serving(process, address, key, secret)


@contextmanager
def started(*arguments: object) -> Iterator["subprocess.Popen[str]"]:
    """A command in a process of its own, whose Ctrl-C works even where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-c", START, *map(str, arguments)]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_an_end_under_load_loses_no_answer_and_mixes_none_up(serving: Serving, tiny_vit: Backbone):
    ending, warm = threading.Event(), threading.Barrier(CLIENTS + 1)
    texts = [[f"picture {number}", f"a drawing of {number} owls"] for number in range(CLIENTS)]
    matrix = serving.secret.matrix("acme")
    expected = [apply_watermark(tiny_vit.encode_text(each).numpy(), matrix) for each in texts]

    def ask_until_refused(number: int) -> int:
        """Number of answers, each of which is this client's own."""
        answered = 0
        with serving.client() as client:
            while True:
                try:
                    answer = client.post("/v1/embeddings", json={"input": texts[number], "model": "m"})
                except httpx.TransportError:
                    assert ending.is_set()
                    return answered
                if answer.status_code == 503:
                    assert answer.json()["error"]["code"] == "stopping"
                    return answered
                assert answer.status_code == 200
                rows = [entry["embedding"] for entry in answer.json()["data"]]
                np.testing.assert_allclose(rows, expected[number], atol=1e-5)
                answered += 1
                if answered == 3:
                    warm.wait(PATIENCE)

    with ThreadPoolExecutor(CLIENTS) as clients:
        asking = [clients.submit(ask_until_refused, number) for number in range(CLIENTS)]
        warm.wait(PATIENCE)
        ending.set()
        code, err = serving.end(signal.SIGTERM)
        answered = [each.result(PATIENCE) for each in asking]

    assert code == 0
    assert min(answered) >= 3
    assert "Traceback" not in err
    assert {line.partition("status=")[2][:3] for line in err.splitlines()} <= {"200", "503"}  # nobody was dropped
    assert err.count('licensee="acme" texts=2 images=0 status=200') == sum(answered)


def test_ctrl_c_ends_it_with_its_exit_code(serving: Serving):
    with serving.client() as client:
        assert client.get("/health").json()["status"] == "ready"

        code, err = serving.end(signal.SIGINT)

    assert (code, err) == (130, "Stopped; what was asked before was answered.\n")


def test_benchmark_asks_a_marked_service_and_ends_it_in_order(tiny_vit: Backbone, capsys: pytest.CaptureFixture[str]):
    options = ["--backbone", tiny_vit.name, "--clients", "1,3", "--seconds", "0.2", "--device", "cpu", "--threads", "1"]

    code = run(["bench", "serve", *options, "--json"])

    found = json.loads(capsys.readouterr().out)
    assert (code, found["passed"], found["exit_code"]) == (0, True, 0)
    assert [load["clients"] for load in found["loads"]] == [1, 3]
    for load in found["loads"]:
        assert load["errors"] == 0
        assert load["requests"] > 0
        assert 0 < load["p50_ms"] <= load["p99_ms"]
    assert [each["texts"] for each in found["watermark"]] == [1, 64]
    assert all(each["percent"] > 0 for each in found["watermark"])
    if found["memory"]["start"] is not None:
        assert found["memory"]["start"] > 10_000_000
