"""What evidence of ownership holds, and what follows from it again; loads no torch."""

from collections.abc import Mapping, Sequence
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


def queries_to_json(answered: Sequence[AnsweredQuery], names: ClassNames) -> list[dict[str, Any]]:
    """The questions with their answers as plain JSON values."""
    return [
        {
            "image": each.query.digest,
            "class": each.query.class_name,
            "control": each.query.control,
            "pixels": each.pixels,
            "answer": each.name,
            "right": names.is_right(each.name, each.query.class_name),
            "time": each.time,
        }
        for each in answered
    ]


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
    if content["queries"] != queries_to_json(answered, names):
        raise Untrue("calls an answer right that is wrong, or the other way round")
    test = paired_test_of(answered, names)
    require_same(content["result"], test.to_json(), WHOLE)
    if content["shown"] is not test.shown(content["level"]):
        raise Untrue("draws another conclusion than its figures")
    return test


def _answered(query: Mapping[str, Any]) -> AnsweredQuery:
    asked = Query(query["image"], query["class"], query["control"])
    return AnsweredQuery(asked, query["pixels"], query["answer"], query["time"])
