"""What a verification of a watermark found, in sentences for people; loads no torch."""

from collections.abc import Mapping
from typing import Any

_TESTS = {"both": "Both tests show it.", "one": "One of the two tests shows it."}
_MIXED = "as where the copies of two licensees are mixed"


def verdict_words(result: Mapping[str, Any]) -> str:
    """The answer in one sentence or two.

    Args:
        result: The figures, see `watermark_findings`.
    """
    if not result["shown"]:
        return "Not shown: the suspect's embeddings do not bear the watermark of any licensee."
    alone, other = result["mode"] == "exact", result["other_user"]
    tests = "The test shows it." if alone else _TESTS[result["tests"]]
    if other is not None:
        tests = f"Only the distribution test shows it: the trigger pairs show that of '{other}', {_MIXED}."
    return f"Shown: the suspect's embeddings bear the watermark of '{result['user']}'. {tests}"


def licensee_words(result: Mapping[str, Any]) -> str:
    """Who fits best, and whether that says anything."""
    best = result["best"]
    if best is None:
        return "No licensee can be compared: the embeddings have another width, and there are no trigger pairs."
    test = "the distribution test" if best["by"] == "distribution" else "the trigger pairs"
    if best["significant"]:
        said = f"The licensee is '{best['user']}', by {test} (p = {best['p_value']:.2g})"
        if result["other_user"] is None:
            return f"{said}."
        return f"{said}; by the trigger pairs it is '{result['other_user']}' (p = {result['trigger']['p_value']:.2g})."
    return (
        f"No licensee fits significantly; the nearest by {test} is '{best['user']}' (p = {best['p_value']:.2g}), "
        "which any licensee may be by chance."
    )


def distribution_words(result: Mapping[str, Any]) -> str:
    """What the distribution test says."""
    found = result["distribution"]
    if found is None:
        return f"Distribution test: impossible, because the suspect's embeddings have {result['width']} dimensions."
    return (
        f"Distribution test, '{found['user']}': cosine {found['cosine']:.3f} with the embeddings that he gets, "
        f"{found['null_mean']:.3f} with wrong matrices (deviation {found['null_deviation']:.3f}) and "
        f"{found['clean_cosine']:.3f} with unmarked ones; {found['effect']:.1f} deviations, p = {found['p_value']:.2g}."
    )


def trigger_words(result: Mapping[str, Any]) -> str:
    """What the trigger test says."""
    found = result["trigger"]
    if found is None:
        return "Trigger test: there are no trigger pairs, because the secret is of the exact mode."
    other, ordinary = found["against_other_pairs"], found["against_ordinary"]
    return (
        f"Trigger test, '{found['user']}': against the other pairs his stand closer by a cosine of "
        f"{other['suspect']['delta_cos']:+.3f} (unmarked: {other['clean']['delta_cos']:+.3f}), against ordinary pairs "
        f"by {ordinary['suspect']['delta_cos']:+.3f} (unmarked: {ordinary['clean']['delta_cos']:+.3f}); "
        f"{found['effect']:.1f} deviations, Kolmogorov-Smirnov {found['statistic']:.2f} of cosines "
        f"{reading_words(found)}, p = {found['p_value']:.2g}."
    )


def reading_words(found: Mapping[str, Any]) -> str:
    """Which cosines the trigger test found clearer, and reports."""
    return "about the middle of the answers" if found["about_middle"] else "as they are"


def limit_words(result: Mapping[str, Any]) -> str:
    """What the p-values are compared with."""
    share = f"so that at most {result['level']:.2%} of innocent services are accused"
    return (
        f"Each p-value is already multiplied by the number of licensees ({result['licensees']}) and must not exceed "
        f"{result['limit']:g}, {share}."
    )
