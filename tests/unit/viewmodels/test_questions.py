"""Role: what is asked about a figure survives the way through the browser, and nothing else does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.viewmodels.questions import Figure, Question, decode
from data_access.vocabulary import Block, SolutionKind

optional = st.none()
questions = st.builds(
    Question,
    figure=st.sampled_from(Figure),
    unit=optional | st.text(min_size=1),
    field=optional | st.text(min_size=1),
    kind=optional | st.sampled_from(SolutionKind),
    block=optional | st.sampled_from(Block),
    start=optional | st.dates(),
    end=optional | st.dates(),
    value_from=optional | st.integers(min_value=0),
    value_below=optional | st.integers(min_value=0),
    declared=st.booleans(),
    flagged=st.booleans(),
    itself=st.booleans(),
    whole_programme=st.booleans(),
)


@given(questions)
def test_a_question_comes_back_as_it_was(question: Question) -> None:
    assert decode(question.encode()) == question


def test_a_plain_question_is_short() -> None:
    assert Question().encode() == "count"
    asked = Question(Figure.SAVINGS, unit="LS-HD01", start=date(2022, 1, 8))
    assert asked.encode() == "savings;unit=LS-HD01;start=2022-01-08"


@pytest.mark.parametrize("text", ["", "x", "count;unit", "count;start=31/5", "count;x=1", "count;declared=0"])
def test_anything_else_is_no_question(text: str) -> None:
    assert decode(text) is None
