"""Role: a document's views share what they read; nothing is shared between documents."""

import sqlalchemy as sa

from dashboard.viewmodels.once import kept, read_once


def test_the_same_question_is_read_once_within_a_block() -> None:
    asked: list[str] = []

    def read() -> int:
        asked.append("read")
        return len(asked)

    with sa.create_engine("sqlite://").connect() as conn:
        with read_once():
            assert [kept(conn, "a", read), kept(conn, "a", read), kept(conn, "b", read)] == [1, 1, 2]
        with read_once():
            assert kept(conn, "a", read) == 3
        assert [kept(conn, "a", read), kept(conn, "a", read)] == [4, 5]


def test_two_databases_are_not_taken_for_one_another() -> None:
    with (
        sa.create_engine("sqlite://").connect() as one,
        sa.create_engine("sqlite://").connect() as other,
        read_once(),
    ):
        assert kept(one, "a", lambda: 1) == 1
        assert kept(other, "a", lambda: 2) == 2
