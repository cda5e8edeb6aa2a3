"""An audit as one HTML page that needs nothing else: no script, no link, no font; loads no torch."""

import base64
import io
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import Final

from ipclip_app.jobs.audit_histogram import Histogram, histogram_svg
from ipclip_app.jobs.audit_row import VERDICTS, AuditedWith, AuditRow, ClassProbability
from ipclip_app.jobs.html_page import html_text, page_head
from ipclip_app.jobs.read_ahead import THREADS, read_ahead

THUMBNAIL: Final = 96
"""Pixels on a side of a thumbnail, for screens that show two to a dot."""

_QUALITY: Final = 70
_ICONS: Final = {"authorized": "\u2713", "uncertain": "?", "unauthorized": "\u2715", "error": "!"}
_TITLES: Final = {
    "authorized": "Authorized",
    "uncertain": "Uncertain",
    "unauthorized": "Unauthorized",
    "error": "Not judged",
}
_HEADINGS: Final = ("Image", "File", "Verdict", "Score", "Protected model", "Zero-shot CLIP")


def page(rows: Iterable[AuditRow], judge: AuditedWith) -> Generator[str, None, None]:
    """The page in pieces, about one a row.

    Args:
        rows: What can be read twice: once for the figures on top.
        judge: What judged.
    """
    counts = Counter[str]()
    scores = []
    for row in rows:
        counts[row.verdict] += 1
        scores.extend([] if row.score is None else [row.score])
    levels = (judge.threshold_low, judge.threshold)
    yield page_head(f"Audit with {judge.title}", "audit.css")
    yield _counts(counts)
    yield _identity(judge)
    yield _spread(Histogram.of(scores, levels), levels)
    yield _table_head(counts)
    with closing(read_ahead(_with_picture, rows, THREADS, 2 * THREADS)) as finished:
        yield from finished
    yield "</tbody></table></div></section></main></body></html>\n"


def _counts(counts: Counter[str]) -> str:
    total = max(1, counts.total())
    items = (
        f'<li class="{name}"><b>{counts[name]:,}</b><span>{_verdict(name)}</span> '
        f"<small>{counts[name] / total:.1%}</small></li>\n"
        for name in VERDICTS
    )
    return f'<ul class="counts" aria-label="Files by verdict">\n{"".join(items)}</ul>\n'


def _identity(judge: AuditedWith) -> str:
    facts = "".join(f"<dt>{html_text(label)}</dt><dd>{html_text(value)}</dd>\n" for label, value in judge.facts)
    return f'<section class="keep"><h2>What judged</h2>\n<dl>\n{facts}</dl></section>\n'


def _spread(histogram: Histogram, levels: tuple[float, float]) -> str:
    low, high = levels
    between = f" From {low:.2f} to below {high:.2f} it is uncertain." if high > low else ""
    return (
        f'<section class="keep"><h2>Scores</h2>\n{histogram_svg(histogram, levels)}\n'
        f"<p>At {high:.2f} or above an image is authorized, below {low:.2f} it is unauthorized.{between} The score "
        "is a calibrated measure of an image's style; it proves nothing about where an image comes from.</p>"
        "</section>\n"
    )


def _table_head(counts: Counter[str]) -> str:
    choices = [("all", "All", counts.total()), *((name, _TITLES[name], counts[name]) for name in VERDICTS)]
    radios = "".join(
        f'<label><input type="radio" name="show" id="show-{name}"{" checked" if name == "all" else ""}> {title} '
        f"({count:,})</label>\n"
        for name, title, count in choices
    )
    columns = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    return (
        f"<section><h2>Files</h2>\n<fieldset><legend>Show</legend>\n{radios}</fieldset>\n"
        '<div class="scroll" tabindex="0" role="region" aria-label="Files">\n'
        f"<table><thead><tr>{columns}</tr></thead><tbody>\n"
    )


def _with_picture(row: AuditRow) -> str:
    path = f"<bdi>{html_text(str(row.path))}</bdi>"
    badge = f'<span class="badge">{_verdict(row.verdict)}</span>'
    cells = f'<td class="picture">{_picture(row)}</td><td class="path">{path}</td><td>{badge}</td>'
    if row.score is None:
        cells += f'<td colspan="3">{html_text(row.error or "")}</td>'
    else:
        classes = "".join(f'<td class="classes">{_classes(each)}</td>' for each in (row.protected, row.zero_shot))
        cells += f'<td class="number">{row.score:.2f}</td>{classes}'
    return f'<tr class="{row.verdict}">{cells}</tr>\n'


def _verdict(name: str) -> str:
    return f'<span aria-hidden="true">{_ICONS[name]}</span> {_TITLES[name]}'


def _classes(classes: Iterable[ClassProbability]) -> str:
    best, *rest = [f"{html_text(each.class_name)} {each.probability:.0%}" for each in classes] or [""]
    return best + "".join(f"<br><small>{line}</small>" for line in rest)


def _picture(row: AuditRow) -> str:
    """A thumbnail; nothing for what could not be judged or is gone. The file's name beside it says what it shows."""
    from ipclip_app.data.images import read_image  # noqa: PLC0415 - a table in CSV need not wait for NumPy
    from ipclip_app.errors import ImageError  # noqa: PLC0415

    if row.score is None:
        return ""
    try:
        image = read_image(row.path, enough=2 * THUMBNAIL)
        image.thumbnail((THUMBNAIL, THUMBNAIL))
    except (ImageError, MemoryError):
        return ""
    content = io.BytesIO()
    image.save(content, "JPEG", quality=_QUALITY)
    data = base64.b64encode(content.getvalue()).decode()
    size = f'width="{image.width}" height="{image.height}"'
    return f'<img alt="" {size} decoding="async" src="data:image/jpeg;base64,{data}">'
