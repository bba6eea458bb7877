"""Role: Sáng kiến: the register: search, filters, one initiative with its history."""

from dashboard.ui import frame
from dashboard.viewmodels import fields as fields_view

view = frame.view(fields_view.build)
frame.unknown_codes(view.scope)
