"""Role: mutants of good files of every container: each must end refused with a sentence, or in a plan.

``python -m tests.odd.fuzz --mutants 5000 --seed 1``. The same seed gives the same mutants; one that does
harm is kept in ``--keep`` with its number, to be made a case of the corpus.
"""

import argparse
import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.actions import imports
from dashboard.importing.issues import Severity
from data_access.database import Database, open_database
from tests.odd import makers
from tests.odd.campaign import Growth, make_campaign, staged
from tests.odd.rows import HEADER, Row, filled, good

MOST_SECONDS = 20.0
"""Far above what any seed takes, below the child's own limit with a busy machine on top."""

MOST_GROWTH = 150 << 20

_ROWS: list[Row] = [[*HEADER], *(good(n) for n in range(1, 9)), filled("", "Cộng")]
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_NUMBERS = (b"0", b"-1", b"1048577", b"4294967295", b"99999999999999999999", b"1e400", b"NaN", b"")

SEEDS: dict[str, makers.Make] = {
    "xlsx": makers.xlsx(_ROWS),
    "xlsx by hand": makers.raw(makers.rows_xml(_ROWS)),
    "ods": makers.ods(_ROWS),
    "xlsb": makers.xlsb(_ROWS),
    "xls": makers.xls(_ROWS),
    "csv": makers.text(makers.csv_text(_ROWS)),
    "csv in UTF-16": makers.text(makers.csv_text(_ROWS), "utf-16"),
}

Mutation = Callable[[bytes, random.Random], bytes]


def flip_bits(body: bytes, dice: random.Random) -> bytes:
    """One to twenty bits turned."""
    mutant = bytearray(body)
    for _ in range(dice.randint(1, 20)):
        mutant[dice.randrange(len(mutant))] ^= 1 << dice.randrange(8)
    return bytes(mutant)


def truncate(body: bytes, dice: random.Random) -> bytes:
    """The end is missing."""
    return body[: dice.randrange(len(body))]


def splice(body: bytes, dice: random.Random) -> bytes:
    """A piece is taken out, or stands twice, or is overwritten."""
    begin = dice.randrange(len(body))
    piece = body[begin : begin + dice.randint(1, 400)]
    at = dice.randrange(len(body))
    size = len(piece)
    lost, doubled = body[:begin] + body[begin + size :], body[:at] + piece + body[at:]
    return dice.choice((lost, doubled, body[:at] + piece + body[at + size :]))


def change_number(body: bytes, dice: random.Random) -> bytes:
    """One number becomes an absurd one."""
    found = list(_NUMBER.finditer(body))
    if not found:
        return flip_bits(body, dice)
    match = dice.choice(found)
    return body[: match.start()] + dice.choice(_NUMBERS) + body[match.end() :]


def change_tag(body: bytes, dice: random.Random) -> bytes:
    """One tag is lost, doubled, or moves."""
    found = list(_TAG.finditer(body))
    if not found:
        return splice(body, dice)
    match, other = dice.choice(found), dice.choice(found)
    tag = dice.choice((b"", match[0] * 2, other[0], b"<![CDATA[", b"<!--", b"&#0;", b"\xff"))
    return body[: match.start()] + tag + body[match.end() :]


def in_parts(body: bytes, dice: random.Random) -> bytes:
    """A zip with one part changed, lost, doubled or renamed; its checksums are right again."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    place = dice.randrange(len(parts))
    name, part = parts[place]
    kind = dice.randrange(8)
    if kind == 0:
        del parts[place]
    elif kind == 1:
        parts.append((name.swapcase(), part))
    elif kind == 2:
        parts[place] = (dice.choice(parts)[0] + "x", part)
    elif part:
        change = dice.choice(
            (flip_bits, truncate, splice, change_number, change_number, change_tag, change_tag)
        )
        for _ in range(dice.randint(1, 3)):
            part = change(part, dice) or b" "
        parts[place] = (name, part)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return buffer.getvalue()


_RAW: tuple[Mutation, ...] = (flip_bits, truncate, splice)
_MUTATIONS: dict[bool, tuple[Mutation, ...]] = {
    True: (*_RAW, in_parts, in_parts, in_parts, in_parts, in_parts),
    False: (*_RAW, flip_bits, splice, change_number),
}


def mutant(number: int, seed: int, bodies: dict[str, bytes]) -> tuple[str, bytes]:
    """The mutant of that number: a name that says what it is, and its bytes."""
    dice = random.Random(f"{seed}/{number}")
    name = list(bodies)[number % len(bodies)]
    body = bodies[name]
    mutate = dice.choice(_MUTATIONS[body.startswith(b"PK")])
    return f"{name}, {mutate.__name__}", mutate(body, dice)


def seeds(folder: Path) -> dict[str, bytes]:
    """The good files as bytes."""
    return {name: make(folder).read_bytes() for name, make in SEEDS.items()}


def verdict(db: Database, path: Path) -> tuple[str, str]:
    """How a file ended ("plan" or the code of its refusal), and what is wrong with that ("" if nothing)."""
    started = time.perf_counter()
    with Growth() as growth:
        try:
            prepared = imports.prepare_import(db, [path], user="thử")
        except Exception:  # noqa: BLE001 - this is what is looked for
            return "exception", traceback.format_exc()
    seconds = time.perf_counter() - started
    imports.discard_import(db, prepared)
    errors = [issue for issue in prepared.issues if issue.severity is Severity.ERROR]
    ended = str(errors[0].code) if prepared.refused and errors else "plan"
    counts = prepared.counts
    wrong = ""
    if prepared.refused and not (errors and len(errors[0].message) > 20):
        wrong = "refused without a sentence"
    elif not prepared.refused and counts.read != counts.accepted + counts.rejected + counts.skipped:
        wrong = f"rows are lost: {counts}"
    elif seconds > MOST_SECONDS:
        wrong = f"{seconds:.1f} s"
    elif growth.bytes > MOST_GROWTH:
        wrong = f"{growth.bytes >> 20} MB"
    elif staged(db, None):
        wrong = "rows are left behind"
    return ended, wrong


def run(
    db: Database, folder: Path, count: int, seed: int, keep: Path | None = None
) -> tuple[Counter[str], list[str]]:
    """How many mutants ended how, and a line for each that did harm."""
    bodies = seeds(folder)
    ends: Counter[str] = Counter()
    harm: list[str] = []
    path = folder / "dị dạng.bin"
    for number in range(count):
        name, body = mutant(number, seed, bodies)
        path.write_bytes(body)
        ended, wrong = verdict(db, path)
        ends[ended] += 1
        if wrong:
            harm.append(f"{number} ({name}): {wrong}")
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}.bin").write_bytes(body)
        if count >= 500 and (number + 1) % 250 == 0:
            print(f"{number + 1}/{count}: {len(harm)} did harm", flush=True)
    return ends, harm


def main() -> int:
    """Exit code 1 when a mutant did harm."""
    parser = argparse.ArgumentParser(prog="python -m tests.odd.fuzz")
    parser.add_argument("--mutants", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None, help="folder for mutants that did harm")
    wanted = parser.parse_args()
    started = time.perf_counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_campaign(folder / "campaign.sqlite")
        db = open_database(f"sqlite:///{(folder / 'campaign.sqlite').as_posix()}")
        ends, harm = run(db, folder, wanted.mutants, wanted.seed, wanted.keep)
        db.dispose()
    for ended, count in ends.most_common():
        print(f"{count:7} {ended}")
    print(*harm, sep="\n")
    print(f"{wanted.mutants} mutants, {len(harm)} did harm, {time.perf_counter() - started:.0f} s")
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
