"""`ipclip keygen` and `ipclip trust` as a user meets them: keys are made once, kept, and never typed into a log."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.cli import passphrase
from ipclip_app.crypto.key_files import read_recipient_key, read_signing_key, read_verifying_key
from ipclip_app.crypto.keys import SigningKey

Ipclip = Callable[..., Any]
Refused = Callable[[Any, str], None]


@pytest.fixture
def keys(folders_of_the_user: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the user's own keys; no passphrase comes from whoever runs the test."""
    monkeypatch.delenv("IPCLIP_PASSPHRASE", raising=False)
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path / "own"))
    return tmp_path / "own" / "keys"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """`typed(*lines)`: a terminal on which these lines are typed; returns the list of the questions asked."""

    def prepare(*lines: str) -> list[str]:
        questions: list[str] = []
        answers = iter(lines)

        def ask(question: str) -> str:
            questions.append(question)
            answer = next(answers, None)
            if answer is None:
                raise EOFError
            return answer

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(passphrase, "getpass", ask)
        return questions

    return prepare


@pytest.fixture
def issuer(tmp_path: Path) -> Path:
    """Public key file of somebody else."""
    path = tmp_path / "acme.signing.pub.pem"
    path.write_bytes(SigningKey.generate().public.pem)
    return path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def test_key_with_the_passphrase_of_the_environment(ipclip: Ipclip, keys: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", "pässwörd mit 猫")
    ran = ipclip("keygen", "me", "--json")
    fingerprint = read_signing_key(keys / "me.signing.pem", "pässwörd mit 猫").public.fingerprint
    assert ran.code == 0
    assert json.loads(ran.out) == {
        "name": "me",
        "kind": "signing",
        "fingerprint": fingerprint,
        "private_key": str(keys / "me.signing.pem"),
        "public_key": str(keys / "me.signing.pub.pem"),
        "encrypted": True,
    }
    assert "pässwörd" not in ran.out + ran.err


def test_passphrase_is_typed_twice(ipclip: Ipclip, keys: Path, typed: Callable[..., list[str]]):
    questions = typed("correct horse", "correct horse")
    assert ipclip("keygen", "me").code == 0
    assert questions == ["Passphrase for the new key: ", "The same again: "]
    assert read_signing_key(keys / "me.signing.pem", "correct horse")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("correct horse", "correct hose"), "The two passphrases differ, so no key was made; try again."),
        ((), "No passphrase was typed; try again, or set IPCLIP_PASSPHRASE."),
        (
            ("short",),
            "A passphrase needs 8 characters at least, and 1000 bytes at most; take several random words.",
        ),
    ],
)
def test_passphrase_that_will_not_do_makes_no_key(
    ipclip: Ipclip, refused: Refused, keys: Path, typed: Callable[..., list[str]], lines: tuple[str, ...], sentence: str
):
    typed(*lines)
    refused(ipclip("keygen", "me"), sentence)
    assert files(keys) == []


def test_script_without_a_passphrase_is_told_how_to_give_one(ipclip: Ipclip, refused: Refused, keys: Path):
    sentence = "There is no terminal to ask for a passphrase; set IPCLIP_PASSPHRASE, or pass --no-passphrase."
    refused(ipclip("keygen", "me"), sentence)
    assert files(keys) == []


def test_receiving_key_without_a_passphrase_in_a_folder(ipclip: Ipclip, keys: Path, tmp_path: Path):
    ran = ipclip("keygen", "me", "--for", "receiving", "--no-passphrase", "--out", tmp_path / "stick")
    private, public = tmp_path / "stick" / "me.receiving.pem", tmp_path / "stick" / "me.receiving.pub.pem"
    assert ran.out.splitlines() == [
        f"Made the receiving key 'me' ({read_recipient_key(public).fingerprint}).",
        f"Private key, to be kept and backed up: {private} (not encrypted: whoever reads it can use it)",
        f"Public key, to be given away: {public} (whoever has it can encrypt for you)",
    ]
    assert files(tmp_path / "stick") == [private.name, public.name]
    assert files(keys) == []


