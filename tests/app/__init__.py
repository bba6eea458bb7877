"""Role: tests of the screens through Streamlit's own test runner, on fixed views."""
