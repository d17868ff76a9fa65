"""What was said of a decision by those who do not hold it: a panel, a manager, a court; and the answers.

None of it is asked in the conversation. It is written by `services.outside`, added and never changed,
and stands beside the decision in each version that is sealed after it.
"""

from __future__ import annotations

from riskapp.decision.rules import (
    ANSWERS,
    BACKING_STANDS,
    CONDITION_ANSWERS,
    EASY_TOO,
    FROM_WHOM,
    FULL_AND_THEIRS,
    FULL_ONLY,
    KEPT_TO,
    OUTCOMES,
    PERSONS,
    PRACTITIONERS,
    WHOSE_ANSWER,
)
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class OutsideView(Form):
    from_whom = one_of(_("From whom"), list(FROM_WHOM.items()), withheld_from=EASY_TOO)
    who = line(
        _("Which panel, manager or court"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_AND_THEIRS,
    )
    given_on = day(_("Given on"), expects="past", withheld_from=FULL_AND_THEIRS)
    outcome = one_of(_("What they say"), list(OUTCOMES.items()), withheld_from=EASY_TOO)
    words = prose(
        _("In their words, and why"),
        most=4_000,
        main=True,
        withheld_from=EASY_TOO,  # there, a court's alone
    )
    # In words: those who advise were shown rows, whose numbers move.
    concerns = prose(_("What needs more work"), most=4_000, withheld_from=FULL_AND_THEIRS)
    weight = prose(_("What was given most weight"), most=4_000, withheld_from=FULL_AND_THEIRS)
    if_wrong = prose(
        _("What the organisation will do if it goes wrong"),
        most=4_000,
        withheld_from=FULL_AND_THEIRS,
    )
    kept_to = one_of(
        _("Who may read this"),
        list(KEPT_TO.items()),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    # What riskapp vouches for: which words it was given on, where, and whether those still stand.
    given_of = line(_("Given on what was written in"), withheld_from=FULL_AND_THEIRS)
    digest = line(
        _("Digest of what it was given on"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )
    source = line(
        _("Where it was given"), data_class=DataClass.ADMINISTRATION, withheld_from=FULL_ONLY
    )
    stands = one_of(
        _("Whether what was backed has changed"),
        list(BACKING_STANDS.items()),
        withheld_from=EASY_TOO,
    )


VOUCHED_OF_VIEW = frozenset({"given_of", "digest", "source", "stands"})


class Dissent(Form):
    """By profession or role: whoever dissents does so as what they are, and no copy names them."""

    who = line(_("Who sees it differently, by profession or role"), withheld_from=FULL_AND_THEIRS)
    view = prose(_("What they say"), most=4_000, main=True, withheld_from=FULL_AND_THEIRS)


class Condition(Form):
    """Something that would help, which the backing asks for; so it says what it takes away."""

    what = prose(_("Condition"), rows=2, most=2_000, main=True, withheld_from=FULL_AND_THEIRS)
    who = line(
        _("Who sees to it?"), data_class=DataClass.ABOUT_OTHERS, withheld_from=FULL_AND_THEIRS
    )
    by_when = day(_("By when?"), expects="future", withheld_from=FULL_AND_THEIRS)
    takes_away = prose(
        _("What does it take away?"), rows=2, most=2_000, withheld_from=FULL_AND_THEIRS
    )
    known_by = prose(
        _("How would anybody know that it is done?"),
        asked_as=_("How one knows that it is done"),
        rows=2,
        most=2_000,
        withheld_from=FULL_AND_THEIRS,
    )
    # What riskapp vouches for: whoever keeps the condition says so through a slot.
    done_on = day(_("Done"), expects="past", withheld_from=FULL_AND_THEIRS)
    done_by = line(_("Noted by"), data_class=DataClass.ABOUT_OTHERS, withheld_from=FULL_AND_THEIRS)
    done_what = prose(_("What was done"), rows=2, most=2_000, withheld_from=FULL_AND_THEIRS)


WHERE_IT_STANDS = ("done_on", "done_by", "done_what")


class ViewAnswer(Form):
    whose = one_of(_("Whose answer"), list(WHOSE_ANSWER.items()), withheld_from=EASY_TOO)
    answer = one_of(_("Answer"), list(ANSWERS.items()), withheld_from=EASY_TOO)
    because = prose(
        _("Because"),
        most=4_000,
        only_if=("whose", PRACTITIONERS),
        withheld_from=FULL_AND_THEIRS,
    )
    words = words(
        _("In %(name)s’s own words"),
        yours=_("In your own words"),
        most=4_000,
        main=True,
        only_if=("whose", PERSONS),
        withheld_from=EASY_TOO,
    )
    by = line(_("Written down by"), data_class=DataClass.ADMINISTRATION, withheld_from=FULL_ONLY)
    said_on = day(_("Answered on"), expects="past", withheld_from=FULL_AND_THEIRS)


class AnswerToCondition(Form):
    """The practitioner's to one condition; what the person says of it is in their answer to the view."""

    answer = one_of(
        _("Answer to it"), list(CONDITION_ANSWERS.items()), withheld_from=FULL_AND_THEIRS
    )
    because = prose(
        _("Why not, or in which form"), most=2_000, main=True, withheld_from=FULL_AND_THEIRS
    )
    by = line(_("Written down by"), data_class=DataClass.ADMINISTRATION, withheld_from=FULL_ONLY)
    said_on = day(_("Answered on"), expects="past", withheld_from=FULL_AND_THEIRS)


class Outside(Form):
    """Nothing but its collections."""


OUTSIDE_VIEWS = Collection(
    slug="outside-views",
    title=_("What others advised"),
    one=_("what others advised"),
    item_form=OutsideView,
    most=20,
    fixed=("from_whom",),
    can_remove=lambda _entries, _entry: False,
)
DISSENTS = Collection(
    slug="dissents",
    title=_("Who of them sees it differently"),
    one=_("a different view"),
    item_form=Dissent,
    parent=OUTSIDE_VIEWS.slug,
    can_remove=lambda _entries, _entry: False,
)
CONDITIONS = Collection(
    slug="conditions",
    title=_("Conditions"),
    one=_("a condition"),
    item_form=Condition,
    parent=OUTSIDE_VIEWS.slug,
    can_remove=lambda _entries, _entry: False,
)
VIEW_ANSWERS = Collection(
    slug="view-answers",
    title=_("What was answered"),
    one=_("an answer"),
    item_form=ViewAnswer,
    parent=OUTSIDE_VIEWS.slug,
    fixed=("whose",),
    can_remove=lambda _entries, _entry: False,
)
ANSWERS_TO_CONDITIONS = Collection(
    slug="condition-answers",
    title=_("What was answered to it"),
    one=_("an answer"),
    item_form=AnswerToCondition,
    parent=CONDITIONS.slug,
    can_remove=lambda _entries, _entry: False,
)

STEP = Step(
    slug="outside",
    title=_("What others advised, and what was answered"),
    form=Outside,
    collections=(OUTSIDE_VIEWS, DISSENTS, CONDITIONS, ANSWERS_TO_CONDITIONS, VIEW_ANSWERS),
    applies=OpenedBy(needs_reason=True),
)