def test_existing_key_is_kept_and_no_passphrase_asked(
    ipclip: Ipclip, refused: Refused, keys: Path, typed: Callable[..., list[str]]
):
    ipclip("keygen", "me", "--no-passphrase")
    before = (keys / "me.signing.pem").read_bytes()
    questions = typed("correct horse", "correct horse")
    refused(
        ipclip("keygen", "me"),
        f"{keys}/me.signing.pem: exists already, and a key that is overwritten is lost for good; choose another name.",
    )
    assert (questions, (keys / "me.signing.pem").read_bytes()) == ([], before)


def test_name_that_is_a_path_is_refused(ipclip: Ipclip, refused: Refused, keys: Path):
    sentence = "'../me' cannot name a key: take up to 64 letters, digits, dashes and underscores."
    refused(ipclip("keygen", "../me", "--no-passphrase"), sentence)


def test_folder_that_cannot_be_written_is_refused(ipclip: Ipclip, refused: Refused, keys: Path, issuer: Path):
    ran = ipclip("keygen", "me", "--no-passphrase", "--out", issuer)
    refused(ran, f"{issuer}: cannot be written (File exists); free space there or choose another folder.")


def test_issuer_is_trusted_listed_and_forgotten(ipclip: Ipclip, keys: Path, issuer: Path):
    fingerprint = read_verifying_key(issuer).fingerprint
    facts = {
        "name": "acme",
        "fingerprint": fingerprint,
        "path": str(keys / "trusted" / "acme.pem"),
        "problem": "",
    }
    assert ipclip("trust", issuer).out == f"'acme' is trusted: {fingerprint}\n"
    assert json.loads(ipclip("trust", "--list", "--json").out) == [facts]
    assert fingerprint in ipclip("trust", "--list").out
    assert json.loads(ipclip("trust", "--forget", "acme", "--json").out) == facts
    assert ipclip("trust", "--list").out == "No issuer is trusted.\n"


def test_issuer_gets_the_name_that_is_asked_for(ipclip: Ipclip, keys: Path, issuer: Path):
    assert json.loads(ipclip("trust", issuer, "--name", "Acme-2026", "--json").out)["name"] == "Acme-2026"
    assert files(keys / "trusted") == ["Acme-2026.pem"]


def test_damaged_file_of_an_issuer_is_listed_with_what_is_wrong(ipclip: Ipclip, keys: Path, issuer: Path):
    ipclip("trust", issuer)
    (keys / "trusted" / "acme.pem").write_bytes(b"\x00")
    assert "is no key file or is damaged" in ipclip("trust", "--list").out


def test_private_key_is_not_trusted(ipclip: Ipclip, refused: Refused, keys: Path):
    ipclip("keygen", "me", "--no-passphrase")
    refused(
        ipclip("trust", keys / "me.signing.pem"),
        f"{keys}/me.signing.pem: is a private signing key (Ed25519), but a public signing key (Ed25519) is needed; "
        "give the .pub.pem file that `ipclip keygen NAME` made for the issuer.",
    )


def test_missing_file_is_not_trusted(ipclip: Ipclip, refused: Refused, keys: Path, tmp_path: Path):
    refused(
        ipclip("trust", tmp_path / "none.pem"),
        f"{tmp_path}/none.pem: cannot be read (No such file or directory); check the path and that you may read it.",
    )
    assert files(keys / "trusted") == []


@pytest.mark.parametrize(
    "arguments", [(), ("a.pem", "--list"), ("--list", "--forget", "a"), ("--list", "--name", "a"), ("--name", "a")]
)
def test_trust_does_one_thing_at_a_time(ipclip: Ipclip, refused: Refused, keys: Path, arguments: tuple[str, ...]):
    refused(
        ipclip("trust", *arguments),
        "Give one of PUB.pem (with --name, if you like), --list and --forget NAME.",
    )
