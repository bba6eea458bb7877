"""Role: Báo cáo: what the deck and the documents say, and every format of them at a click."""

import streamlit as st

from dashboard.ui import (
    report_blocks,
    report_documents,
    report_facts,
    report_outputs,
    report_sets,
    report_wishes,
    slides,
)

found = report_documents.found()
wished = report_wishes.current()
document = report_documents.compose(found, wished)
report_sets.said()
report_outputs.buttons(found, wished, document.slug)
blocks, facts, preview = st.columns([1.35, 0.9, 1], gap="small")
with blocks:
    report_blocks.draw(document)
with facts:
    report_facts.draw(wished)
with preview:
    report_blocks.preview(slides.titles(document))
