"""Role: the entry script: language, menu, style, then the page; the one place where errors become words."""

import logging
import secrets
from pathlib import Path

import streamlit as st

from dashboard import cache
from dashboard.errors import SangkienError
from dashboard.i18n import LANGUAGES, t, use_language
from dashboard.ui import address, explain, html, menu, quick_look, show
from dashboard.ui.mode import mode
from data_access.database import DatabaseUnavailable

STATIC = Path(__file__).with_name("static")
log = logging.getLogger(__name__)


def main() -> None:
    """One run of the script for one reader."""
    try:
        _run()
    except SangkienError as error:
        show.empty(t("ui.error.refused"), str(error))
    except DatabaseUnavailable:
        log.exception("the database does not answer")
        show.empty(t("ui.error.database"), t("ui.error.database_what_to_do"))
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("page failed, reference %s", reference)
        show.empty(t("ui.error.title"), t("ui.error.what_to_do", reference=reference))


def _run() -> None:
    wanted = address.language()
    use_language(wanted if wanted in LANGUAGES else cache.settings().language)
    st.set_page_config(t("ui.product"), page_icon=str(STATIC / "favicon.png"), layout="wide")
    chosen = st.navigation(menu.pages(), position="top")
    st.logo(STATIC / f"logo-{mode()}.png", size="large")
    html.style()
    address.entered(chosen.url_path)
    address.restore()
    explain.listen()
    quick_look.mark()
    if not quick_look.keeps_from(chosen.url_path):
        chosen.run()


main()
