"""Role: Trình chiếu: the deck full screen, by keys and clicker, with figures that follow or hold still."""

from dashboard.ui import present, present_deck, report_documents, report_sets, report_wishes

found = report_documents.found()
report_sets.said()
present.choices()
present.draw(present_deck.of(found, report_wishes.current()))
