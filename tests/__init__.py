"""Role: unit (pure), integration (both databases), app (AppTest), architecture, e2e (browser), bench."""
