"""`riskapp worker`: does the jobs, and what comes round by the clock."""

from __future__ import annotations

import argparse
from datetime import timedelta

from riskapp import app
from riskapp.accounts import sessions, throttle
from riskapp.commands.opening import Commands, opened
from riskapp.decision import rendering
from riskapp.decision.services import sealing
from riskapp.governance import rendering as governance
from riskapp.governance.services import disclosing
from riskapp.learning import rendering as learning
from riskapp.learning.review import rendering as review
from riskapp.learning.review.services import printing as review_printing
from riskapp.learning.review.services import telling_back
from riskapp.learning.rules import TELL_ANEW
from riskapp.learning.services import briefing, printing, showing, writing_to_them
from riskapp.panel import rendering as panel
from riskapp.panel.advice import rendering as advice
from riskapp.panel.advice.services import minuting
from riskapp.panel.pack import rendering as pack
from riskapp.panel.pack.services import printing as pack_printing
from riskapp.panel.services import writing_home
from riskapp.platform import audit, logs
from riskapp.platform.jobs import Handler, Periodic, Worker
from riskapp.platform.jobs.worker import put_back_lost_jobs
from riskapp.platform.runtime import Runtime

# A kind of job and what does it. Features name theirs here.
HANDLERS: dict[str, Handler] = {
    sealing.JOB: Handler(rendering.make_copies, gave_up=rendering.give_up_copies),
    sealing.PAPER_JOB: Handler(rendering.make_paper),
    printing.JOB: Handler(learning.make_log),
    briefing.JOB: Handler(learning.make_brief),
    writing_to_them.JOB: Handler(learning.make_letter),
    TELL_ANEW: Handler(showing.tell_anew),
    review_printing.JOB: Handler(review.make_report),
    telling_back.JOB: Handler(review.make_told_back),
    disclosing.JOB: Handler(governance.make_bundle),
    pack_printing.JOB: Handler(pack.make_part, gave_up=pack.go_on_without),
    writing_home.JOB: Handler(panel.make_letter),
    minuting.JOB: Handler(advice.make_minutes),
}


def note_checkpoint(runtime: Runtime) -> None:
    path = audit.checkpoints_path(runtime.config.instance)
    with runtime.db.read() as conn:
        audit.checkpoint(conn, runtime.keys.audit, path, runtime.clock.now())


def sweep(runtime: Runtime) -> None:
    """Sessions that ran out, and tries to sign in that no longer matter."""
    now = runtime.clock.now()
    with runtime.db.write() as conn:
        sessions.sweep(conn, runtime.config, now)
        throttle.sweep(conn, now)


PERIODIC = (
    Periodic("lost jobs", timedelta(minutes=1), put_back_lost_jobs),
    Periodic("audit checkpoint", timedelta(minutes=1), note_checkpoint),
    Periodic("sweep", timedelta(hours=1), sweep),
)


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("worker", help="do jobs; `riskapp serve` runs one by itself")
    parser.add_argument(
        "--with-parent", type=int, metavar="PID", help="end when this parent process has ended"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    logs.start()
    with opened() as runtime:
        work(runtime, parent=given.with_parent)


def work(runtime: Runtime, *, parent: int | None = None) -> None:
    """Works until it is told to stop, with the app's templates at hand."""
    with app.create_app(runtime=runtime).app_context():
        Worker(runtime, HANDLERS, PERIODIC, parent=parent).run()
