"""From a finished run to a licensee's answers: exported, looked at, opened in another process, misused."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ipclip_app.bundle.reader import read_bundle
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.model.backbone import Backbone

Run = Callable[..., Any]
README = Path(__file__).resolve().parents[2] / "README.md"
WORDS = "correct horse battery"


@pytest.fixture
def exported(train: Run, ipclip: Run, out: Path, tmp_path: Path, tiny_vit: Backbone) -> Path:
    """`acme.ipclip`, signed by the key `mine`, its issuer's key beside it, and its backbone at hand."""
    assert train().code == 0
    made = json.loads(ipclip("keygen", "mine", "--no-passphrase", "--json").out)
    ran = ipclip("export", out, "--out", tmp_path / "acme.ipclip", "--licensee", "Acme")
    assert ran.code == 0, ran.err
    (tmp_path / "issuer.pem").write_bytes(Path(made["public_key"]).read_bytes())
    assert ipclip("backbone", "add", "clip", tiny_vit.name).code == 0
    return tmp_path / "acme.ipclip"


def python(script: str, folder: Path) -> str:
    """What a script prints in a process of its own that computes with one thread."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(README.parent)}
    command = [sys.executable, "-W", "ignore", "-c", script]
    ran = subprocess.run(command, check=False, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_another_process_reaches_the_same_verdicts(exported: Path, ipclip: Run, photo: Path, sketch: Path):
    ran = ipclip("audit", exported, photo, sketch, "--json")
    here = {row["path"]: row for row in json.loads(ran.out)}
    script = f"""
import json, ipclip_app
from pathlib import Path
bundle = ipclip_app.open_bundle({str(exported)!r}, issuer="issuer.pem", device="cpu")
assert bundle.notices == (), bundle.notices
files = sorted(Path({str(photo)!r}).rglob("*.png")) + sorted(Path({str(sketch)!r}).rglob("*.png"))
rows = bundle.audit(files)
print(json.dumps([(str(row.path), row.verdict, row.score, row.protected[0].class_name) for row in rows]))
"""
    there = json.loads(python(script, exported.parent))
    assert {path for path, *_ in there} == here.keys()
    for path, verdict, score, class_name in there:
        assert (verdict, class_name) == (here[path]["verdict"], here[path]["predictions"]["protected"][0]["class_name"])
        assert score == pytest.approx(here[path]["score"], abs=1e-3)


def test_documented_examples_run(exported: Path, photo: Path):
    """The example in the bundle's own model card, and whatever the README shows of `open_bundle`."""
    with Image.open(next(photo.rglob("*.png"))) as image:
        image.save(exported.parent / "image.jpg")
    texts = (read_bundle(exported).readme, README.read_text(encoding="utf-8"))
    blocks = [block for text in texts for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL)]
    examples = [block for block in blocks if "open_bundle" in block]
    assert examples
    for example in examples:
        printed = python(example, exported.parent)
        assert re.search(r"authorized|uncertain", printed)
        assert re.search(r"cat|dog|owl", printed)


def test_export_tells_what_it_made(exported: Path, ipclip: Run, out: Path, tmp_path: Path):
    ran = ipclip(
        "export", out, "--out", tmp_path / "b.ipclip", "--licensee", "Bolt", "--expires", "2100-12-31", "--json"
    )
    made = json.loads(ran.out)
    bundle = read_bundle(tmp_path / "b.ipclip")
    assert ran.code == 0
    assert made == {
        "path": str(tmp_path / "b.ipclip"),
        "sha256": sha256((tmp_path / "b.ipclip").read_bytes()).hexdigest(),
        "bundle_id": bundle.manifest.bundle_id,
        "licensee": "Bolt",
        "issuer": {"name": "mine", "fingerprint": bundle.manifest.issuer},
        "valid_from": f"{bundle.manifest.valid_from:%Y-%m-%dT%H:%M:%SZ}",
        "valid_until": "2100-12-31T23:59:59Z",
        "recipient": None,
        "backbone": {"name": bundle.manifest.backbone.name, "identity": bundle.manifest.backbone.identity},
    }
    listed = json.loads(ipclip("export", "--list", "--json").out)
    assert [each["licensee"] for each in listed] == ["Bolt", "Acme"]
    assert listed[0]["bundle_id"] == made["bundle_id"]


