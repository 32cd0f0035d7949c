"""Work of votes outside requests."""

from procrastinate.contrib.django import app

from fourgood.voting import closing


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="voting.sweep", name="voting.sweep")
def sweep(timestamp: int) -> None:
    """Every minute: destroy the keys of urns that are counted, where a crash kept that from happening at once."""
    closing.sweep()
