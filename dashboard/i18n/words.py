"""Role: the words of the closed lists in ``data_access.vocabulary`` (statuses, kinds, measures …)."""

from enum import Enum

from dashboard.i18n.catalogue import t


def word(member: Enum) -> str:
    """What the screen calls a member of a closed list: ``word(Status.VALID)`` → ``hợp lệ``.

    The key follows from the names: ``vocabulary.<class>.<member>``, all lower case.
    """
    return t(f"vocabulary.{type(member).__name__.lower()}.{member.name.lower()}")
