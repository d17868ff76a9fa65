"""Being open with the person: who is told, what was said and when, and what a letter needs."""

from __future__ import annotations

from riskapp.learning.rules import CONTACT, NOT_NEEDED
from riskapp.learning.steps.account import AT_LENGTH
from riskapp.learning.steps.who_must_know import STEP as WHO
from riskapp.learning.steps.who_must_know import may_concern_others
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose
from riskapp.platform.i18n import Worded, _
from riskapp.platform.wizard import Step


class Candour(Form):
    relevant = line(
        _("Who is told?"),
        hint=_("Such as %(told)s, or whoever acts for %(name)s, and how they are related."),
        asked_as=_("Who is told"),
        data_class=DataClass.ABOUT_OTHERS,
    )
    contact_wanted = one_of(
        _("Do they want to hear from you?"),
        list(CONTACT.items()),
        asked_as=_("Whether they want to hear from us"),
        data_class=DataClass.ABOUT_OTHERS,
    )
    tried = prose(
        _("How and when was it tried, and what did they say?"),
        asked_as=_("How it was tried"),
        rows=2,
        most=AT_LENGTH,
        only_if=("contact_wanted", "not-now", "no", "not-reached"),
    )
    told_on = day(_("When were they told in person?"), asked_as=_("Told"), expects="past")
    told_by = line(
        _("Who told them, by role?"), asked_as=_("Told by"), data_class=DataClass.ADMINISTRATION
    )
    said = prose(
        _("What was said, and what did they say?"),
        hint=_("What is known and what is not; what they asked; what they want to happen."),
        asked_as=_("What was said"),
        rows=4,
        most=AT_LENGTH,
    )
    sorry_on = day(_("When was sorry said?"), asked_as=_("Sorry said"), expects="past")
    sorry = prose(
        _("In which words?"),
        hint=_("Plain and warm. For the letter as well."),
        asked_as=_("The words"),
        rows=2,
        most=AT_LENGTH,
    )
    meeting_on = day(
        _("When were they invited to meet?"), asked_as=_("Invited to meet"), expects="past"
    )
    meeting = prose(
        _("When and where could it be, and how can they send questions?"),
        asked_as=_("The meeting"),
        rows=2,
        most=AT_LENGTH,
    )
    why = prose(
        _("Why does the duty apply?"), asked_as=_("Why the duty applies"), rows=2, most=AT_LENGTH
    )
    enquiries = prose(
        _("What will be looked into, by whom and by when?"),
        asked_as=_("What will be looked into"),
        rows=2,
        most=AT_LENGTH,
    )
    support = prose(
        _("What support is offered?"), asked_as=_("Support offered"), rows=2, most=AT_LENGTH
    )
    contact = line(
        _("Whom can they talk to, by role, and on which number?"),
        asked_as=_("Whom they can talk to"),
        data_class=DataClass.CONTACT,
    )
    letter_on = day(_("When was the letter given or sent?"), asked_as=_("Letter"), expects="past")
    results = prose(
        _("What did the enquiries find?"),
        hint=_("Once they have. As it was told to them."),
        asked_as=_("What the enquiries found"),
        rows=3,
        most=AT_LENGTH,
    )
    results_on = day(
        _("When were they told that, in writing?"),
        asked_as=_("What was found, told"),
        expects="past",
    )


# What only some nations ask for: each stands with the part of the content that asks for it.
OF_A_MEETING = ("meeting_on", "meeting")
OF_THE_LETTER = ("why", "enquiries", "support", "contact")


def _may_apply(entries: Entries) -> bool:
    """Not once somebody said that the duty is not needed, nor where all went well."""
    is_needed = entries.data(WHO.slug).get("candour") != NOT_NEEDED
    return bool(is_needed and may_concern_others(entries))


# On the page of what happened, where nothing of this is asked.
TITLE_UNASKED = _("Telling %(told)s")
UNASKED = Worded(
    _("Somebody said that the duty of candour is not needed here."),
    {"good": _("It went well, so this is not asked. %(told)s may like to hear how it went, too.")},
)

STEP = Step(
    slug="candour",
    title=_("Telling %(told)s, and saying sorry"),
    form=Candour,
    template="learning/candour.html",
    applies=_may_apply,
)
