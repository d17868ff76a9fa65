"""When and where a sitting is, or that members are asked between sittings because it cannot wait."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step

MEETING = "meeting"
BETWEEN = "between"


class When(Form):
    how = one_of(
        _("How does the panel come together?"),
        (
            (MEETING, _("At a sitting")),
            (BETWEEN, _("Between sittings, because it cannot wait: by telephone or in writing")),
        ),
        asked_as=_("How the panel comes together"),
        data_class=DataClass.ADMINISTRATION,
    )
    on = day(
        _("Which day?"),
        hint=_("Between sittings: by when members are asked for their view."),
        asked_as=_("Day"),
        expects="future",
        data_class=DataClass.ADMINISTRATION,
    )
    at = line(
        _("From when?"),
        hint=_("For example 2 pm or 14:00."),
        asked_as=_("Time"),
        most=40,
        data_class=DataClass.ADMINISTRATION,
    )
    where = prose(
        _("Where, or by which link?"),
        hint=_("The room and how to find it, or the link and how to come in by telephone."),
        asked_as=_("Where"),
        rows=2,
        most=1_000,
        data_class=DataClass.PLACE,
    )
    note = prose(
        _("What else do members need to know?"),
        hint=_("For example who to ring if the link does not work."),
        asked_as=_("What else members need to know"),
        rows=2,
        most=2_000,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="when",
    title=_("When and where"),
    form=When,
    template="panel/sitting/when.html",
)
