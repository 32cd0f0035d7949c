"""Work of the log outside requests."""

from procrastinate.contrib.django import app

from fourgood.audit import sealing


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal", name="audit.seal")
def seal(timestamp: int) -> None:
    """Seal, every minute, the acts of all transactions that have ended. One at a time: see `sealing`."""
    sealing.seal()
