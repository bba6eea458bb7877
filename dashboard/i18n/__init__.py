"""Role: words, numbers and text order in Vietnamese (the source) and English; the only home of words."""

from dashboard.i18n.catalogue import LANGUAGES, Language, current_language, t, use_language

__all__ = ["LANGUAGES", "Language", "current_language", "t", "use_language"]
