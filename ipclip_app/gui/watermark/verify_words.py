"""What a verification found, in the language of the window."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.results.figures import number, percent
from ipclip_app.gui.triggers.proof_words import small

_RANKED: Final = 3
_DIGITS: Final = 3

translate = QCoreApplication.translate


def headline_words(result: Mapping[str, Any]) -> str:
    """The answer in one sentence."""
    if result["shown"]:
        return translate("Verify", "Shown: the embeddings bear the watermark of {licensee}").format(
            licensee=result["user"]
        )
    return translate("Verify", "Not shown: the embeddings bear no licensee's watermark that the tests can see")


def meaning_words(result: Mapping[str, Any]) -> str:
    """What follows from that."""
    if not result["shown"]:
        exact = translate(
            "Verify", "That does not clear the suspect: whoever turns the embeddings once more hides from this test."
        )
        other = translate(
            "Verify",
            "That does not clear the suspect: the embeddings may have been changed, and more questions may show more.",
        )
        return exact if result["mode"] == "exact" else other
    which = {
        "both": translate("Verify", "Both tests show it."),
        "one": translate("Verify", "One of the two tests shows it."),
    }
    seen = translate("Verify", "The test shows it.") if result["mode"] == "exact" else which[result["tests"]]
    if result["other_user"] is not None:
        seen = translate(
            "Verify",
            "Only the distribution test shows it: the trigger pairs show that of {licensee}, as where two copies are "
            "mixed.",
        ).format(licensee=result["other_user"])
    odds = translate("Verify", "Of innocent services, {share} at most would be accused like this.")
    return f"{seen} {odds.format(share=percent(100 * result['level']))}"


def fact_words(result: Mapping[str, Any], spent: int | None) -> Iterator[tuple[str, str]]:
    """Names and values of the figures."""
    yield translate("Verify", "Distribution test"), _distribution(result)
    if result["mode"] == "trigger":
        yield translate("Verify", "Trigger test"), _trigger(result)
    yield translate("Verify", "Limit"), _limit(result)
    ranking = _ranking(result)
    if ranking:
        yield translate("Verify", "Nearest licensees"), ranking
    asked = translate("Verify", "{count} embeddings").format(count=grouped(result["queries"]))
    if spent is not None and spent != result["queries"]:
        asked += translate("Verify", ", {count} with repeated requests").format(count=grouped(spent))
    yield translate("Verify", "Asked for"), asked


def progress_words(done: int, total: int) -> str:
    """How far the questions are."""
    return translate("Verify", "{done} of {total} embeddings").format(done=grouped(done), total=grouped(total))


def _distribution(result: Mapping[str, Any]) -> str:
    found = result["distribution"]
    if found is None:
        words = translate("Verify", "impossible: the suspect's embeddings have {width} numbers and yours do not")
        return words.format(width=result["width"])
    words = translate(
        "Verify",
        "p = {p} · cosine {cosine} with what {licensee} gets, {null} with wrong matrices, {clean} without watermark: "
        "{effect} standard deviations",
    )
    return words.format(
        p=small(found["p_value"]),
        cosine=_signed(found["cosine"]),
        licensee=found["user"],
        null=_signed(found["null_mean"]),
        clean=_signed(found["clean_cosine"]),
        effect=number(found["effect"], 1),
    )


def _trigger(result: Mapping[str, Any]) -> str:
    found = result["trigger"]
    if found is None:
        return translate("Verify", "impossible with so few questions")
    words = translate(
        "Verify",
        "p = {p} · the pairs of {licensee} are {suspect} closer than the others, {clean} without watermark: {effect} "
        "standard deviations, {reading}",
    )
    middle = translate("Verify", "of cosines about the middle of the answers")
    reading = middle if found["about_middle"] else translate("Verify", "of cosines as they are")
    other = found["against_other_pairs"]
    return words.format(
        p=small(found["p_value"]),
        licensee=found["user"],
        suspect=_signed(other["suspect"]["delta_cos"]),
        clean=_signed(other["clean"]["delta_cos"]),
        effect=number(found["effect"], 1),
        reading=reading,
    )


def _limit(result: Mapping[str, Any]) -> str:
    words = translate("Verify", "p at most {limit}, after multiplying by the number of licensees ({count})")
    return words.format(limit=number(result["limit"], 4).rstrip("0"), count=grouped(result["licensees"]))


def _ranking(result: Mapping[str, Any]) -> str:
    listed = result["ranking"]["distribution"] or result["ranking"]["triggers"]
    return " · ".join(f"{each['user']} {_signed(each['score'])}" for each in listed[:_RANKED])


def _signed(value: float) -> str:
    """A cosine or a difference of two, without a minus before zero."""
    return number(round(value, _DIGITS) + 0.0, _DIGITS).replace("-", "\N{MINUS SIGN}")
