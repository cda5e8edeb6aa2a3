"""The pages of the window in the order of the rail; each is imported when it is first shown."""

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.main_window import PageEntry
from ipclip_app.gui.page import PlainPage


def page_entries() -> tuple[PageEntry, ...]:
    """Every page that exists."""
    return (
        PageEntry("protect", QCoreApplication.translate("Pages", "Protect"), _protect),
        PageEntry("audit", QCoreApplication.translate("Pages", "Audit"), _audit),
        PageEntry("bundles", QCoreApplication.translate("Pages", "Bundles"), _bundles),
        PageEntry("trigger", QCoreApplication.translate("Pages", "Trigger"), _trigger),
        PageEntry("watermark", QCoreApplication.translate("Pages", "Watermark"), _watermark),
        PageEntry("experiment", QCoreApplication.translate("Pages", "Experiment"), _experiment),
        PageEntry("backbones", QCoreApplication.translate("Pages", "Backbones"), _backbones),
        PageEntry("settings", QCoreApplication.translate("Pages", "Settings"), _settings),
    )


def _protect(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.protect.page import ProtectPage

    return ProtectPage(context)


def _audit(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.audit.page import AuditPage

    return AuditPage(context)


def _bundles(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.bundles.page import BundlesPage

    return BundlesPage(context)


def _trigger(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.triggers.page import TriggerPage

    return TriggerPage(context)


def _watermark(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.watermark.page import WatermarkPage

    return WatermarkPage(context)


def _experiment(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.experiment.page import ExperimentPage

    return ExperimentPage(context)


def _backbones(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.backbones.page import BackbonesPage

    return BackbonesPage(context)


def _settings(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.settings.page import SettingsPage

    return SettingsPage(context)
