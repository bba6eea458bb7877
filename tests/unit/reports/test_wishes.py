"""Role: wishes survive being kept, and what another version kept does not break a deck."""

import json
from datetime import date

from dashboard.reports.blocks import Audience, BlockKind
from dashboard.reports.wishes import BlockWish, ReportWishes, from_json


def test_wishes_survive_being_kept_as_json() -> None:
    wishes = ReportWishes(
        audience=Audience.INTERNAL,
        place="Lạng Sơn",
        held_on=date(2022, 7, 15),
        blocks=(
            BlockWish(BlockKind.TEXT, title="Cảm ơn", lines=("a", "b")),
            BlockWish(BlockKind.UNITS, hidden=True),
        ),
        hide_people=True,
        language="en",
        recipients=("Như trên", "Lưu VT"),
    )
    assert from_json(json.loads(json.dumps(wishes.as_json()))) == wishes
    assert from_json(json.loads(json.dumps(ReportWishes().as_json()))) == ReportWishes()


def test_what_is_not_known_falls_back_to_the_usual() -> None:
    strange = {
        "audience": "everybody", "blocks": [{"kind": "hologram"}, 7], "held_on": "hôm nay", "language": "fr",
        "rules": "none", "place": 3,
    }  # fmt: skip
    assert from_json(strange) == ReportWishes()


def test_only_pictures_that_are_shown_are_asked_for() -> None:
    shown = BlockWish(BlockKind.PICTURE, picture="hội nghị")
    hidden = BlockWish(BlockKind.PICTURE, picture="cũ", hidden=True)
    assert ReportWishes(blocks=(shown, hidden)).pictures == ("hội nghị",)
