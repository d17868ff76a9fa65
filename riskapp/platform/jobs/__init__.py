"""Work done after the answer: asked for in the asker's own transaction, done by a worker."""

from riskapp.platform.jobs.queue import Job, State, enqueue, get_job
from riskapp.platform.jobs.worker import Handler, Periodic, Worker

__all__ = ["Handler", "Job", "Periodic", "State", "Worker", "enqueue", "get_job"]
