"""Making the cast: through the services that real people use, in the order of the days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from riskapp.accounts import queries, services
from riskapp.accounts.passwords import Passwords
from riskapp.accounts.wording import ROLES
from riskapp.core.actor import GUEST, Actor
from riskapp.core.clock import StoppedClock
from riskapp.core.errors import Conflict
from riskapp.decision.journeys import CONVERSATION, REVIEW, SINCE
from riskapp.decision.queries import find_decision_by_id
from riskapp.decision.services.after import save_since
from riskapp.decision.services.carrying import import_record
from riskapp.decision.services.copies import note_given
from riskapp.decision.services.reviewing import begin_review, save_review
from riskapp.decision.services.sealing import House, seal
from riskapp.decision.services.talking import save_words
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.demonstration.password import make_password
from riskapp.demonstration.reading import (
    part_of,
    read_happened,
    read_learned,
    read_panel,
    read_record,
    read_referred,
    read_reviewed,
    read_sitting,
    with_days,
)
from riskapp.demonstration.story import (
    ASSEMBLED,
    HAPPENED,
    ORGANISATION,
    PLAYERS,
    REFERRED,
    REVIEWED,
    SIGNED_UP,
    SITTINGS,
    STORIES,
    TEAMS,
    TELEPHONE,
    Assembled,
    Happened,
    Moment,
    Referred,
    Reviewed,
    Sat,
    Story,
)
from riskapp.learning.log import Learning, origin_of
from riskapp.learning.review.queries import get_review
from riskapp.learning.review.rules import Part
from riskapp.learning.review.services import publishing
from riskapp.learning.review.services.briefing import brief_of, leaving_of
from riskapp.learning.review.services.convening import ask_to_join, convene
from riskapp.learning.review.services.reviewing import open_what_happened, save_reviewing
from riskapp.learning.services.publishing import compose_now, put_in_log, write_line
from riskapp.learning.services.showing import work_out, write_told
from riskapp.learning.services.telling import begin_happening, save_telling
from riskapp.panel.queries import get_panel, get_referral
from riskapp.panel.services.referring import begin_referral, save_referral, send_referral
from riskapp.panel.services.setting_up import save_panel, seat, set_up_panel, take_referrals
from riskapp.panel.sitting.queries.sittings import Member as Sits
from riskapp.panel.sitting.queries.sittings import get_sitting
from riskapp.panel.sitting.queries.sittings import list_members as list_who_sits
from riskapp.panel.sitting.rules import Attendance
from riskapp.panel.sitting.services import arranging, viewing
from riskapp.panel.sitting.services.inviting import Invited, ask_guest
from riskapp.panel.sitting.services.papers import put_papers_out
from riskapp.panel.sitting.steps.view import STEP as VIEW
from riskapp.people.queries import get_person
from riskapp.people.services import save_person
from riskapp.platform import audit, settings
from riskapp.platform import time as local_time
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.i18n import SOURCE, using
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import Trail, trail_of
from riskapp.platform.versions.rows import number_items

SignIn = tuple[str, str, str]  # e-mail address, name, roles in words


def is_there(runtime: Runtime) -> bool:
    """Whether the instance holds the demonstration."""
    with runtime.db.read() as conn:
        return settings.get(conn, settings.DEMONSTRATION) is not None


def make_cast(runtime: Runtime) -> list[SignIn]:
    """Everybody who can sign in; the cast is made, whole or not at all, where it is not there yet.

    Raises Conflict where the instance holds real users or people: the two are never mixed.
    """
    zone = runtime.config.timezone
    with local_time.using_zone(zone), using(SOURCE), runtime.db.write() as conn:
        if settings.get(conn, settings.DEMONSTRATION) is None:
            _refuse_among_real_people(conn)
            _Play(conn, runtime, local_time.today(runtime.clock)).perform()
        return _who_can_sign_in(conn)


def _who_can_sign_in(conn: Connection) -> list[SignIn]:
    return [
        (user.email, user.name, ", ".join(str(ROLES[role]) for role in user.roles))
        for user in queries.list_users(conn)
        if user.disabled_at is None
    ]


def _refuse_among_real_people(conn: Connection) -> None:
    # Whoever is recorded was recorded by a user, and users are disabled, never taken away.
    if queries.list_users(conn):
        raise Conflict(
            "this instance holds real users or people already, and invented people never go among"
            " them: choose another folder with RISKAPP_INSTANCE, and run `riskapp init` first"
        )


Told = Story | Happened | Reviewed | Assembled | Referred | Sat
Act = tuple[datetime, Callable[[Any, Trail], None], Told]


@dataclass
class _Play:
    """One performance, inside one transaction."""

    conn: Connection
    runtime: Runtime
    today: date
    # Of decisions, by their story; references of what happened, of reviews of it, panels and referrals.
    ids: dict[str, str] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)
    panels: dict[str, str] = field(default_factory=dict)
    referrals: dict[str, str] = field(default_factory=dict)
    sittings: dict[str, str] = field(default_factory=dict)

    def perform(self) -> None:
        """All acts by their moments, so that references and the audit log follow the days."""
        self._sign_up()
        self._learn_before()
        acts = sorted(self._acts(), key=lambda act: act[0])
        for at, act, story in acts:
            act(story, self._trail(at))

    def _acts(self) -> Iterator[Act]:
        yield from self._of_reviews()
        yield from self._of_panels()
        for one in HAPPENED:
            yield self._when(one.told), self._tell, one
            if one.in_log:
                yield self._when(one.in_log), self._put_in_log, one
        for story in STORIES:
            yield self._when(story.begun), self._begin, story
            yield self._when(story.written), self._write, story
            if story.sealed:
                yield self._when(story.sealed), self._seal, story
            if story.given:
                yield self._when(story.given), self._give, story
            if story.said_since:
                yield self._when(story.said_since), self._say_since, story
            if story.review_begun:
                yield self._when(story.review_begun), self._review, story

    def _of_reviews(self) -> Iterator[Act]:
        for one in REVIEWED:
            yield self._when(one.convened), self._convene, one
            for moment, act in ((one.opened, self._open), (one.shared, self._share)):
                if moment:
                    yield self._when(moment), act, one

    def _of_panels(self) -> Iterator[Act]:
        for panel in ASSEMBLED:
            yield self._when(panel.set_up), self._assemble, panel
        for referred in REFERRED:
            yield self._when(referred.begun), self._refer, referred
            yield self._when(referred.sent), self._send, referred
        for sat in SITTINGS:
            yield self._when(sat.arranged), self._arrange, sat
            yield self._when(sat.papers_out), self._put_papers_out, sat
            yield self._when(sat.said), self._say, sat

    def _when(self, moment: Moment) -> datetime:
        day = self.today - timedelta(days=moment.days_ago)
        return datetime.combine(day, moment.at, ZoneInfo(self.runtime.config.timezone))

    def _trail(self, at: datetime) -> Trail:
        return replace(trail_of(self.runtime), clock=StoppedClock(at))

    def _sign_up(self) -> None:
        then = replace(self.runtime, clock=StoppedClock(self._when(SIGNED_UP)))
        teams = {name: services.add_team(self.conn, then, audit.SYSTEM, name) for name in TEAMS}
        about = [text for player in PLAYERS for text in (player.email, player.name)]
        password = make_password(Passwords(self.runtime.config), about)
        for player in PLAYERS:
            services.add_user(
                self.conn,
                then,
                audit.SYSTEM,
                email=player.email,
                name=player.name,
                roles=[player.role],
                password=password,
                team_ids=[teams[name] for name in player.teams],
            )
        settings.put(self.conn, settings.DEMONSTRATION, password)

    def _learn_before(self) -> None:
        """A log as it looks after a year. What these lines came from is nowhere in the cast."""
        for one in read_learned(self.today):
            line = Learning(**{"number": 0, **one})
            write_line(self.conn, line, origin=origin_of(self.runtime.keys.origin, new_id()))
        write_told(self.conn, *work_out(self.conn))

    def _actor(self, story: Told) -> Actor:
        return self._known(story.by)

    def _known(self, email: str) -> Actor:
        user = queries.get_user(self.conn, email)
        actor = queries.find_actor(self.conn, user.id)
        assert actor is not None  # noqa: S101 (made a moment ago, in this transaction)
        return actor

    def _begin(self, story: Story, trail: Trail) -> None:
        """The first sittings: all of the conversation in the file but the answers of the last step."""
        actor, incoming = self._actor(story), read_record(story.slug, self.today)
        talk = part_of(CONVERSATION, incoming)
        answers = {step: said for step, said in talk.answers.items() if step != story.last}
        (team_id,) = actor.team_ids
        made = import_record(
            self.conn,
            trail,
            actor,
            team_id,
            replace(talk, answers=answers),
            self.runtime.config.jurisdiction,
        )
        self.ids[story.slug] = made.id
        self._introduce(story, trail, actor)

    def _introduce(self, story: Story, trail: Trail, actor: Actor) -> None:
        """What helps the person take part, asked on the first day."""
        if not story.about:
            return
        found = find_decision_by_id(self.conn, self.ids[story.slug])
        (about,) = get_entries(self.conn, found.person_id)
        data = {**about.data, **with_days(dict(story.about), self.today)}
        change = Change(step=about.step, data=data, seen_rev=about.rev, entry_id=about.id)
        save_person(
            self.conn,
            trail,
            actor,
            found.person_ref,
            key=new_id(),
            changes=[change],
            place=about.step,
        )

    def _write(self, story: Story, trail: Trail) -> None:
        """The last sitting."""
        said = read_record(story.slug, self.today).answers[story.last]
        save_words(
            self.conn,
            trail,
            self._actor(story),
            self._ref(story),
            key=new_id(),
            changes=[Change(step=story.last, data=said)],
            place=story.last,
        )

    def _seal(self, story: Story, trail: Trail) -> None:
        seal(self.conn, trail, self._actor(story), self._ref(story), self._house())

    def _house(self) -> House:
        return House(
            organisation=ORGANISATION,
            telephone=TELEPHONE,
            demonstration=True,
            content=self.runtime.config.content_folder,
        )

    def _give(self, story: Story, trail: Trail) -> None:
        found = find_decision_by_id(self.conn, self.ids[story.slug])
        note_given(
            self.conn,
            trail,
            self._actor(story),
            found.ref,
            given_on=local_time.today(trail.clock),
            to_whom=found.called_by,
            layout=story.layout,
            today=self.today,
            key=new_id(),
        )

    def _say_since(self, story: Story, trail: Trail) -> None:
        found = find_decision_by_id(self.conn, self.ids[story.slug])
        entries = get_entries(self.conn, found.id)
        ids = {path: entry_id for entry_id, path in number_items(CONVERSATION, entries).items()}
        for said in part_of(SINCE, read_record(story.slug, self.today)).items:
            about = [ids[path] for path in said.data["about"]]
            save_since(
                self.conn,
                trail,
                self._actor(story),
                found.ref,
                key=new_id(),
                changes=[Change(ADDENDA.slug, {**said.data, "about": about}, is_item=True)],
                place=ADDENDA.slug,
            )

    def _review(self, story: Story, trail: Trail) -> None:
        """Begun, and written as far as the file holds it."""
        actor, ref = self._actor(story), self._ref(story)
        begin_review(self.conn, trail, actor, ref)
        entries = get_entries(self.conn, self.ids[story.slug])
        said = part_of(REVIEW, read_record(story.slug, self.today))
        changes = [Change(item.collection.slug, item.data, is_item=True) for item in said.items]
        for step, data in said.answers.items():
            empty = entries.of(step)
            assert empty  # noqa: S101 (a review begins with an entry for each of its steps)
            changes.append(Change(step, data, seen_rev=empty.rev, entry_id=empty.id))
        save_review(
            self.conn, trail, actor, ref, key=new_id(), changes=changes, place=changes[0].step
        )

    def _ref(self, story: Story) -> str:
        return find_decision_by_id(self.conn, self.ids[story.slug]).ref

    def _tell(self, one: Happened, trail: Trail) -> None:
        """Written down as far as its file holds it."""
        actor = self._actor(one)
        decision = find_decision_by_id(self.conn, self.ids[one.story])
        person = get_person(self.conn, actor, decision.person_ref)
        made = begin_happening(
            self.conn, trail, actor, person, self._house(), key=new_id(), decision=decision
        )
        self.ids[one.slug] = made.ref
        written = _written(get_entries(self.conn, made.id), read_happened(one.slug, self.today))
        save_telling(self.conn, trail, actor, made.ref, key=new_id(), changes=written, place="")

    def _put_in_log(self, one: Happened, trail: Trail) -> None:
        ref, key = self.ids[one.slug], self.runtime.keys.origin
        seen = compose_now(self.conn, self._actor(one), ref).mark
        put_in_log(self.conn, trail, self._actor(one), ref, key, seen)

    def _convene(self, one: Reviewed, trail: Trail) -> None:
        """With everybody in it, and what was thought of that day."""
        actor = self._actor(one)
        ref = convene(self.conn, trail, actor, [self.ids[one.slug]], key=new_id())
        self.reviews[one.slug] = ref
        for email in (one.facilitator, *one.others):
            user = queries.get_user(self.conn, email)
            part = Part.FACILITATES if email == one.facilitator else Part.TAKES_PART
            ask_to_join(self.conn, trail, actor, ref, user.id, part)
        self._write_review(one, trail, read_reviewed(one.slug, self.today)["before"], {})

    def _open(self, one: Reviewed, trail: Trail) -> None:
        """And all that is asked from then on, as far as its file holds it."""
        open_what_happened(self.conn, trail, self._actor(one), self.reviews[one.slug])
        said = read_reviewed(one.slug, self.today)
        self._write_review(one, trail, said["after"], said["items"])

    def _share(self, one: Reviewed, trail: Trail) -> None:
        """What others can learn from it, in the log and on one page."""
        conn, actor, ref = self.conn, self._actor(one), self.reviews[one.slug]
        found, key = get_review(conn, actor, ref), self.runtime.keys.origin
        entries = get_entries(conn, found.id, found.facts)
        seen = publishing.leaving(conn, found, entries).learning.mark
        publishing.put_in_log(conn, trail, actor, ref, key, seen)
        seen = leaving_of(conn, found, entries).mark
        brief_of(conn, trail, actor, ref, key, self._house(), seen)

    def _write_review(
        self, one: Reviewed, trail: Trail, answers: dict[str, Any], items: dict[str, Any]
    ) -> None:
        actor, ref = self._actor(one), self.reviews[one.slug]
        found = get_review(self.conn, actor, ref)
        begun = get_entries(self.conn, found.id, found.facts)
        changes = _written(begun, {"answers": answers, "items": items})
        save_reviewing(
            self.conn, trail, actor, ref, key=new_id(), changes=changes, place=changes[0].step
        )

    def _assemble(self, one: Assembled, trail: Trail) -> None:
        """With everybody who sits on it, and open to referrals."""
        conn, actor, said = self.conn, self._actor(one), read_panel(one.slug, self.today)
        ref = self.panels[one.slug] = set_up_panel(conn, trail, actor, key=new_id())
        begun = get_entries(conn, get_panel(conn, actor, ref).id)
        changes = _written(begun, said)
        save_panel(conn, trail, actor, ref, key=new_id(), changes=changes, place="")
        for email, sits_as in said["members"].items():
            seat(conn, trail, actor, ref, queries.get_user(conn, email).id, sits_as)
        take_referrals(conn, trail, actor, ref, takes=True)

    def _refer(self, one: Referred, trail: Trail) -> None:
        """Written as its file holds it."""
        conn, actor = self.conn, self._actor(one)
        decision, panel = find_decision_by_id(conn, self.ids[one.story]), self.panels[one.panel]
        ref = begin_referral(conn, trail, actor, decision, panel, key=new_id())
        self.referrals[one.slug] = ref
        begun = get_entries(conn, get_referral(conn, actor, ref).id)
        changes = _written(begun, read_referred(one.slug, self.today))
        save_referral(conn, trail, actor, ref, key=new_id(), changes=changes, place="")

    def _send(self, one: Referred, trail: Trail) -> None:
        send_referral(self.conn, trail, self._actor(one), self.referrals[one.slug])

    def _arrange(self, one: Sat, trail: Trail) -> None:
        """With everybody who is asked to it, one of them by a link, and what it is about."""
        conn, actor, said = self.conn, self._actor(one), read_sitting(one.slug, self.today)
        ref = arranging.arrange(conn, trail, actor, self.panels[one.panel], key=new_id())
        self.sittings[one.slug] = ref
        changes = _written(get_entries(conn, get_sitting(conn, actor, ref).id), said)
        arranging.save_arranging(
            conn, trail, actor, ref, key=new_id(), changes=changes, place=changes[0].step
        )
        for email, part in said["members"].items():
            arranging.ask_member(conn, trail, actor, ref, self._known(email).user_id, part)
        ask_guest(conn, trail, actor, ref, Invited(**said["guest"]))
        for member in list_who_sits(conn, get_sitting(conn, actor, ref).id):
            coming = Attendance.EXPECTED
            arranging.note_attendance(conn, trail, actor, ref, member.user_id, coming)
        asked = self.referrals[one.slug]
        arranging.list_item(conn, trail, actor, ref, asked, said["minutes"])

    def _put_papers_out(self, one: Sat, trail: Trail) -> None:
        put_papers_out(self.conn, trail, self._actor(one), self.sittings[one.slug], self._house())

    def _say(self, one: Sat, trail: Trail) -> None:
        """Interests, then views; the chair has given none yet."""
        conn, said = self.conn, read_sitting(one.slug, self.today)
        found = get_sitting(conn, self._actor(one), self.sittings[one.slug])
        members = list_who_sits(conn, found.id)
        item = f"{found.ref}.1"
        for email, what in said["interests"].items():
            viewing.declare(conn, trail, self._known(email), item, is_there=True, what=what)
        for who, words in said["views"].items():
            actor = self._who_says(who, members, said)
            viewing.declare(conn, trail, actor, item, is_there=False, what="")
            change = Change(VIEW.slug, words)
            viewing.save_view(
                conn, trail, actor, item, key=new_id(), changes=[change], place=VIEW.slug
            )
            viewing.give(conn, trail, actor, item)

    def _who_says(self, who: str, members: list[Sits], said: dict[str, Any]) -> Actor:
        if who != GUEST:
            return self._known(who)
        guest = next(m for m in members if m.name == said["guest"]["name"])
        return Actor(guest.user_id, guest.name, frozenset({GUEST}), frozenset())


def _written(begun: Entries, said: dict[str, Any]) -> list[Change]:
    """All that a file holds of something that was just begun: answers by step, items by list."""
    items = [
        Change(slug, data, is_item=True) for slug, every in said["items"].items() for data in every
    ]
    return [*(_added(begun, step, data) for step, data in said["answers"].items()), *items]


def _added(begun: Entries, step: str, said: dict[str, Any]) -> Change:
    """Answers beside those that a step began with."""
    own = begun.of(step)
    if own is None:
        return Change(step, said)
    return Change(step, {**own.data, **said}, seen_rev=own.rev, entry_id=own.id)
