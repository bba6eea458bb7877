"""Role: what pages are made of: frame, filter bar, cards, charts and tables as Streamlit draws them."""
