"""Care for people: who was hurt, what each needs, who sees to it, and whether it was done."""

from __future__ import annotations

from riskapp.learning.rules import ACKNOWLEDGED, GROUPS, NEEDS
from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, some_of
from riskapp.platform.i18n import Worded, _
from riskapp.platform.wizard import Collection, Step


def _t4(first: int, last: int) -> tuple[str, ...]:
    """Lines of the restorative checklist, from one to another."""
    return tuple(f"T4.{line}" for line in range(first, last + 1))


class Cared(Form):
    who = line(
        _("Who is it?"),
        hint=_("A colleague by role, not by name."),
        main=True,
        names_it=True,
        data_class=DataClass.ABOUT_OTHERS,
    )
    which = one_of(_("Who are they here?"), list(GROUPS.items()), inline=True)
    acknowledged = one_of(
        Worded(
            _("Has anybody said to them that it hurt?"),
            {
                "good": _("Has anybody said to them what they made possible?"),
                "near-miss": _("Has anybody asked them how it was?"),
            },
        ),
        list(ACKNOWLEDGED.items()),
        asked_as=_("Acknowledged"),
        inline=True,
        answers=_t4(1, 5),
    )
    acknowledged_how = prose(
        Worded(
            _("What did it do to them, and how was that said?"),
            {
                "good": _("What did it mean to them, and how was that said?"),
                "near-miss": _("What was it like for them, and how was that said?"),
            },
        ),
        asked_as=Worded(
            _("What it did to them"),
            {"good": _("What it meant to them"), "near-miss": _("What it was like for them")},
        ),
        rows=2,
        most=AT_LENGTH,
        answers=_t4(1, 5),
    )
    needs = some_of(
        _("What do they need?"),
        list(NEEDS.items()),
        hint=_("As they say it. Ask; do not guess."),
        asked_as=_("What they need"),
        answers=_t4(6, 10),
    )
    needs_words = prose(
        _("In their words"),
        rows=2,
        most=AT_LENGTH,
        data_class=DataClass.OWN_WORDS,
        answers=_t4(6, 10),
    )
    gives = prose(
        _("What do they want to say, or do, themselves?"),
        hint=_("Tell it, take part in the learning, put something right, or nothing for now."),
        asked_as=_("What they want to say, or do"),
        rows=2,
        most=AT_LENGTH,
        answers=_t4(11, 15),
    )
    sees_to_it = line(
        _("Who sees to what they need, by role?"),
        asked_as=_("Who sees to it"),
        data_class=DataClass.ADMINISTRATION,
        answers=_t4(11, 15),
    )
    by_when = day(_("By when?"), asked_as=_("By when"), expects="future")
    done_on = day(_("When was it done?"), asked_as=_("Done"), expects="past")


class Care(Form):
    taken_part = prose(
        Worded(
            _("Who has taken part in putting it right, and what have they made their own?"),
            {"good": _("Who has taken part in what follows, and what have they made their own?")},
        ),
        asked_as=_("Taking part"),
        rows=2,
        most=AT_LENGTH,
        answers=("T4.16",),
    )
    healing = prose(
        Worded(
            _("What has helped people to heal, and what has not yet?"),
            {"good": _("What has helped people to build on it, and what has not yet?")},
        ),
        asked_as=Worded(_("Healing"), {"good": _("Building on it")}),
        rows=2,
        most=AT_LENGTH,
        answers=("T4.17",),
    )
    back_at_work = prose(
        Worded(
            _("Are colleagues who were affected back at work, and supported there?"),
            {"good": _("Are colleagues who were there supported, and thanked?")},
        ),
        asked_as=Worded(
            _("Back at work, and supported"), {"good": _("Colleagues supported, and thanked")}
        ),
        rows=2,
        most=AT_LENGTH,
        answers=("T4.18",),
    )
    organisation_learned = prose(
        _("What has the organisation learned about how it arranges things?"),
        asked_as=_("What the organisation learned"),
        rows=2,
        most=AT_LENGTH,
        answers=("T4.19",),
    )


CARED_FOR = Collection(
    slug="cared-for",
    title=_("People, and what each needs"),
    one=_("somebody"),
    item_form=Cared,
    most=20,
    template="learning/cared_for.html",
)
FIRST = ("who", "which", "acknowledged", "acknowledged_how")  # asked where somebody is added

STEP = Step(
    slug="care",
    title=_("Care for people"),
    form=Care,
    guidance=(
        Worded(
            _(
                "Who was hurt, what do they need, and whose is it to see to that? These come before "
                "what can be learned. A colleague who was there may be hurt too, and needs somebody "
                "the same day."
            ),
            {
                "good": _(
                    "Who made it possible, who should hear of it, and what do they need to go on? "
                    "Whoever carried the worry needs to hear how it went, too."
                ),
                "near-miss": _(
                    "Who had a fright, what do they need, and whose is it to see to that? These come "
                    "before what can be learned. A colleague who was there may need somebody the "
                    "same day."
                ),
            },
        ),
        Worded(
            _("Nobody has to take part, and nobody owes anybody forgiveness."),
            {"good": _("Nobody has to take part.")},
        ),
    ),
    template="learning/care.html",
    collections=(CARED_FOR,),
)
