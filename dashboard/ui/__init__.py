"""Role: what pages are made of: the frame, the filter bar, cards, charts and tables as Streamlit draws them."""
