"""The language of the interface: Qt Linguist's files, Qt's own, and the locale for dates and numbers."""

from __future__ import annotations

from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

LANGUAGES = {"en": "English", "ru": "Русский"}
"""Languages the program speaks, by code, each in its own name."""


class Speech(QObject):
    """Installs and exchanges the translators of the running program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = "en"
        self._translators: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Change to ``"en"`` or ``"ru"``. Widgets made from now on speak it; Qt tells the others itself."""
        self.language = language
        QLocale.setDefault(QLocale(language))
        self.silence()
        own = QTranslator(self)
        with as_file(files("assets") / "translations" / f"mneme_{language}.qm") as path:
            if own.load(str(path)):
                self._install(own)
        if language != "en":
            qt = QTranslator(self)
            if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._install(qt)

    def silence(self) -> None:
        """Take the translators out again."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators.clear()

    def _install(self, translator: QTranslator) -> None:
        QCoreApplication.installTranslator(translator)
        self._translators.append(translator)
