"""What evidence of ownership holds, and what follows from it again; loads no torch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ipclip_app.config import WHOLE
from ipclip_app.jobs.evidence_claims import Untrue, require_same
from ipclip_app.jobs.json_shape import REST, DamagedJsonError, require_shape
from ipclip_app.ownership.answers import ClassNames
from ipclip_app.ownership.asking import AnsweredQuery
from ipclip_app.ownership.design import Plan, Query
from ipclip_app.ownership.paired_test import PairCounts, PairedTest

KIND: Final = "ownership"
_QUERY: Final = {
    **dict.fromkeys(("image", "class", "pixels", "answer", "time"), str),
    "control": (int, None),
    "right": bool,
    "zero_shot": (str, None),
}
_SHAPE: Final = {
    "program": str,
    "trigger": {"kind": str, "identity": str},
    "suspect": {"kind": str, "address": str, "facts": {REST: str}},
    "plan": {"seed": int, "ranked": int, "folders": [str]},
    "names": {REST: str},
    "queries": [_QUERY],
    "requests": (int, None),
    "level": float,
    "result": {REST: (float, None)},
    "zero_shot": ({REST: (float, None)}, None),
    "shown": bool,
}


def paired_test_of(answered: Sequence[AnsweredQuery], names: ClassNames) -> PairedTest:
    """The test that follows from answers, in which each image stands twice."""
    right: dict[bool, dict[str, bool]] = {True: {}, False: {}}
    for each in answered:
        query = each.query
        right[query.control is None][query.digest] = names.is_right(each.name, query.class_name)
    order = sorted(right[True])
    return PairedTest(
        PairCounts.of([right[False][digest] for digest in order], [right[True][digest] for digest in order])
    )


def queries_to_json(
    answered: Sequence[AnsweredQuery], names: ClassNames, zero_shot: Sequence[str | None]
) -> list[dict[str, Any]]:
    """The questions with their answers as plain JSON values.

    Args:
        answered: What the suspect says.
        names: The classes and what the suspect calls them.
        zero_shot: The folder that zero-shot CLIP names for each, None where it was not asked.
    """
    return [
        {
            "image": each.query.digest,
            "class": each.query.class_name,
            "control": each.query.control,
            "pixels": each.pixels,
            "answer": each.name,
            "right": names.is_right(each.name, each.query.class_name),
            "time": each.time,
            "zero_shot": folder,
        }
        for each, folder in zip(answered, zero_shot, strict=True)
    ]


def zero_shot_test(
    answered: Sequence[AnsweredQuery], folders: Sequence[str], zero_shot: Sequence[str | None]
) -> PairedTest | None:
    """What follows from zero-shot CLIP's answers to the same questions; None where it was not asked.

    Args:
        answered: The questions.
        folders: The classes.
        zero_shot: Its answers, all None where it was not asked.
    """
    named = [replace(each, name=folder) for each, folder in zip(answered, zero_shot, strict=True) if folder is not None]
    return paired_test_of(named, ClassNames(tuple(folders))) if named else None


def recompute(content: Mapping[str, Any]) -> PairedTest:
    """The test anew from the recorded answers.

    Raises:
        Untrue: The content is not that of such evidence, or anything in it does not follow from the rest.
    """
    try:
        require_shape(content, _SHAPE)
    except DamagedJsonError as error:
        raise Untrue(f"lacks what evidence of ownership has ({error})") from error
    names = ClassNames(tuple(content["plan"]["folders"]), content["names"])
    answered = [_answered(query) for query in content["queries"]]
    if not answered or not Plan(content["plan"]["seed"], tuple(each.query for each in answered)).is_genuine():
        raise Untrue("holds other questions than its seed gives")
    zero_shot = [query["zero_shot"] for query in content["queries"]]
    if content["queries"] != queries_to_json(answered, names, zero_shot):
        raise Untrue("calls an answer right that is wrong, or the other way round")
    test = paired_test_of(answered, names)
    require_same(content["result"], test.to_json(), WHOLE)
    _require_same_fairness(content, answered, zero_shot)
    if content["shown"] is not test.shown(content["level"]):
        raise Untrue("draws another conclusion than its figures")
    return test


def _require_same_fairness(
    content: Mapping[str, Any], answered: Sequence[AnsweredQuery], zero_shot: Sequence[str | None]
) -> None:
    if len({folder is None for folder in zero_shot}) > 1:
        raise Untrue("holds answers of zero-shot CLIP to some of its questions only")
    fairness = zero_shot_test(answered, content["plan"]["folders"], zero_shot)
    if (fairness is None) is not (content["zero_shot"] is None):
        raise Untrue("tells of zero-shot CLIP what does not follow from its answers")
    if fairness is not None:
        require_same(content["zero_shot"], fairness.to_json(), WHOLE)


def _answered(query: Mapping[str, Any]) -> AnsweredQuery:
    asked = Query(query["image"], query["class"], query["control"])
    return AnsweredQuery(asked, query["pixels"], query["answer"], query["time"])
