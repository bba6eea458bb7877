"""Role: who is at this computer, as the history of imports will name them."""

import getpass

NOBODY_NAMED = "local"


def local_user() -> str:
    """The person's name on this computer; a plain word where the system knows none (some containers)."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return NOBODY_NAMED
