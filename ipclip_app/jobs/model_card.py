"""What a bundle says of itself in words: what it is, for whom, how well it works, and what it does not protect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ipclip_app.config import WHOLE
from ipclip_app.data.class_names import enumerate_names

_MISSING: Final = "-"

_CARD: Final = """# Protected prompt for {licensee}

This bundle makes the CLIP model `{backbone}` classify images into {count} classes: {classes}. It was made by {issuer}
for {licensee}.

- **Permitted use:** {scope}
- **Valid:** {validity}
- **Encrypted:** {encrypted}
- **Issuer's key:** `{fingerprint}`. Compare it with what the issuer told you by another way than this file.

## What it needs

The backbone is not in the bundle. It must be exactly the one with the identity `{identity}`; the bundle refuses to run
on any other.

```python
import ipclip_app

bundle = ipclip_app.open_bundle("{file}", issuer="issuer.pem")
for answer in bundle.classify(["image.jpg"]):
    print(answer.class_name, answer.probability)
for row in bundle.audit(["image.jpg"]):
    print(row.verdict, row.score)
```

On the command line: `ipclip inspect {file}`, `ipclip verify {file} --issuer issuer.pem` and
`ipclip audit {file} IMAGE...`.

## How well it works

Accuracy in percent on test images that training never saw. Zero-shot CLIP is the backbone without this bundle, which
anybody has who has the backbone.

| domain | images | zero-shot CLIP | with this bundle |
| --- | ---: | ---: | ---: |
{rows}

{figures}

## Verdicts on single images

Every image gets a score; the higher, the more it looks like the authorized images. At or above {high:.4g} it is called
authorized, below {low:.4g} unauthorized, and uncertain between them. The levels come from validation images:
{rate:.3g}% of the authorized ones lie below {authorized:.4g}, and 5% of the unauthorized ones above {unauthorized:.4g}.
On test images: AUROC {auroc}, authorized images called unauthorized {false_rejection}, unauthorized images called
unauthorized {detection}. A verdict is statistics, not proof.

## What is protected, and what is not

- With this bundle the backbone is meant to stay accurate on authorized images and to fail on the unauthorized domain
  that it was trained against. The table says how far it does. Other domains have not been measured.
- The signature tells whether the bundle is exactly what the issuer wrote. It does not keep anybody from copying it.
- Whoever can run the bundle can extract its weights, encrypted or not. Encryption protects it on its way to the
  licensee and from everybody who does not have the licensee's key, not from the licensee.
- The validity is checked against the clock of the computer by this program. Nothing forces another program to do so.
- The backbone without the bundle is zero-shot CLIP, as in the table. Whoever has labelled images can train another
  prompt.
- No image is in the bundle, but numbers are that the backbone computes from a few validation images, so that the bundle
  can check that it computes the same everywhere. They tell something of what is on those images.
"""


@dataclass(frozen=True)
class CardFacts:
    """What a model card tells.

    Attributes:
        file: Name of the bundle's file.
        issuer_name: Who made it.
        fingerprint: Of the issuer's key.
        licensee: For whom.
        scope: What he may do with it.
        valid_from: From when, as `2025-01-31T12:00:00Z`.
        valid_until: Until when, likewise; None without an end.
        encrypted: Whether only the licensee's key opens it.
        backbone: Name of the backbone.
        identity: Its identity.
        class_names: The classes.
        levels: t_a and t_u.
        false_rejection: Share of authorized validation images below t_a, 0 to 1.
        results: The run's `results.json`.
    """

    file: str
    issuer_name: str
    fingerprint: str
    licensee: str
    scope: str
    valid_from: str
    valid_until: str | None
    encrypted: bool
    backbone: str
    identity: str
    class_names: tuple[str, ...]
    levels: tuple[float, float]
    false_rejection: float
    results: Mapping[str, Any]


def model_card(facts: CardFacts) -> str:
    """The card as Markdown."""
    verdict = facts.results["verdict"]
    return _CARD.format(
        licensee=plain(facts.licensee),
        issuer=plain(facts.issuer_name),
        scope=plain(facts.scope),
        validity=f"from {facts.valid_from} {f'until {facts.valid_until}' if facts.valid_until else 'without an end'}",
        encrypted="for the licensee's key alone." if facts.encrypted else "no; whoever has the file can open it.",
        fingerprint=facts.fingerprint,
        backbone=_code(facts.backbone),
        identity=facts.identity,
        file=_code(facts.file),
        count=len(facts.class_names),
        classes=plain(enumerate_names(facts.class_names)),
        rows="\n".join(_rows(facts.results["domains"])),
        figures=_figures(facts.results["metrics"]),
        high=max(facts.levels),
        low=min(facts.levels),
        authorized=facts.levels[0],
        unauthorized=facts.levels[1],
        rate=facts.false_rejection * WHOLE,
        auroc=f"{verdict['auroc']:.3f}",
        false_rejection=f"{verdict['false_rejection']:.1%}",
        detection=f"{verdict['detection']:.1%}",
    )


def license_text(issuer_name: str, licensee: str, scope: str, valid_until: str | None) -> str:
    """The license of a bundle whose owner gives none of his own."""
    end = f" It ends on {valid_until}." if valid_until else ""
    return (
        f"Copyright {plain(issuer_name)}. All rights reserved.\n\n"
        f"{plain(licensee)} may use this bundle as follows: {plain(scope)}{end}\n"
        "It may not be passed on, published or changed without the written consent of the issuer.\n"
        "It is provided as it is, without warranty of any kind.\n"
    )


def plain(text: str) -> str:
    """A text in one line, without anything that Markdown would take for its own."""
    return "".join(
        f"\\{character}" if character in "\\`*_[]<>|#" else character for character in " ".join(text.split())
    )


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").replace('"', "'").split())


def _rows(domains: Mapping[str, Any]) -> Iterator[str]:
    named = {name: domains[name] for name in ("authorized", "unauthorized")} | dict(domains["other"])
    for name, domain in named.items():
        accuracies = (_number(domain[model]) for model in ("zero_shot", "protected"))
        yield f"| {plain(name)} | {domain['images']} | {' | '.join(accuracies)} |"


def _figures(metrics: Mapping[str, float | None]) -> str:
    value, bound = metrics.get("W_ua_strict"), metrics.get("W_ua_strict_bound")
    if value is None or bound is None:
        return "The unauthorized images have no labels, so accuracies and protection figures mean nothing for them."
    return (
        f"Protection W_ua, against the better of zero-shot CLIP and an unprotected module: {value:.1f} of at most "
        f"{bound:.1f}."
    )


def _number(value: float | None) -> str:
    return _MISSING if value is None else f"{value:.1f}"
