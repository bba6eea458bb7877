"""Role: what each chart says (ChartSpec), and one way to draw it (Plotly); reaches no database."""
