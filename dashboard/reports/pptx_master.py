"""Role: the own PowerPoint master, built in code: three layouts with title, body, footer and slide number."""

import re
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu

from dashboard.charts.palette import LIGHT
from dashboard.i18n import t

FONT = "Arial"
"""On every Windows and Mac, all Vietnamese letters since 2007; Segoe UI would be missing on a Mac."""

EMU_PER_POINT = 12_700
WIDTH, HEIGHT = 960, 540
"""13,33 × 7,5 inches in points: 16:9."""

MARGIN = 0.05
"""Safe share at each edge, which some projectors cut."""

TITLE_POINTS, BODY_POINTS, FOOTER_POINTS = 28, 24, 12

_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


@dataclass(frozen=True)
class Box:
    """A rectangle in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width, height as PowerPoint counts."""
        return (
            round(self.left * EMU_PER_POINT),
            round(self.top * EMU_PER_POINT),
            round(self.width * EMU_PER_POINT),
            round(self.height * EMU_PER_POINT),
        )


TITLE = Box(48, 24, 864, 76)
BODY = Box(48, 112, 864, 364)
FOOTER = Box(48, 481, 800, 32)
NUMBER = Box(856, 481, 56, 32)
COVER_PANEL = Box(624, 0, 336, 540)
"""Where the number of the day stands, a shade darker."""

COVER_HEAD = Box(48, 48, 544, 62)
COVER_TITLE = Box(48, 118, 552, 150)
COVER_BODY = Box(48, 282, 552, 190)
COVER_FIGURE = Box(656, 120, 256, 300)
COVER_FOOTER = Box(48, 481, 544, 32)


def own_master() -> Any:
    """A presentation without slides on the own master."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH * EMU_PER_POINT), Emu(HEIGHT * EMU_PER_POINT)
    layouts = list(deck.slide_layouts)
    # Title, title and content, title only: the kinds whose types PowerPoint knows by itself.
    kept = [layouts[0], layouts[1], layouts[5]]
    for layout in layouts:
        if layout not in kept:
            deck.slide_layouts.remove(layout)
    master = deck.slide_master
    _replace(master, _master_tree(), "FFFFFF")
    master._element.replace(master._element.find(_tag("txStyles")), parse_xml(_text_styles()))
    _replace(kept[0], _cover_tree(), LIGHT.actual[1:], t("slides.layout.cover"))
    _replace(kept[1], _content_tree(), "", t("slides.layout.content"))
    _replace(kept[2], _title_only_tree(), "", t("slides.layout.title_only"))
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob)
    return deck


def _tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/presentationml/2006/main}}{name}"


def _replace(layout: Any, shapes: str, background: str, name: str = "") -> None:
    fill = (
        f'<p:bg><p:bgPr><a:solidFill><a:srgbClr val="{background}"/></a:solidFill><a:effectLst/>'
        "</p:bgPr></p:bg>"
        if background
        else ""
    )
    tree = (
        f'<p:cSld {_NAMESPACES} name="{name}">{fill}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>"
    )
    element = layout._element
    element.replace(element.find(_tag("cSld")), parse_xml(tree))


def _placeholder(
    ident: int, kind: str, box: Box, *, index: int | None = None, style: str = "", anchor: str = "t"
) -> str:
    left, top, width, height = box.emu()
    number = "" if index is None else f' idx="{index}"'
    ends = "ctr" if kind == "sldNum" else ""
    field = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    )
    words = field if kind == "sldNum" else f"<a:r><a:rPr/><a:t>{t(f'slides.placeholder.{kind}')}</a:t></a:r>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{t(f"slides.placeholder.{kind}")}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{number}/></p:nvPr>'
        "</p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{ends or anchor}"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>{words}</a:p></p:txBody></p:sp>"
    )


def _level(points: int, colour: str, *, bold: bool = False, align: str = "l") -> str:
    return (
        f'<a:lvl1pPr algn="{align}"><a:buNone/><a:defRPr sz="{points * 100}" b="{int(bold)}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )


def _footers() -> str:
    return _placeholder(
        10, "ftr", FOOTER, index=11, style=_level(FOOTER_POINTS, "tx2"), anchor="ctr"
    ) + _placeholder(11, "sldNum", NUMBER, index=12, style=_level(FOOTER_POINTS, "tx2", align="r"))


def _band() -> str:
    """The one ornament: a narrow band of the main colour along the upper edge."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="20" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        "<p:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{WIDTH * EMU_PER_POINT}" cy="{9 * EMU_PER_POINT}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _master_tree() -> str:
    title = _placeholder(2, "title", TITLE, anchor="ctr")
    return _band() + title + _placeholder(3, "body", BODY, index=1) + _footers()


def _content_tree() -> str:
    title = _placeholder(2, "title", TITLE, anchor="ctr")
    return title + _placeholder(3, "body", BODY, index=1) + _footers()


def _title_only_tree() -> str:
    return _placeholder(2, "title", TITLE, anchor="ctr") + _footers()


def _panel() -> str:
    left, top, width, height = COVER_PANEL.emu()
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="21" name="Panel"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"><a:lumMod val="80000"/></a:schemeClr></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _cover_tree() -> str:
    return (
        _panel()
        + _placeholder(2, "ctrTitle", COVER_TITLE, style=_level(44, "bg1", bold=True), anchor="b")
        + _placeholder(3, "subTitle", COVER_BODY, index=1, style=_level(BODY_POINTS, "bg1"))
        + _placeholder(10, "ftr", COVER_FOOTER, index=11, style=_level(FOOTER_POINTS, "bg1"), anchor="ctr")
        + _placeholder(11, "sldNum", NUMBER, index=12, style=_level(FOOTER_POINTS, "bg1", align="r"))
    )


def _text_styles() -> str:
    spacing = '<a:lnSpc><a:spcPct val="110000"/></a:lnSpc>'

    def level(points: int, bold: int) -> str:
        return (
            f'<a:lvl1pPr algn="l">{spacing}<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f'<a:defRPr sz="{points * 100}" b="{bold}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
        )

    return (
        f"<p:txStyles {_NAMESPACES}><p:titleStyle>{level(TITLE_POINTS, 1)}</p:titleStyle>"
        f"<p:bodyStyle>{level(BODY_POINTS, 0)}</p:bodyStyle>"
        f"<p:otherStyle>{level(18, 0)}</p:otherStyle></p:txStyles>"
    )


def _theme(blob: bytes) -> bytes:
    """The theme with our colours by meaning and our typeface, no others for single scripts."""
    colours = {
        "dk1": LIGHT.ink, "lt1": "#FFFFFF", "dk2": LIGHT.muted, "lt2": LIGHT.page, "accent1": LIGHT.actual,
        "accent2": LIGHT.attention, "accent3": LIGHT.good, "accent4": LIGHT.plan, "accent5": LIGHT.context,
        "accent6": LIGHT.actual_soft, "hlink": LIGHT.actual, "folHlink": LIGHT.plan,
    }  # fmt: skip
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>' for name, value in colours.items()
    )
    text = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>", f'<a:clrScheme name="Sangkien">{scheme}</a:clrScheme>',
        blob.decode(), flags=re.DOTALL,
    )  # fmt: skip
    text = re.sub(r'<a:font script="[^"]*" typeface="[^"]*"/>', "", text)
    return re.sub(r'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>', text).encode()
