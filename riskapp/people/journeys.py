"""What is asked about a person: as little as will do; and, once it is known, that they died."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, some_of
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard.steps import Journey, Step

FORMATS: dict[str, LazyString] = {
    "large-print": _("Large print"),
    "easy-read": _("Easy read"),
    "welsh": _("Welsh"),
    "audio": _("Sound, not paper"),
    "bsl": _("British Sign Language"),
    "interpreter": _("An interpreter"),
}


class About(Form):
    called_by = line(
        _("What does %(name)s like to be called?"),
        asked_as=_("Likes to be called"),
        most=80,
        data_class=DataClass.NAME,
        answers=("T2.1", "T3.1"),
    )
    spoken_of = line(
        _("How should we speak of %(name)s?"),
        hint=_("She, he, they, or another way."),
        asked_as=_("Spoken of as"),
        most=80,
        data_class=DataClass.NAME,
    )
    own_reference = line(
        _("Your own reference for %(name)s, if you need one"),
        hint=_("Such as a case number. A name is enough to begin."),
        asked_as=_("Your own reference"),
        most=80,
        data_class=DataClass.ADMINISTRATION,
        answers=("T3.2",),
    )
    language = line(
        _("Which language does %(name)s like to talk in?"), asked_as=_("Language"), most=80
    )
    formats = some_of(
        _("How does %(name)s like to be given things?"),
        list(FORMATS.items()),
        asked_as=_("Likes things in"),
    )
    needs = prose(
        _("What else helps %(name)s take part?"),
        hint=_("Aids, time of day, somebody there, time alone."),
        asked_as=_("What helps %(name)s take part"),
    )
    needs_checked_on = day(_("When did you last ask?"), asked_as=_("Last asked"), expects="past")


YES = "yes"
HAS_DIED: dict[str, LazyString] = {YES: _("Yes"), "no": _("No")}


class Death(Form):
    died = one_of(_("Has %(name)s died?"), list(HAS_DIED.items()), inline=True)
    on = day(
        _("When, as far as is known?"),
        asked_as=_("Died"),
        expects="past",
        or_year=True,
        only_if=("died", YES),
    )
    how_known = line(
        _("How do you know?"),
        hint=_("Such as: a neighbour rang."),
        asked_as=_("How it is known"),
        only_if=("died", YES),
    )
    mistaken = prose(
        _("Where it was written before: how did the mistake come about?"),
        hint=_("It is kept, and what was written before as well."),
        asked_as=_("It was written by mistake"),
        rows=2,
        only_if=("died", "no"),
    )


DEATH = Step(
    slug="death",
    title=_("If %(name)s has died"),
    lead=_(
        "Once it is known; it can be taken back. Everything stays readable, and nothing asks to talk "
        "with %(name)s any more."
    ),
    form=Death,
)
ABOUT = Journey(
    slug="about",
    parts=(),
    beside=(
        Step(
            slug="about",
            title=_("About %(name)s"),
            heading=_("About %(name)s"),
            form=About,
        ),
        DEATH,
    ),
)