def test_openssl_accepts_the_signature_of_an_export_and_rejects_one_flipped_byte(exported: Path):
    if shutil.which("openssl") is None:
        pytest.skip("the openssl program is not installed")
    folder = exported.parent
    zipfile.ZipFile(exported).extractall(folder)
    line = "openssl pkeyutl -verify -rawin -pubin -inkey issuer.pem -sigfile manifest.sig -in manifest.json"
    assert "Successfully" in subprocess.run(line.split(), check=True, cwd=folder, capture_output=True, text=True).stdout
    content = bytearray((folder / "manifest.json").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (folder / "manifest.json").write_bytes(content)
    assert subprocess.run(line.split(), check=False, cwd=folder, capture_output=True).returncode == 1


def test_inspection_has_the_keys_that_others_rely_on(exported: Path, ipclip: Run):
    ran = ipclip("inspect", exported, "--issuer", exported.parent / "issuer.pem", "--json")
    found, manifest = json.loads(ran.out), read_bundle(exported).manifest
    told = {
        "valid": True,
        "issuer": manifest.issuer,
        "issuer_name": "mine",
        "issuer_known": True,
        "licensee": "Acme",
        "path": str(exported),
        "size": exported.stat().st_size,
        "sha256": sha256(exported.read_bytes()).hexdigest(),
        "signature": "intact",
        "validity": "valid",
        "has_key": True,
    }
    assert ran.code == 0
    assert {name: found[name] for name in told} == told
    assert found.keys() == {*told, "reason", "entries", "manifest"}
    assert {entry["state"] for entry in found["entries"]} == {"intact"}
    assert [entry["name"] for entry in found["entries"]] == zipfile.ZipFile(exported).namelist()
    assert (found["manifest"]["class_names"], found["manifest"]["format"]) == (list(manifest.class_names), 1)


def test_inspection_reads_as_text(exported: Path, ipclip: Run):
    ran = ipclip("inspect", exported)
    assert ran.code == 0
    for text in ("Issuer: mine, SHA256:", "Licensee: Acme", "no end", "Encrypted: no", "SHA-256: ", "manifest.sig"):
        assert text in ran.out


def test_bundle_is_verified_with_and_without_its_issuer(exported: Path, ipclip: Run):
    alone = ipclip("verify", exported, "--json")
    with_key = ipclip("verify", exported, "--issuer", exported.parent / "issuer.pem", "--json")
    assert (alone.code, with_key.code) == (0, 0)
    answers = [json.loads(ran.out) for ran in (alone, with_key)]
    for answer in answers:
        assert answer.keys() == {"valid", "reason", "issuer", "issuer_name", "issuer_known", "licensee"}
        assert answer["issuer"] == read_bundle(exported).manifest.issuer
    assert [answer["issuer_known"] for answer in answers] == [False, True]
    assert [answer["valid"] for answer in answers] == [True, True]
    assert [answer["licensee"] for answer in answers] == ["Acme", "Acme"]
    assert ["unknown" in answer["reason"] for answer in answers] == [True, False]
    assert "the issuer is unknown" in ipclip("verify", exported).out


def test_trusted_issuer_is_known_from_then_on(exported: Path, ipclip: Run):
    assert ipclip("trust", exported.parent / "issuer.pem", "--name", "owner").code == 0
    assert "trusted as 'owner'" in ipclip("verify", exported).out


def test_tampered_file_and_foreign_file_are_a_no(exported: Path, ipclip: Run, tmp_path: Path):
    content = bytearray(exported.read_bytes())
    content[len(content) // 2] ^= 1
    exported.write_bytes(content)
    (tmp_path / "note.ipclip").write_text("hello")
    (tmp_path / "folder.ipclip").mkdir()
    reasons = []
    for path in (exported, tmp_path / "note.ipclip", tmp_path / "folder.ipclip"):
        ran = ipclip("verify", path, "--json")
        answer = json.loads(ran.out)
        assert (ran.code, answer["valid"], answer["issuer_known"]) == (1, False, False)
        assert ipclip("verify", path).out == f"{answer['reason']}\n"
        reasons.append(answer["reason"])
    assert "prompt.safetensors was altered" in reasons[0]
    assert all("is no bundle" in reason for reason in reasons[1:])
    looked = ipclip("inspect", exported)
    assert looked.code == 1
    assert re.search(r"prompt\.safetensors\s*│[ \d]*│ altered", looked.out)
    assert re.search(r"README\.md\s*│[ \d]*│ intact", looked.out)


def test_bundle_of_somebody_else_is_a_no(exported: Path, ipclip: Run, refused: Run, photo: Path, tmp_path: Path):
    other = KeyStore(tmp_path / "others").create("other", "signing", None).public_path
    ran = ipclip("verify", exported, "--issuer", other, "--json")
    assert ran.code == 1
    assert "was signed by SHA256:" in json.loads(ran.out)["reason"]
    ran = ipclip("audit", exported, photo, "--issuer", other)
    assert (ran.code, ran.out) == (2, "")
    assert "was signed by SHA256:" in ran.last_line


def test_file_that_is_not_there_is_unusable(ipclip: Run, tmp_path: Path):
    for command in ("verify", "inspect"):
        ran = ipclip(command, tmp_path / "gone.ipclip", "--json")
        assert ran.code == 2
        assert "gone.ipclip: cannot be read" in ran.last_line
        assert json.loads(ran.out)["error"] == {"type": "BundleUnreadableError", "message": ran.last_line}


def test_issuer_that_is_no_public_key_is_unusable(exported: Path, ipclip: Run, refused: Run, tmp_path: Path):
    for command in (("verify", exported), ("inspect", exported), ("audit", exported, tmp_path)):
        ran = ipclip(*command, "--issuer", exported)
        refused(ran, f"{exported}: is larger than any key (65536 bytes); give the PEM file of a key.")


def test_report_of_an_audit_tells_the_bundle_and_its_hash(exported: Path, ipclip: Run, photo: Path, tmp_path: Path):
    assert ipclip("audit", exported, photo, "--report", tmp_path / "r.html").code == 0
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    for part in (read_bundle(exported).manifest.bundle_id, sha256(exported.read_bytes()).hexdigest(), "Acme", "<svg"):
        assert part in text
    assert text.count('src="data:image/jpeg') == len(list(photo.rglob("*.png")))


def test_audit_of_a_bundle_has_the_keys_that_others_rely_on(exported: Path, ipclip: Run, sketch: Path):
    rows = json.loads(ipclip("audit", exported, sketch, sketch / "gone.png", "--json").out)
    keys = {"path", "verdict", "score", "threshold", "threshold_low", "predictions", "error"}
    assert {frozenset(row) for row in rows} == {frozenset(keys)}
    assert {row["verdict"] for row in rows} <= {"authorized", "uncertain", "unauthorized", "error"}
    unauthorized = [row["path"] for row in rows if row["verdict"] == "unauthorized"]
    assert unauthorized
    assert ipclip("audit", exported, *unauthorized, "--fail-on-unauthorized").code == 1
    assert ipclip("audit", exported, *unauthorized).code == 0


def test_existing_file_is_replaced_only_by_force(exported: Path, ipclip: Run, refused: Run, out: Path):
    before = exported.read_bytes()
    again = ("export", out, "--out", exported, "--licensee", "Bolt")
    refused(ipclip(*again), f"{exported}: exists already; choose another name or pass --force to replace it.")
    assert exported.read_bytes() == before
    assert ipclip(*again, "--force").code == 0
    assert read_bundle(exported).manifest.licensee == "Bolt"


def test_only_the_licensee_opens_what_is_encrypted_for_him(
    exported: Path, ipclip: Run, out: Path, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", WORDS)
    theirs = KeyStore(tmp_path / "theirs").create("acme", "receiving", WORDS)
    sealed = tmp_path / "sealed.ipclip"
    told = ("--licensee", "Acme", "--encrypt-for", theirs.public_path)
    assert ipclip("export", out, "--out", sealed, *told).code == 0
    assert ipclip("audit", sealed, photo, "--key", theirs.path).code == 0
    assert ipclip("verify", sealed).code == 0
    without = ipclip("audit", sealed, photo)
    assert (without.code, without.out) == (2, "")
    assert "is encrypted for" in without.last_line
    monkeypatch.delenv("IPCLIP_PASSPHRASE")
    monkeypatch.setattr("ipclip_app.cli.passphrase._ask", lambda _: WORDS)
    assert ipclip("audit", sealed, photo, "--key", theirs.path).code == 0
    monkeypatch.setenv("IPCLIP_PASSPHRASE", WORDS.upper())
    assert "passphrase is wrong" in ipclip("audit", sealed, photo, "--key", theirs.path).last_line


def test_unfinished_run_cannot_be_exported(exported: Path, ipclip: Run, out: Path, tmp_path: Path):
    (out / "module.safetensors").unlink()
    ran = ipclip("export", out, "--out", tmp_path / "y.ipclip", "--licensee", "Acme")
    assert ran.code == 2
    assert "has no finished module yet; run `ipclip train --resume" in ran.last_line
    assert not (tmp_path / "y.ipclip").exists()
