"""Role: controls of the bench: a broken promise shows, medians ignore one disturbance, memory is seen."""

import json
from pathlib import Path

from tests.bench.measuring import interleaved, process_json
from tests.bench.report import Row, keep, table


def test_a_ratio_above_its_promise_is_not_held() -> None:
    assert Row("p", "w", 1.31, 1.3).verdict == "NOT"
    assert Row("p", "w", 1.3, 1.3).verdict == "ok"
    assert Row("p", "w", 99.0).verdict == "–"


def test_the_table_names_what_was_not_held() -> None:
    printed = table([Row("import", "reading", 7.27, 6.0, "busy", {"s import": 14.9})])
    assert "| import | reading | 7.27 | ≤ 6 | NOT | s import 14.9; busy |" in printed


def test_every_round_does_every_task_and_one_disturbance_does_not_count() -> None:
    order: list[str] = []
    seconds = iter([9.0, 9.0, 1.0, 2.0, 50.0, 2.0, 1.0, 2.0])

    def task(name: str) -> float:
        order.append(name)
        return next(seconds)

    medians = interleaved({"a": lambda: task("a"), "b": lambda: task("b")}, rounds=3, warm_up=1)
    assert order == ["a", "b"] * 4
    assert medians == {"a": 1.0, "b": 2.0}


def test_the_peak_of_a_process_is_its_own_and_not_its_parents() -> None:
    ballast = bytearray(200 << 20)  # in this process: a child must not be told to have needed it
    script = (
        "import json; from tests.bench.measuring import peak_mb; {}print(json.dumps({{'mb': peak_mb()}}))"
    )
    empty = process_json("-c", script.format(""))["mb"]
    full = process_json("-c", script.format("x = bytearray(100 << 20); "))["mb"]
    assert len(ballast) == 200 << 20
    assert empty < 100
    assert 90 < full - empty < 150


def test_the_kept_file_holds_rows_verdicts_and_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "new" / "bench.json"
    keep([Row("p", "w", 0.5, 1.0)], path, largest=1_000)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["rows"][0]["verdict"] == "ok"
    assert kept["largest"] == 1_000
    assert kept["machine"]["processors"]
