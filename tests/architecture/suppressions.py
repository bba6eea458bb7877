"""Role: finds suppressed checks that do not say why."""

import re

_SUPPRESSION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)\b(?P<rule>(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])?)(?P<rest>.*)$"
)


def unexplained(text: str) -> list[int]:
    """Line numbers whose suppression lacks its rule or a reason after it (or a comment line above)."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines, start=1):
        match = _SUPPRESSION.search(line)
        if match is None:
            continue
        above = lines[number - 2].strip() if number > 1 else ""
        has_reason = bool(match["rest"].strip(" #-–:")) or above.startswith("#")
        if not match["rule"] or not has_reason:
            found.append(number)
    return found
