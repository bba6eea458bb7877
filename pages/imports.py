"""Role: Nạp dữ liệu: files in, a plan of what they would do, then write it or leave it; history with undo."""

from dashboard.ui import frame, import_history, import_steps

frame.without_figures()
import_steps.run()
import_history.draw()
