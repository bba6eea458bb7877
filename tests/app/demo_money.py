"""Role: made-up views of fields, savings and the register, as their view models would build them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from dashboard.domain.secrecy import Together
from dashboard.viewmodels.card import CardField, CardStep, CardView, FieldChange
from dashboard.viewmodels.heat import FieldsScreen, Heat, HeatCell, HeatLine
from dashboard.viewmodels.register import RegisterRow, RegisterView, Wish
from dashboard.viewmodels.savings import Doubt, Forms, SavingsView, ValueRow
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Savings
from data_access.vocabulary import Block, MoneyFlag, Recognition, SolutionKind, Status
from tests.app import demo_views as demo

MILLION = 1_000_000
BESIDE = Together(12, 340 * MILLION)

ROW = RegisterRow(
    "SK0001", "Cải tiến lò nung <script>alert(1)</script>", "CĐCS Xi măng", "LĐLĐ huyện Chi Lăng",
    "Sản xuất – kinh doanh, kỹ thuật", SolutionKind.TECHNICAL, Block.ENTERPRISE,
    datetime(2022, 5, 31, 16, 59, tzinfo=UTC), date(2022, 4, 1), None, Status.VALID, Recognition.DECISION,
    "12/QĐ-XM", 2_500, "2500", (MoneyFlag.LIKELY_SLIP,), "Giảm bụi", None, False, False,
)  # fmt: skip
SECRET = replace(
    ROW, code="SK0002", title="Quy trình mới", savings_vnd=None, savings_text=None, flags=(),
    confidential=True, masked=True, submitted_at=None,
)  # fmt: skip
MONTHLY = replace(ROW, code="SK0003", savings_vnd=33 * MILLION, savings_text="2,75 triệu/tháng", flags=())


def heat() -> Heat:
    """Two units and the remainder, one field and the others; twelve confidential values beside them."""
    cells = (
        (HeatCell(440, 900 * MILLION), HeatCell(123, 50 * MILLION)),
        (HeatCell(125, 99_600_000), HeatCell(52, 27 * MILLION)),
        (HeatCell(3, 400_000), HeatCell(0, 0)),
    )
    return Heat(
        (HeatLine("Công đoàn <b>ngành</b> Giáo dục", "LS-01"), HeatLine("", None, others=4),
         HeatLine("", None, is_itself=True)),
        (HeatLine("Giáo dục, đào tạo", "F4"), HeatLine("Chuyển đổi số, CNTT", "F7")),
        cells,
        (HeatCell(563, 950 * MILLION), HeatCell(177, 126_600_000), HeatCell(3, 400_000)),
        (HeatCell(568, 1_000 * MILLION), HeatCell(175, 77 * MILLION)),
        HeatCell(743, 1_077 * MILLION),
        BESIDE,
    )  # fmt: skip


def fields_screen(state: FilterState) -> FieldsScreen:
    """Lĩnh vực, twelve confidential values beside the parts."""
    return FieldsScreen(replace(demo.fields_view(state), beside=BESIDE), heat())


def savings_view(state: FilterState) -> SavingsView:
    """Giá trị làm lợi with slips that matter."""
    figures = demo.fields_view(state)
    part = ValueRow("LĐLĐ huyện Cao Lộc", "LS-05", demo.savings(203), Decimal("0.2"))
    large = ValueRow("LĐLĐ thành phố", "LS-02", Savings(10**9, 6_000, 9_000, None), Decimal("0.1"),
                     between=(2 * MILLION, 5 * MILLION))  # fmt: skip
    own = ValueRow("", None, demo.savings(7), Decimal("0.01"), is_itself=True)
    return SavingsView(
        stamp=demo.STAMP,
        scope=demo.scope(state),
        savings=Savings(15_000 * MILLION, 1291, 3001, 5 * MILLION, 6, 800 * MILLION),
        bins=figures.bins,
        top=(MONTHLY, ROW),
        top_vnd=33 * MILLION,
        top_share=Decimal("0.252"),
        units=(part, large, own),
        fields=(part,),
        beside=BESIDE,
        slips=(Doubt(ROW, (2_500_000, 2_500_000_000)),),
        slips_listed=1,
        slips_listed_vnd=2_500,
        outliers=2,
        outlier_from_vnd=10**11,
        per_month=(MONTHLY,),
        per_month_n=1,
        per_month_vnd=33 * MILLION,
        secret=29,
        forms=Forms(112, 1, 189),
    )


def nothing_declared(state: FilterState) -> SavingsView:
    """No money at all."""
    return replace(
        savings_view(state), savings=Savings(0, 0, 1, None), bins=(), top=(), top_share=None, units=(),
        fields=(), beside=None, slips=(), outliers=0, per_month=(), per_month_n=0, per_month_vnd=0,
        forms=None, secret=0,
    )  # fmt: skip


def register_view(state: FilterState) -> RegisterView:
    """Two rows of many."""
    return RegisterView(demo.STAMP, demo.scope(state), Wish(page=2), 3001, 120, 29, (ROW, SECRET))


def card_view(state: FilterState) -> CardView:
    """The confidential one, changed once."""
    changes = (
        FieldChange(CardField.TITLE, "Quy trình cũ", "Quy trình mới"),
        FieldChange(CardField.STATUS, Status.REVIEWING, Status.VALID),
        FieldChange(CardField.CONFIDENTIAL, False, True),
    )
    when = datetime(2022, 6, 1, tzinfo=UTC)
    return CardView(
        SECRET, None, "CĐCS xi mang", 14, "export.xlsx", "Sheet1", 12,
        (CardStep(13, when, "cán bộ", "cũ.xlsx", True, (), True),
         CardStep(14, when, "cán bộ", "export.xlsx", False, changes, True)),
    )  # fmt: skip
