"""Role: every setting, read once from the environment, each with its help; refused when wrong or unsafe."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from dashboard.errors import UsageError
from dashboard.i18n import LANGUAGES, Language, t, use_language

_CHECKOUT = Path(__file__).resolve().parent.parent
_DATABASE_SCHEMES = frozenset({"sqlite", "postgresql", "postgresql+psycopg"})
_HIGHEST_PORT = 65535


class _WrongValueError(Exception):
    """The catalogue key that says what a good value looks like, and the values in that sentence."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise _WrongValueError("settings.expects.whole", low=low, high=high)
        return int(text)

    return parse


def _share(low: int, high: int) -> Callable[[str], Decimal]:
    """Per cent as written (``90``, ``87,5``) to an exact share of one."""

    def parse(text: str) -> Decimal:
        try:
            percent = Decimal(text.replace(",", "."))
        except InvalidOperation:
            percent = Decimal(-1)
        if not (percent.is_finite() and low <= percent <= high):
            raise _WrongValueError("settings.expects.percent", low=low, high=high)
        return percent / 100

    return parse


def _database_url(text: str) -> str:
    """An address whose data outlive the process; the value is never repeated, it may hold a password."""
    parts = urlsplit(text)
    if parts.scheme not in _DATABASE_SCHEMES:
        raise _WrongValueError("settings.expects.database")
    if parts.scheme == "sqlite" and (parts.path in {"", "/"} or ":memory:" in text or parts.netloc):
        raise _WrongValueError("settings.expects.database_file")
    return text


def _host(text: str) -> str:
    if any(character.isspace() or character in "/?#@" for character in text):
        raise _WrongValueError("settings.expects.host")
    return text


def _language(text: str) -> Language:
    for known in LANGUAGES:
        if text == known:
            return known
    raise _WrongValueError("settings.expects.language", known=", ".join(get_args(Language)))


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise _WrongValueError("settings.expects.folder")
    return path


def default_data_dir(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where data live unless told otherwise: ``var/`` in a source checkout, else the person's data folder.

    A checkout keeps its own data so that trials never touch a real campaign; an installed program keeps
    them per person, in the place the system means for it, so that an upgrade or removal leaves them alone.
    """
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "var"
    home = Path.home()
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Sangkien"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Sangkien"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "sangkien"


@dataclass(frozen=True)
class Settings:
    """All settings, checked. Shares are exact fractions of one (0.9 is 90%); money is whole đồng."""

    data_dir: Path
    database_url: str
    host: str
    port: int
    language: Language
    read_max_file_mb: int
    read_max_cells: int
    read_max_memory_mb: int
    read_max_seconds: int
    near_share: Decimal
    well_above_share: Decimal
    small_target_below: int
    slip_below_vnd: int
    outlier_from_vnd: int


@dataclass(frozen=True)
class Setting:
    """How one field of Settings is read; its help is the catalogue's ``settings.help.<name>``.

    ``default`` is text, read by ``parse`` like any other, so that the documented default is the real one;
    empty where it is worked out from the machine.
    """

    name: str
    variable: str
    default: str
    parse: Callable[[str], object]


SETTINGS = (
    Setting("data_dir", "SANGKIEN_DATA_DIR", "", _folder),
    Setting("database_url", "SANGKIEN_DATABASE_URL", "", _database_url),
    Setting("host", "SANGKIEN_HOST", "127.0.0.1", _host),
    Setting("port", "SANGKIEN_PORT", "8501", _whole(1, _HIGHEST_PORT)),
    Setting("language", "SANGKIEN_LANGUAGE", "vi", _language),
    # Spreadsheets are read in a child process under these limits. They leave room for a million
    # initiatives of 16 columns in one file and still stop a hostile one.
    Setting("read_max_file_mb", "SANGKIEN_READ_MAX_FILE_MB", "200", _whole(1, 2000)),
    Setting("read_max_cells", "SANGKIEN_READ_MAX_CELLS", "30000000", _whole(1000, 10**9)),
    Setting("read_max_memory_mb", "SANGKIEN_READ_MAX_MEMORY_MB", "3072", _whole(128, 65536)),
    Setting("read_max_seconds", "SANGKIEN_READ_MAX_SECONDS", "600", _whole(1, 7200)),
    # "đạt và vượt chỉ tiêu từ 130% trở lên": the article of LĐLĐ tỉnh Lạng Sơn, 22/7/2022. Where "gần đạt"
    # begins is nowhere published.
    Setting("near_share", "SANGKIEN_NEAR_PERCENT", "90", _share(1, 99)),
    Setting("well_above_share", "SANGKIEN_WELL_ABOVE_PERCENT", "130", _share(101, 1000)),
    # Targets of 5 and 6 were published as 480% and 717% (Thạch Thất, 23/7/2022): too small a base.
    Setting("small_target_below", "SANGKIEN_SMALL_TARGET_BELOW", "10", _whole(1, 10_000)),
    # 1.234 đồng in a year is hardly meant; single initiatives above 100 tỷ a year do exist.
    Setting("slip_below_vnd", "SANGKIEN_SLIP_BELOW_VND", "100000", _whole(0, 10**12)),
    Setting("outlier_from_vnd", "SANGKIEN_OUTLIER_FROM_VND", "100000000000", _whole(1, 10**15)),
)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables; an empty variable counts as not set.

    Raises UsageError with a sentence that names the variable and what it expects. The value itself is not
    repeated: it may be a secret.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environ.get(setting.variable, "").strip() or setting.default
        if text:
            values[setting.name] = _read(setting, text)
    data_dir = values.setdefault("data_dir", default_data_dir(environ))
    values.setdefault("database_url", f"sqlite:///{(data_dir / 'sangkien.db').as_posix()}")
    return Settings(**values)


def _read(setting: Setting, text: str) -> object:
    try:
        return setting.parse(text)
    except _WrongValueError as wrong:
        expected = t(wrong.key, **wrong.values)
        raise UsageError("settings.wrong", variable=setting.variable, expected=expected) from None


def settings_table() -> str:
    """The README's table of settings (Markdown, English); a test compares the two."""
    lines = ["| Variable | Default | Meaning |", "|---|---|---|"]
    with use_language("en"):
        for setting in SETTINGS:
            default = f"`{setting.default}`" if setting.default else t("settings.by_machine")
            lines.append(f"| `{setting.variable}` | {default} | {t(f'settings.help.{setting.name}')} |")
    return "\n".join(lines)
