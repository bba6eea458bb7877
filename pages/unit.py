"""Role: Hồ sơ đơn vị: one unit with its standing, course, targets, lineage and data quality."""

from dashboard.ui import frame, units
from dashboard.viewmodels import profile as profile_view

view = frame.view(profile_view.build)
frame.unknown_codes(view.scope)

units.breadcrumb(view.scope)
