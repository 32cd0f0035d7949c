"""The job that takes up what killed workers left.

To the queue, the job of a killed worker is still under way, for ever. A worker that was not heard of for a while is
taken for dead, so every job must bear to be started twice. No job has a `lock`: a dead one would hold it (see `alone`).
"""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow

UNHEARD = 60  # seconds; a worker says that it lives every ten
MOST_ATTEMPTS = 5  # a job that keeps killing its worker is given up


@app.periodic(cron="* * * * *")
@app.task(name="common.take_up", queueing_lock="common.take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> None:
    """Every minute: put the jobs of dead workers into the queue again."""
    await take_up_left(context.app.job_manager)


async def take_up_left(manager: JobManager) -> None:
    """Jobs that wait in the queue anyway (the next of a periodic one) are dropped; those that kill are given up."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=UNHEARD):
        await _take_up(job, manager)


async def _take_up(job: Job, manager: JobManager) -> None:
    if job.id is None:
        return
    if job.attempts >= MOST_ATTEMPTS:
        await manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)
    elif job.queueing_lock and await _is_waiting(job.queueing_lock, manager):
        await manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)
    else:
        await manager.retry_job_by_id_async(job.id, retry_at=utcnow())


async def _is_waiting(queueing_lock: str, manager: JobManager) -> bool:
    return bool(await manager.list_jobs_async(status=Status.TODO.value, queueing_lock=queueing_lock))
