"""What the window speaks: the owner's choice or the system's language, English where there is no translation."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ipclip_app.errors import IncompleteInstallationError
from ipclip_app.resources import resource_path

TRANSLATED: Final = ("de",)
"""Languages beside English; each has resources/translations/ipclip_LANGUAGE.qm."""


def speak(application: QCoreApplication, choice: str) -> tuple[QTranslator, ...]:
    """Load the texts of the program and of Qt's own buttons, and write numbers as the language does.

    Args:
        application: The application, before its window is made.
        choice: `system` or a language.

    Returns:
        The translators that were installed; none for English.
    """
    locale = QLocale.system()
    language = locale.name().partition("_")[0] if choice == "system" else choice
    if not locale.name().startswith(f"{language}_"):
        locale = QLocale(language)
    if language not in TRANSLATED:
        QLocale.setDefault(locale if language == "en" else QLocale(QLocale.Language.English))
        return ()
    QLocale.setDefault(locale)
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    files = (qt / f"qtbase_{language}.qm", _own(language))
    return tuple(translator for file in files if file and (translator := _installed(application, file)))


def _own(language: str) -> Path | None:
    try:
        return resource_path(f"translations/ipclip_{language}.qm")
    except IncompleteInstallationError:
        return None  # English serves as well


def _installed(application: QCoreApplication, file: Path) -> QTranslator | None:
    translator = QTranslator(application)
    return translator if translator.load(str(file)) and application.installTranslator(translator) else None
