"""Role: every odd file gets its verdict, at its place, in a sentence; and nothing is written or worn out."""

import re
import time
from pathlib import Path

import pytest

from dashboard.actions import imports
from dashboard.actions.imports import PreparedImport
from dashboard.importing.issues import Issue, Severity
from data_access.database import Database
from tests.odd.campaign import Growth, everything, staged
from tests.odd.case import Case, F, N, Verdict
from tests.odd.containers import CONTAINERS
from tests.odd.makers import plain, xlsx
from tests.odd.rows import HEADER, good, table
from tests.odd.structures import STRUCTURES
from tests.odd.texts import TEXTS
from tests.odd.values import VALUES

CORPUS: list[Case] = [*CONTAINERS, *STRUCTURES, *TEXTS, *VALUES]
MOST_GROWTH = 150 << 20
"""What reading may cost the server's own process; the child has its own limit."""

_TRACEBACK = re.compile(r"Traceback|Error\b|Exception|\bNone\b|[{}]")


def verdict(prepared: PreparedImport) -> Verdict:
    """The letter of a plan."""
    if prepared.refused:
        return Verdict.REFUSED
    if prepared.counts.rejected:
        return Verdict.ROW_REFUSED
    return Verdict.NOTICE if prepared.issues else Verdict.OK


def problems(case: Case, prepared: PreparedImport) -> list[str]:
    """What is not as the case says; empty when all is."""
    found: list[str] = []
    if verdict(prepared) is not case.verdict:
        found.append(f"{verdict(prepared)} instead of {case.verdict}")
    if case.accepted is not None and prepared.counts.accepted != case.accepted:
        found.append(f"{prepared.counts.accepted} rows taken instead of {case.accepted}")
    counts = prepared.counts
    if not prepared.refused and counts.read != counts.accepted + counts.rejected + counts.skipped:
        found.append("rows are lost")
    if case.code and not any(_fits(case, issue) for issue in prepared.issues):
        found.append(f"no {case.code} at {case.sheet}, {case.row}, {case.column} with {case.word!r}")
    if case.word and not any(case.word in issue.message for issue in prepared.issues):
        found.append(f"no sentence says {case.word!r}")
    found += [f"not for people: {i.message}" for i in prepared.issues if _TRACEBACK.search(_own(i))]
    if case.verdict is F and not any(i.severity is Severity.ERROR for i in prepared.issues):
        found.append("refused without a word")
    return found


def _fits(case: Case, issue: Issue) -> bool:
    wanted = (case.sheet, case.row, case.column)
    have = (issue.sheet, issue.row, issue.column)
    at_place = all(w is None or w == h for w, h in zip(wanted, have, strict=True))
    return issue.code == case.code and at_place and case.word in issue.message


def _own(issue: Issue) -> str:
    """The sentence without what the file itself says."""
    return issue.message.replace(str(issue.value), "")


def seen(prepared: PreparedImport) -> str:
    """What happened, for a failing test."""
    lines = [
        f"{i.severity} {i.code} {i.sheet}:{i.row}:{i.column} {i.message[:200]}" for i in prepared.issues[:8]
    ]
    return "\n".join([f"{verdict(prepared)} {prepared.counts}", *lines])


def test_the_corpus_is_as_long_as_promised() -> None:
    names = [case.name for case in CORPUS]
    assert len(set(names)) == len(names) >= 108
    assert {case.verdict for case in CORPUS} == set(Verdict)


def test_where_a_verdict_is_not_the_specified_one_the_reason_stands_beside_it() -> None:
    for case in CORPUS:
        assert (case.specified is None) == (case.why == ""), case.name
        assert case.specified is not case.verdict, case.name


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_an_odd_file_gets_its_verdict(case: Case, db: Database, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    before = everything(db)
    started = time.perf_counter()
    with Growth() as growth:
        prepared = imports.prepare_import(db, [path], user="thử")
    seconds = time.perf_counter() - started
    assert problems(case, prepared) == [], seen(prepared)
    rows = staged(db, prepared.batch_id) if prepared.batch_id is not None else []
    for name, value in case.stored.items():
        assert rows[0][name] == value, name
    assert growth.bytes < MOST_GROWTH
    assert seconds < case.seconds
    imports.discard_import(db, prepared)
    assert everything(db) == before
    assert staged(db, None) == []


def test_every_sentence_about_a_file_names_the_file_or_a_place(db: Database, tmp_path: Path) -> None:
    refused = imports.prepare_import(db, [plain("bảng tháng 5.xlsx", b"%PDF-1.7")(tmp_path)], user="thử")
    assert "bảng tháng 5.xlsx" in refused.issues[0].message
    row = imports.prepare_import(db, [xlsx(table(title=""))(tmp_path)], user="thử")
    assert "“Sáng kiến”, dòng 2, cột “Tên sáng kiến”" in row.issues[0].message


def test_control_a_wrong_expectation_is_noticed(db: Database, tmp_path: Path) -> None:
    prepared = imports.prepare_import(db, [xlsx([HEADER, good(1), good(2)])(tmp_path)], user="thử")
    make = plain("x", b"")
    right = Case("control", make, Verdict.OK, accepted=2)
    assert problems(right, prepared) == []
    for wrong in (
        Case("control", make, F),
        Case("control", make, N),
        Case("control", make, Verdict.OK, accepted=3),
        Case("control", make, Verdict.OK, "file_empty"),
        Case("control", make, Verdict.OK, word="rỗng"),
    ):
        assert problems(wrong, prepared) != [], wrong


def test_control_a_wrong_place_is_noticed(db: Database, tmp_path: Path) -> None:
    prepared = imports.prepare_import(db, [xlsx(table(title=""))(tmp_path)], user="thử")
    make = plain("x", b"")
    right = Case("control", make, Verdict.ROW_REFUSED, "required_empty", row=2, column="Tên sáng kiến")
    assert problems(right, prepared) == []
    for place in ({"row": 3}, {"column": "CĐCS"}, {"sheet": "Khác"}):
        assert problems(Case("control", make, Verdict.ROW_REFUSED, "required_empty", **place), prepared) != []  # type: ignore[arg-type]


def test_control_memory_taken_in_this_process_is_noticed() -> None:
    with Growth() as growth:
        block = bytearray(MOST_GROWTH + (20 << 20))
        block[::4096] = b"x" * len(block[::4096])
    assert growth.bytes > MOST_GROWTH
