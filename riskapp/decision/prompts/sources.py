"""Where the reasons come from. The date is when a developer last compared the two."""

from __future__ import annotations

from datetime import date

from riskapp.decision.prompts.noticing import Source
from riskapp.platform.i18n import LazyString, _

_CHECKED = date(2026, 11, 22)


def _source(title: LazyString) -> Source:
    return Source(title, _CHECKED)


STATUS_QUO = _source(
    _("Iriss, On… risk (2017), with riskapp’s principle 2: as now is never neutral")
)
EQUAL_DETAIL = _source(
    _("International Patient Decision Aid Standards: each option in the same detail, as now too")
)
LIAM = _source(_("Islington Safeguarding Adults Board, Safeguarding Adults Review: Liam"))
MORGAN = _source(
    _("Steve Morgan on positive risk-taking: what may be gained beside what may be lost")
)
DEMENTIA_GUIDE = _source(
    _("Department of Health, Nothing ventured, nothing gained (2010): social needs as well")
)
WHOSE_WORRY = _source(_("Allied health professions in Scotland: whose worry is it anyway?"))
SEVERAL_VIEWS = _source(
    _("White and Lawson, Jersey framework (2017): person and practitioner see risk differently")
)
LESS_RESTRICTIVE = _source(
    _("HSE Ireland, Making Safeguarding Personal toolkit (2024): less restrictive practice")
)
MAGNETIC = _source(
    _("Mental capacity teaching on magnetic importance: one good may outweigh many worries")
)
PERSON_FIRST = _source(_("riskapp’s principle 1: the person first, in their own words"))
EVERY_SAFEGUARD = _source(_("riskapp’s principle 6: every safeguard has a cost"))
RESTRICTIONS_END = _source(
    _("riskapp’s principle 6: restrictions end unless renewed with a reason")
)
STRENGTHS_FIRST = _source(_("riskapp’s principle 7: strengths before services"))
LACK_IS_NOT_CHOICE = _source(
    _("riskapp’s rules on wording: a lack of funding is unmet need, never a choice")
)
HARM_IS_NOT_CHOICE = _source(
    _("riskapp’s rules on wording: risk-taking never excuses abuse, pressure or neglect")
)
