"""Where the reasons come from. The date is when a developer last compared the two."""

from __future__ import annotations

from datetime import date

from riskapp.decision.prompts.noticing import Source
from riskapp.platform.i18n import LazyString, _

_CHECKED = date(2026, 11, 25)


def _source(title: LazyString, checked_on: date = _CHECKED) -> Source:
    return Source(title, checked_on)


STATUS_QUO = _source(
    _("riskapp’s principle 2, and Iriss on risk assessment: the risk in the status quo")
)
EQUAL_DETAIL = _source(
    _("International Patient Decision Aid Standards: good and bad features in equal detail")
)
LIAM = _source(_("Islington Safeguarding Adults Board, Safeguarding Adults Review: Liam"))
# These two were read in published pages or their openings when the notes were made, not again since.
_NOTES = date(2026, 11, 22)
TRIAL = _source(
    _("Court of Protection, Westminster v Sykes [2014] EWHC B9: a trial is one of the choices"),
    _NOTES,
)
REAL_OPTIONS = _source(
    _("Court of Protection, CC v KK [2012] EWHC 2136: real and detailed choices to weigh"), _NOTES
)
# Law is dated content: a conversation names that of its own nation.
_PACKS = date(2026, 11, 26)
CAPACITY_LAW = Source(_("The law of each nation on capacity"), _PACKS, law="capacity")
LIBERTY_LAW = Source(_("The law of each nation on liberty and rights"), _PACKS, law="liberty")
CARERS_LAW = Source(_("The law of each nation on carers"), _PACKS, law="carers")
MORGAN = _source(
    _("Steve Morgan, Positive risk-taking (2004): benefits and harms of one choice over another")
)
DEMENTIA_GUIDE = _source(
    _("Department of Health, Nothing ventured, nothing gained (2010): social needs as well")
)
# Not found again on 25 November 2026; the date is that of the notes.
WHOSE_WORRY = _source(
    _("Allied health professions in Scotland: whose worry is it anyway?"), date(2026, 11, 22)
)
SEVERAL_VIEWS = _source(
    _("White and Lawson, risk framework for Jersey: the person’s view beside the practitioner’s")
)
LESS_RESTRICTIVE = _source(
    _("HSE Ireland, Making Safeguarding Personal toolkit (2024): less restrictive practice")
)
MAGNETIC = _source(
    _("Court of Protection, PB v RB [2016] EWCOP 12: one thing may be of magnetic importance")
)
WORDS_AND_EVIDENCE = _source(
    _("riskapp’s principle 3: words, what they rest on, and who says so"), date(2026, 11, 26)
)
PERSON_FIRST = _source(_("riskapp’s principle 1: the person first, in their own words"))
EVERY_SAFEGUARD = _source(_("riskapp’s principle 6: every safeguard has a cost"))
RESTRICTIONS_END = _source(
    _("riskapp’s principle 6: restrictions end unless renewed with a reason")
)
TRACKED = _source(
    _("riskapp’s rules on wording: nothing tracks without who sees it, who responds and an end")
)
DIFFERENCES_END = _source(
    _("riskapp’s principle 5: disagreement is a valid end, beside what each will and will not do")
)
REASONS_SHOWN = _source(
    _(
        "riskapp’s principle 8: the reasons are kept as they stood on the day, for the person to read"
    ),
    date(2026, 11, 26),
)
STRENGTHS_FIRST = _source(_("riskapp’s principle 7: strengths before services"))
LACK_IS_NOT_CHOICE = _source(
    _("riskapp’s rules on wording: a lack of funding is unmet need, never a choice")
)
ASK_PLAINLY = _source(
    _("nidirect, Mental health emergency: asking about suicide will not put the idea there"),
    date(2026, 11, 27),
)
HARM_IS_NOT_CHOICE = _source(
    _("riskapp’s rules on wording: risk-taking never excuses abuse, pressure or neglect")
)
