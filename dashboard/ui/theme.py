"""Role: Streamlit's theme, fonts and chrome set from code, in one place, for light and dark."""

from typing import Any

from dashboard.charts.palette import DARK, LIGHT, Palette

FONT = "Be Vietnam Pro"
STACK = f"{FONT}, Segoe UI Symbol, DejaVu Sans, sans-serif"
"""The shapes of a standing (▲ ● ◐ ○) are in no text font: the systems' own symbol fonts draw them evenly."""
WEIGHTS = (400, 500, 600, 700)

UNICODE_RANGES = {
    # As published with the font: a browser fetches only the part a text needs.
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,"
    "U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
}


def streamlit_options() -> dict[str, object]:
    """Every option of ours that concerns looks, by its Streamlit name, for ``App.run(config=…)``.

    Fonts come from ``dashboard/static`` (needs ``server.enableStaticServing``): nothing is fetched from
    outside, and Vietnamese is complete.
    """
    options: dict[str, object] = {
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "server.enableStaticServing": True,
        "theme.font": STACK,
        "theme.headingFont": STACK,
        "theme.codeFont": STACK,  # Streamlit's own code font lacks Vietnamese letters
        "theme.fontFaces": _font_faces(),
        "theme.baseFontSize": 14,
        "theme.baseRadius": "10px",
        "theme.buttonRadius": "8px",
        "theme.headingFontSizes": ["28px", "20px", "16px", "14px", "14px", "14px"],
        "theme.headingFontWeights": [700, 600, 600, 600, 600, 600],
        "theme.paddingTop": "4px",
        "theme.paddingBottom": "12px",
        "theme.showWidgetBorder": True,
        "theme.linkUnderline": False,
    }
    for mode, colours in (("light", LIGHT), ("dark", DARK)):
        options |= {f"theme.{mode}.{name}": value for name, value in _mode_options(colours).items()}
    return options


def _font_faces() -> list[dict[str, Any]]:
    return [
        {
            "family": FONT,
            "url": f"app/static/be-vietnam-pro-{subset}-{weight}-normal.woff2",
            "weight": weight,
            "style": "normal",
            "unicodeRange": ranges,
        }
        for weight in WEIGHTS
        for subset, ranges in UNICODE_RANGES.items()
    ]


def _mode_options(colours: Palette) -> dict[str, object]:
    return {
        "primaryColor": colours.actual,
        "backgroundColor": colours.surface,
        "secondaryBackgroundColor": colours.page,
        "textColor": colours.ink,
        "linkColor": colours.actual,
        "borderColor": colours.line,
        "dataframeBorderColor": colours.line,
        "dataframeHeaderBackgroundColor": colours.page,
        "dataframeHeaderTextColor": colours.muted,
        "blueColor": colours.actual,
        "greenColor": colours.good,
        "orangeColor": colours.attention,
        "redColor": colours.attention,
        "grayColor": colours.plan,
        "greenTextColor": colours.good,
        "redTextColor": colours.attention,
        "orangeTextColor": colours.attention,
        "chartCategoricalColors": list(colours.categorical),
        "chartSequentialColors": list(colours.sequential),
    }
