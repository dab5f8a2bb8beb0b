"""The clock: a user who never sleeps. APScheduler wakes it."""
