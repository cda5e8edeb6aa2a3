"""`ipclip audit`: which of many images a bundle's owner would call authorized."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipclip_app.cli.options import DeviceOption, ForceFlag, JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.errors import PassphraseNeededError

if TYPE_CHECKING:
    from ipclip_app.config import Device
    from ipclip_app.jobs.audit_row import AuditedWith, AuditRow, AuditSummary, RowSpool
    from ipclip_app.jobs.protected_model import ProtectedModel
    from ipclip_app.progress import Job


def audit(
    *,
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help="An .ipclip file, or the folder of a finished run.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Images, and folders of any depth.")],
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write a report: FILE.csv, FILE.json or FILE.html.")
    ] = None,
    fail_on_unauthorized: Annotated[
        bool, typer.Option("--fail-on-unauthorized", help="Exit code 1 when an image is unauthorized.")
    ] = False,
    issuer: Annotated[
        Path | None, typer.Option("--issuer", metavar="PUB.pem", help="Public key of who must have signed the bundle.")
    ] = None,
    backbone: Annotated[
        str | None, typer.Option("--backbone", help="The backbone; without it, one at hand that the bundle names.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="KEY.pem", help="Your private key, for an encrypted bundle.")
    ] = None,
    device: DeviceOption = "auto",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Tell of every image whether it is authorized, uncertain or unauthorized, and why others cannot be judged.

    Exit code 2 when not a single image could be judged.
    """
    from ipclip_app.jobs.audit_report import require_report, write_report
    from ipclip_app.jobs.audit_row import RowSpool

    output = Output(as_json=as_json)
    if report is not None:
        require_report(report, force=force)
    with RowSpool() as rows:
        source = _Source(bundle, issuer, backbone, key, device)
        summary, judge = output.drive(source.audit(paths, rows))
        if report is not None:
            output.drive(write_report(report, rows, judge))
        _print(output, rows, judge, summary)
    if fail_on_unauthorized and summary.counts["unauthorized"]:
        raise typer.Exit(1)
    if summary.counts["error"] == summary.files:
        raise typer.Exit(2)


class _Source:
    """What judges: a bundle or a run."""

    def __init__(
        self, path: Path, issuer: Path | None, backbone: str | None, key: Path | None, device: "Device"
    ) -> None:
        self._path, self._issuer, self._backbone, self._key, self._device = path, issuer, backbone, key, device

    def audit(self, paths: list[Path], rows: "RowSpool") -> "Job[tuple[AuditSummary, AuditedWith]]":
        """Load what judges, and keep its rows."""
        from ipclip_app.jobs.audit import audit
        from ipclip_app.jobs.audit_row import AuditReport

        model, judge = yield from self._load()
        job = audit(model, paths)
        try:
            while True:
                try:
                    found = next(job)
                except StopIteration as end:
                    summary: AuditSummary = end.value
                    return summary, judge
                if isinstance(found, AuditReport):
                    rows.add(found.rows)
                yield found
        finally:
            job.close()

    def _load(self) -> "Job[tuple[ProtectedModel, AuditedWith]]":
        from ipclip_app.cli.passphrase import passphrase_of
        from ipclip_app.jobs.load_bundle import BundleSource, load_bundle
        from ipclip_app.jobs.protected_model import audited_with_run, read_protected_model
        from ipclip_app.model.device import resolve_device
        from ipclip_app.paths import is_folder

        if is_folder(self._path):
            model = read_protected_model(self._path, resolve_device(self._device))
            return model, audited_with_run(self._path, model)
        source = BundleSource(self._path, self._issuer, self._backbone, self._device, self._key)
        try:
            loaded = yield from load_bundle(source)
        except PassphraseNeededError as error:
            loaded = yield from load_bundle(replace(source, passphrase=passphrase_of(error.path)))
        return loaded.model, loaded.audited_with


def _print(output: Output, rows: "RowSpool", judge: "AuditedWith", summary: "AuditSummary") -> None:
    """Rows as they are read, so that memory does not grow with their number."""
    from ipclip_app.jobs.audit_report import as_json

    sys.stdout.writelines(as_json(rows, judge) if output.as_json else _text(rows, judge, summary))
    sys.stdout.flush()


def _text(rows: "Iterable[AuditRow]", judge: "AuditedWith", summary: "AuditSummary") -> Iterable[str]:
    from ipclip_app.jobs.visible import visible

    for row in rows:
        score = "" if row.score is None else f"{row.score:.2f}"
        best = f"{row.protected[0].class_name} {row.protected[0].probability:.0%}" if row.protected else row.error or ""
        yield f"{row.verdict:<12} {score:>8}  {visible(str(row.path))}: {visible(best)}\n"
    counts = ", ".join(f"{count} {name}" for name, count in summary.counts.items())
    yield (
        f"Files: {summary.files} ({counts}), in {summary.seconds:.1f} s. At {judge.threshold:.2f} or above an image is "
        f"authorized, below {judge.threshold_low:.2f} unauthorized.\n"
    )
