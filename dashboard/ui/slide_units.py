"""Role: places and sizes of a slide in shares of its stage, so that one markup fits every window."""

from dashboard.reports.pptx_master import HEIGHT, WIDTH, Box

TYPE = 0.965
"""Texts are measured for the file's typeface; ours is a little wider at the same size."""


def box_style(box: Box) -> str:
    """Left, top, width and height as shares of the stage."""
    shares = (
        ("left", box.left / WIDTH), ("top", box.top / HEIGHT),
        ("width", box.width / WIDTH), ("height", box.height / HEIGHT),
    )  # fmt: skip
    return ";".join(f"{name}:{share * 100:.3f}%" for name, share in shares)


def size_style(points: float) -> str:
    """A size of type that grows with the stage, whose width is 100cqw."""
    return f"font-size:{points * TYPE / WIDTH * 100:.3f}cqw"


def sized(box: Box, points: float) -> str:
    """Place and size of type."""
    return f"{box_style(box)};{size_style(points)}"


def height_style(points: float) -> str:
    """A height in points of the stage."""
    return f"height:{points / WIDTH * 100:.3f}cqw"


def width_style(points: float) -> str:
    """A width in points of the stage."""
    return f"width:{points / WIDTH * 100:.3f}cqw"
