"""What is done in the background to find and to load what judges."""

from pathlib import Path

from ipclip_app.gui.audit.judge import Judge, JudgeSource, Signature, Unlocking
from ipclip_app.gui.audit.recent_bundles import recent_bundles, remember_bundle
from ipclip_app.progress import Job


def list_judges(runs: Path) -> Job[tuple[JudgeSource, ...]]:
    """The bundles opened lately, then the runs in a folder that have a module, each newest first.

    Raises:
        RunError: The folder of the runs cannot be listed.
    """
    from ipclip_app.jobs.runs import list_runs

    found = yield from list_runs(runs)
    usable = [run for run in found if run.state in {"finished", "stopped"}]
    bundles = map(JudgeSource.of_bundle, recent_bundles())
    return (*bundles, *(JudgeSource("run", run.path, run.title) for run in usable))


def load_judge(source: JudgeSource, unlocking: Unlocking) -> Job[Judge]:
    """Load a bundle or a run.

    Raises:
        IpclipError: It cannot be used; the class tells why.
    """
    return _load_run(source) if source.kind == "run" else _load_bundle(source, unlocking)


def _load_run(source: JudgeSource) -> Job[Judge]:
    from ipclip_app.jobs.load_run import load_run

    run = yield from load_run(source.path)
    return Judge(source, run.model, run.audited_with, dict(run.audited_with.facts), len(run.model.class_names))


def _load_bundle(source: JudgeSource, unlocking: Unlocking) -> Job[Judge]:
    from ipclip_app.jobs.bundle_words import manifest_facts
    from ipclip_app.jobs.load_bundle import BundleSource, load_bundle

    bundle = yield from load_bundle(BundleSource(source.path, key=unlocking.key, passphrase=unlocking.passphrase))
    remember_bundle(source.path)
    told = bundle.manifest
    return Judge(
        source,
        bundle.model,
        bundle.audited_with,
        manifest_facts(told),
        len(told.class_names),
        Signature(told.issuer_name, told.issuer, bundle.issuer_known, told.licensee, told.valid_until),
        bundle.notices if bundle.issuer_known else bundle.notices[1:],  # the first tells what the signature tells
    )
