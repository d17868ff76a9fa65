"""What is said after the seal: the person's later disagreement, and corrections by anyone.

Added beside an entry and never changed or taken away. The sealed version stays as it was; every
later look shows what was said since, and the next version carries it.
"""

from __future__ import annotations

from riskapp.decision.rules import (
    CORRECTION,
    DISAGREES,
    NOT_CARD_OR_NOTE,
    NOT_NOTE,
    SAID_OF,
    SAID_SINCE,
    SINCE_IS_FULL,
)
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, refs, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Addendum(Form):
    about = refs(_("What is it about?"), asked_as=_("About"), withheld_from=NOT_CARD_OR_NOTE)
    # Written when it is added, never asked: what it is about may be worded otherwise later, or be gone.
    concerns = prose(_("As it stood"), most=1_000)
    of_what = one_of(_("Of what"), list(SAID_OF.items()), data_class=DataClass.ADMINISTRATION)
    of_version = line(_("Said of version"), withheld_from=NOT_NOTE)
    kind = one_of(_("What is to be added?"), list(SAID_SINCE.items()))
    words = words(
        _("What does %(name)s say?"),
        hint=_("In %(name)s’s own words."),
        asked_as=_("What %(name)s says"),
        yours=_("What you say"),
        most=2_000,
        only_if=("kind", DISAGREES),
        main=True,
    )
    should_read = prose(
        _("How should it read?"),
        asked_as=_("How it should read"),
        most=2_000,
        only_if=("kind", CORRECTION),
    )
    whose = line(
        _("Who says so?"),
        hint=_("A name, and what they are to %(name)s"),
        only_if=("kind", CORRECTION),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    said_on = day(_("When was it said?"), expects="past", withheld_from=NOT_NOTE)
    how = line(
        _("How was it said?"),
        hint=_("Such as: in speech, by sign, in a letter, by turning away"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    to_whom = line(
        _("To whom?"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )


class SaidSince(Form):
    """Nothing but its collection."""


def keep_to_this_record(entries: Entries, form: Form) -> None:
    """What it is about is one thing that stands in this record, or the record as a whole; never another
    of these, whose words it would repeat on copies that withhold them.
    """
    about = form.field("about")
    if len(entries.items(ADDENDA.slug)) >= ADDENDA.most:
        about.error = SINCE_IS_FULL
    about.kept = [entry_id for entry_id in about.kept or () if entry_id][:1] or None
    for entry_id in about.kept or ():
        one = entries.find(entry_id)
        if one is None or one not in entries.items(one.step) or one.step == ADDENDA.slug:
            about.error = _("This is no part of the record now. Choose again what it is about")
    keep_to_its_kind(form)


def keep_to_its_kind(form: Form) -> None:
    """What is asked beside the other kind is not kept: it would be printed as if it had been said."""
    kind = form.field("kind")
    other = [f for f in form if f.spec.only_if and kind.kept not in (None, *f.spec.only_if[1:])]
    own = [f for f in form if f.spec.only_if and kind.kept in f.spec.only_if[1:]]
    if any(f.kept for f in other) and not any(f.kept for f in own):
        kind.error = _("What was written is beside the other answer. Choose again, or move it")
    for asked in other:
        asked.kept = None


ADDENDA = Collection(
    slug="addenda",
    title=_("What was said since"),
    one=_("what was said since"),
    item_form=Addendum,
    most=40,
    fixed=("concerns", "of_version"),
    can_remove=lambda _entries, _entry: False,
    template="decision/addendum.html",
    check=keep_to_this_record,
)

STEP = Step(
    slug="said-since",
    title=_("What was said since"),
    heading=_("Add what was said since"),
    lead=_(
        "%(name)s can disagree at any time, and anyone can say what should be put right. Every later "
        "copy that carries what it is about carries it too. What is sealed stays as it is."
    ),
    form=SaidSince,
    template="decision/said_since.html",
    collections=(ADDENDA,),
    applies=OpenedBy(needs_reason=True),
)
