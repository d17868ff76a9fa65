"""Decided against what the person wants; a difference that goes nowhere; a “won’t” with nothing else."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.left_over import FOR_THEM, left_in
from riskapp.decision.prompts.examples import Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt, quote
from riskapp.decision.prompts.sources import CAPACITY_LAW, DIFFERENCES_END, REASONS_SHOWN
from riskapp.decision.rules import (
    AS_WANTED,
    DECIDED_BY_OTHERS,
    ENDINGS,
    OWN_CHOICE,
    PERSONS,
    WHOSE,
)
from riskapp.decision.steps.capacity import ASSESSMENTS
from riskapp.decision.steps.deciding_for import STEPS as DECIDING_FOR
from riskapp.decision.steps.what_was_decided import DIFFERENCES, POSITIONS, STEP
from riskapp.decision.steps.who_decides import STEP as WHO_DECIDES
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection

_JOAN = "She could fall on the towpath, and nobody would know."
ENDING = f"{STEP.slug}.ending"
_TEAM = "Walk with her on Saturdays."


def _of(collection: Collection, **answers: str) -> Example:
    told = Example()
    told.item(collection.slug, **answers)
    return told


class OwnChoiceOfAnother(Prompt):
    id = "own-choice-of-another"
    reason = _(
        "Whose choice it is and where people stand are read side by side in every copy. What was "
        "decided for somebody, even as they want, is not told as a choice of their own."
    )
    source = DIFFERENCES_END
    fires_on = Example().says(STEP.slug, whose="best-interests", ending=OWN_CHOICE)
    silent_on = Example().says(STEP.slug, whose="best-interests", ending=AS_WANTED)

    def notice(self, talk: Conversation) -> Noticed | None:
        whose = talk.decided.get("whose")
        if whose not in DECIDED_BY_OTHERS or talk.decided.get("ending") != OWN_CHOICE:
            return None
        return self.say(
            talk,
            _("Whose choice goes ahead?"),
            _(
                "“%(whose)s” stands beside “%(ending)s”. If it was decided as %(name)s wants, there "
                "is an ending that says so.",
                whose=talk.say(WHOSE[whose]),
                ending=talk.say(ENDINGS[OWN_CHOICE]),
                name=talk.name,
            ),
            Place(STEP.slug, _("Look at both"), anchor="ending-1"),
        )


def _assessed(whose: str) -> Example:
    told = Example().says(STEP.slug, whose=whose)
    told.item(ASSESSMENTS.slug, who="Dr Rees", conclusion="could-not")
    return told


class OwnChoiceFoundUnable(Prompt):
    id = "own-choice-found-unable"
    reason = _(
        "Capacity is of one decision, on one day. Both answers may be right, on different days or of "
        "different decisions, and whoever reads them side by side wants to know which."
    )
    source = CAPACITY_LAW
    fires_on = _assessed(PERSONS)
    silent_on = _assessed("best-interests")

    def notice(self, talk: Conversation) -> Noticed | None:
        if not talk.is_found_unable or talk.decided.get("whose") != PERSONS:
            return None
        return self.say(
            talk,
            _("Do these two go together?"),
            _(
                "It is said to be %(name)s’s own choice, and an assessment says that %(name)s could "
                "not make this decision then. Both may be right, on different days or of different "
                "decisions. Does each say of which?",
                name=talk.name,
            ),
            Place(STEP.slug, _("Look at both"), anchor="whose-1"),
        )


class DeciderLeftOver(Prompt):
    id = "decider-left-over"
    reason = _(
        "What was said of a decision made for somebody is carried over into the next version. Where it "
        "is their own choice now, a record that still says who decided it for them says both."
    )
    source = CAPACITY_LAW
    fires_on = (
        Example()
        .says(STEP.slug, whose=PERSONS, ending=OWN_CHOICE)
        .says(STEP.slug, because="Dr Rees and the team: it was found that she cannot decide this.")
    )
    silent_on = Example().says(STEP.slug, whose=PERSONS, ending="withdrawn", because="It snowed.")

    def notice(self, talk: Conversation) -> Noticed | None:
        places = self.places(talk)
        if not places:
            return None
        said = []
        if ENDING in places:
            both = {key: talk.answers(STEP.slug).field(key) for key in ("whose", "ending")}
            told = {key: asked.shown(asked.kept) for key, asked in both.items()}
            said.append(
                _("“%(whose)s” stands beside “%(ending)s”. Which of the two holds?", **told)
            )
        if places != [ENDING]:
            said.append(
                _(
                    "It is said to be %(name)s’s own choice, and words of somebody deciding it for "
                    "%(name)s still stand. The full record keeps them; no copy of %(name)s’s tells "
                    "them. Do they still hold?",
                    name=talk.name,
                )
            )
        step, _dot, key = places[0].partition(".")
        anchor = talk.answers(step).field(key).first_id
        return self.say(
            talk,
            _("Does this still hold?"),
            " ".join(map(str, said)),
            Place(step, _("Look at what was written"), anchor=anchor),
        )

    @staticmethod
    def places(talk: Conversation) -> list[str]:
        """Each answer that it is about, by its row."""
        is_theirs = talk.decided.get("whose") == PERSONS
        is_told = is_theirs and talk.decided.get("ending") in FOR_THEM
        return [*([ENDING] if is_told else []), *left_in(talk.entries, talk.name)]


class DeciderUnnamed(Prompt):
    id = "decider-unnamed"
    reason = _(
        "Whoever decides for somebody owes them the reasons, and nobody can be asked for them who is "
        "not named."
    )
    source = REASONS_SHOWN
    fires_on = Example().says(STEP.slug, whose="best-interests", ending=AS_WANTED)
    silent_on = Example().says(
        STEP.slug, whose="best-interests", ending=AS_WANTED, because="Sunita Rao, social worker."
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        whose, ending = talk.decided.get("whose"), talk.decided.get("ending")
        is_for_them = whose in ("attorney", "best-interests") or ending in (
            AS_WANTED,
            "decided-for",
        )
        if not is_for_them or whose == "court" or talk.deciders:
            return None
        return self.say(
            talk,
            _("Who decided it?"),
            _("It was decided for %(name)s, and nothing says by whom.", name=talk.name),
            self._place(talk),
        )

    @staticmethod
    def _place(talk: Conversation) -> Place:
        """Where it is asked here: beside how it ended, or on the page of whoever decides."""
        verb = _("Say who did")
        if talk.answers(STEP.slug).field("because").is_asked(talk.decided):
            return Place(STEP.slug, verb, anchor="because")
        shown = (step for step in DECIDING_FOR if step.is_shown(talk.entries))
        return Place(next(shown, WHO_DECIDES).slug, verb, anchor="decider")


class AgainstWithoutWeight(Prompt):
    id = "against-without-weight"
    reason = _(
        "Whoever decides against what somebody wants owes them the reason, and what was given most "
        "weight is the heart of it."
    )
    source = REASONS_SHOWN
    fires_on = Example().wants("Walk to the allotment.").says(STEP.slug, ending="decided-for")
    silent_on = (
        Example()
        .wants("Walk to the allotment.")
        .says(STEP.slug, ending="decided-for", weight="Twice found at dusk on Mill Lane.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        if talk.decided.get("ending") != "decided-for" or talk.decided.get("weight"):
            return None
        return self.say(
            talk,
            _("What was given most weight?"),
            _(
                "It was decided against what %(name)s wants. Nobody has said yet what was given "
                "most weight, and why.",
                name=talk.name,
            ),
            Place(STEP.slug, _("Say what it was"), anchor="weight"),
        )


class DifferenceGoesNowhere(Prompt):
    id = "difference-goes-nowhere"
    reason = _(
        "People who see it differently can live with that when they know what happens next, even "
        "where nothing does."
    )
    source = DIFFERENCES_END
    fires_on = _of(DIFFERENCES, who="Joan", view=_JOAN)
    silent_on = _of(DIFFERENCES, who="Joan", view=_JOAN, next_kind="talk-again")

    def notice(self, talk: Conversation) -> Noticed | None:
        still = (d for d in talk.differences if not (d.get("next_step") or d.get("next_kind")))
        one = next(still, None)
        if one is None:
            return None
        return self.say(
            talk,
            _("What happens next about it?"),
            _(
                "“%(words)s” is seen differently, and nothing says yet what happens next.",
                words=quote(one.get("view") or one.get("who") or ""),
            ),
            Place.of(STEP, DIFFERENCES, one.id, _("Write it down"), "next_step"),
        )


class NothingInstead(Prompt):
    id = "nothing-instead"
    reason = _(
        "A choice obliges nobody, and a closed door is easier to live with beside an open one. What "
        "somebody can offer instead may be enough."
    )
    source = DIFFERENCES_END
    fires_on = _of(POSITIONS, who="The team", wont=_TEAM)
    silent_on = _of(
        POSITIONS, who="The team", wont=_TEAM, instead="Callum walks it twice with her."
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        shut = (p for p in talk.positions if p.get("wont") and not p.get("instead"))
        one = next(shut, None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Why not, and what instead?"),
            _(
                "“%(words)s” is what somebody won’t do. Does it say why, and what else is offered?",
                words=quote(one["wont"]),
            ),
            Place.of(STEP, POSITIONS, one.id, _("Write it down"), "instead"),
        )
