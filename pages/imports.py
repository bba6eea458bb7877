"""Role: Nạp dữ liệu: files in, a plan of what they would do, then write it or leave it; history with undo."""

import streamlit as st

st.write("…")
