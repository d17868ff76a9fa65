"""Two pens: the person marks what matters most to them, and the practitioner marks apart.

The person's marks are those of both sides. Neither pen is shown to the other before both are given.
"""

from __future__ import annotations

from collections.abc import Mapping

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.both_sides import check_marks
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, line, one_of, refs
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.versions.rows import Rows
from riskapp.platform.wizard import Step

NO_MARKS = "none"
GIVEN: dict[str, LazyString] = {
    "together": _("Together, on this screen"),
    "own-screen": _("On a screen of %(name)s’s own"),
    "paper": _("On paper, typed in by somebody"),
    "told": _("Told to somebody, who marked here"),
    NO_MARKS: _("%(name)s was asked, and marked nothing"),
}
HOW: dict[str, LazyString] = {
    "apart": _("Before seeing %(name)s’s marks"),
    "after": _("Having seen %(name)s’s marks"),
    NO_MARKS: _("Nothing stands out to me"),
}
WORTH_A_CLOSER_LOOK = OpenedBy("hard_to_undo", "disagree", "someone_else", "capacity")


class TwoPens(Form):
    given = one_of(
        _("How were %(name)s’s marks given?"),
        list(GIVEN.items()),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )
    marks = refs(
        _("What are you most concerned or hopeful about?"),
        asked_as=_("What the practitioner is most concerned or hopeful about"),
        of="consequences",
        withheld_from=FULL_ONLY,
        material=False,
    )
    who = line(
        _("Whose marks are these?"),
        hint=_("Your name"),
        asked_as=_("Whose marks stand beside %(name)s’s"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )
    how = one_of(
        _("How did you mark?"),
        list(HOW.items()),
        asked_as=_("How the practitioner marked"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )


def are_given(theirs: object, said: Mapping[str, object]) -> bool:
    """Whether each pen has marked, or it was said that it marks nothing.

    theirs: the person's marks. said: the answers of this step.
    """
    has_theirs = theirs or said.get("given") == NO_MARKS
    return bool(has_theirs and (said.get("marks") or said.get("how") == NO_MARKS))


CLOSED = frozenset(f"two-pens.{key}" for key in ("marks", "who", "how"))


def is_closed(row_id: str, rows: Rows) -> bool:
    """Whether a row is the practitioner's pen before both are given: no copy carries it then."""
    if row_id not in CLOSED:
        return False
    said = {key: rows[f"two-pens.{key}"]["value"] for key in ("given", "marks", "how")}
    return not are_given(rows["both-sides.marks"]["value"], said)


STEP = Step(
    slug="two-pens",
    title=_("Two pens"),
    lead=_(
        "%(name)s marks what matters most, and you mark apart. Neither sees the other’s marks "
        "until both are given; then they stand side by side, as what to talk about first."
    ),
    form=TwoPens,
    template="decision/two_pens.html",
    applies=WORTH_A_CLOSER_LOOK,
    check=check_marks,
)
