"""Role: whether a file of a person is a picture that every document can show."""

from io import BytesIO

from PIL import Image

from dashboard.errors import InvalidInputError

FORMS = ("PNG", "JPEG")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
"""What a picture may unpack to: more than any projector or page of paper shows."""


def check(data: bytes) -> None:
    """Raises InvalidInputError for anything but a PNG or JPEG of a sensible size."""
    if len(data) > MOST_BYTES:
        raise InvalidInputError("report_page.picture.too_large")
    try:
        with Image.open(BytesIO(data), formats=FORMS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise InvalidInputError("report_page.picture.too_large")
            opened.load()
    # What the library raises for files that are no picture, are damaged, or are a bomb.
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InvalidInputError("report_page.picture.unreadable") from error
