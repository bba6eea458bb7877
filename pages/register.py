"""Role: Sáng kiến: the register: search, filters, one initiative with its history."""

from dashboard.ui import frame, register_address, register_card, register_filters, register_table
from dashboard.viewmodels import register

view = frame.view(register.build, register_address.wish())
frame.unknown_codes(view.scope)

register_table.counted(view)
register_filters.bar(view.wish)
register_card.draw()
register_table.draw(view)
