"""Evidence of a watermark as one HTML page for people; the signed file beside it is what counts. Loads no torch."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ipclip_app.jobs.html_page import html_text, page_head
from ipclip_app.jobs.watermark_words import (
    distribution_words,
    licensee_words,
    limit_words,
    reading_words,
    trigger_words,
    verdict_words,
)

_MEANING: Final = (
    "Each licensee of the owner receives embeddings that were multiplied by a secret matrix of his own. The "
    "distribution test compares the suspect's embeddings with those that a licensee receives, and with those that "
    "matrices drawn at random would give. The trigger test compares the cosines of secret pairs of picture and text: "
    "the licensee's matrix brings his half of them closer together, and which half that is was drawn at random, so "
    "that nobody who does not know the matrix can favour it. A p-value is the share of services without the watermark "
    "that would look at least as much like one with it.\n"
    "The evidence holds every answer of the suspect, the owner's clean embeddings of the ordinary questions, the "
    "SHA-256 of every question and of the secret, and the owner's signature. The signature proves that the owner says "
    "so and that nobody changed it since, no more. Whoever is shown the secret can compute every figure on this page "
    "anew from what the evidence holds, with `ipclip watermark check --secret`; whoever has the images and the model "
    "as well can compute the clean embeddings anew, with `--images`, and need not believe the owner's. That the "
    "answers came from this suspect remains his word."
)
_FIGURES: Final = {
    "p_value": "p-value, corrected for the number of licensees",
    "single_p_value": "p-value of this licensee alone",
    "effect": "Effect size in standard deviations",
    "cosine": "Mean cosine with the licensee's embeddings",
    "clean_cosine": "Mean cosine with unmarked embeddings",
    "null_mean": "Mean cosine with wrong matrices",
    "null_deviation": "Its standard deviation",
    "statistic": "Kolmogorov-Smirnov statistic",
    "agreement": "Correlation with the changes that his matrix makes",
}
_SIDES: Final = {"against_other_pairs": "the other secret pairs", "against_ordinary": "ordinary pairs"}


def page(content: Mapping[str, Any], sha256: str) -> str:
    """The page about evidence.

    Args:
        content: What the evidence says.
        sha256: Of its file.
    """
    result = content["result"]
    parts = [
        page_head(f"Watermark of {content['suspect']['address']}", "audit.css", "watermark.css"),
        _verdict(result),
        _facts(content, sha256),
        _test("Distribution test", distribution_words(result), result["distribution"]),
        _test("Trigger test", trigger_words(result), result["trigger"]),
        _ranking("Licensees by the distribution test", result["ranking"]["distribution"]),
        _ranking("Licensees by their trigger pairs", result["ranking"]["triggers"]),
        _section("What this means", "".join(f"<p>{html_text(text)}</p>\n" for text in _MEANING.splitlines())),
        "</main></body></html>\n",
    ]
    return "".join(parts)


def _verdict(result: Mapping[str, Any]) -> str:
    kind, icon = ("unauthorized", "\u2715") if result["shown"] else ("uncertain", "?")
    said = html_text(verdict_words(result))
    return (
        f'<section class="verdict {kind} keep"><span aria-hidden="true">{icon}</span> {said}</section>\n'
        f"<p>{html_text(licensee_words(result))} {html_text(limit_words(result))}</p>\n"
    )


def _facts(content: Mapping[str, Any], sha256: str) -> str:
    suspect, secret, result = content["suspect"], content["secret"], content["result"]
    spent = "" if content["spent"] is None else f", {content['spent']} sent in all with failed requests"
    facts = {
        "Suspect": f"{suspect['address']} ({suspect['kind']})",
        **{f"Suspect, {name}": str(value) for name, value in suspect["facts"].items()},
        "Queries": f"{result['queries']}{spent}",
        "Questions": f"{content['pool_pairs']} secret pairs and {content['ordinary_pairs']} ordinary pairs",
        "Dimensions of an answer": str(result["width"]),
        "Secret": f"{secret['mode']} mode, {secret['method']}, {secret['licensees']} licensees",
        "SHA-256 of the secret": secret["commitment"],
        "Identity of the model": secret["backbone"],
        "Seed": str(content["seed"]),
        "Level": f"{content['level']:g}",
        "Signed by": content["issuer"],
        "Signed at": content["created"],
        "SHA-256 of the evidence": sha256,
        "Program": content["program"],
    }
    items = "".join(f"<dt>{html_text(name)}</dt><dd>{html_text(value)}</dd>\n" for name, value in facts.items())
    return _section("What was asked", f"<dl>\n{items}</dl>\n")


def _test(title: str, words: str, found: Mapping[str, Any] | None) -> str:
    told = f"<p>{html_text(words)}</p>\n"
    if found is None:
        return _section(title, told)
    rows = [(label, _number(found[name])) for name, label in _FIGURES.items() if name in found]
    if "about_middle" in found:
        rows.append(("Cosines that the test reads", reading_words(found)))
    for name, label in _SIDES.items():
        for side, whose in (("suspect", "suspect"), ("clean", "unmarked model")):
            closeness = found.get(name, {}).get(side)
            if closeness is not None:
                rows.append((f"Cosine against {label}, {whose}", f"{closeness['delta_cos']:+.4f}"))
                rows.append((f"Distance against {label}, {whose}", f"{closeness['delta_l2']:+.4f}"))
    return _section(title, told + _table(("Figure", "Value"), rows))


def _ranking(title: str, ranking: Sequence[Mapping[str, Any]]) -> str:
    if not ranking:
        return ""
    rows = [(each["user"], _number(each["score"])) for each in ranking]
    return _section(title, _table(("Licensee", "Agreement"), rows))


def _table(columns: tuple[str, str], rows: Sequence[tuple[str, str]]) -> str:
    head = "".join(f'<th scope="col">{html_text(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row"><bdi>{html_text(name)}</bdi></th><td>{html_text(value)}</td></tr>\n'
        for name, value in rows
    )
    return f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>\n'


def _section(title: str, content: str) -> str:
    return f'<section class="keep"><h2>{html_text(title)}</h2>\n{content}</section>\n'


def _number(value: float) -> str:
    return f"{value:.4g}"
