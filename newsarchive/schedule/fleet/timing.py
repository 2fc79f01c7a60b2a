"""How often the fleet looks, and how long it waits. The jobs of a worker that is gone are put back within
SILENCE and one TAKE_OVER: 50 seconds, where another has a slot free.
"""

from __future__ import annotations

# When one of the workers defers what is due (cron, UTC).
DEFERRAL = "* * * * *"
# When one of the workers puts back the jobs of dead ones (the sixth field are seconds).
TAKE_OVER = "* * * * * */20"
# When finished jobs are deleted, and after how many hours: crawls, and the two above (and dead workers).
TIDYING, KEPT_CRAWLS, KEPT_UPKEEP = "23 * * * *", 72, 1
# When one of them looks for sources that nobody hears of.
ALARMS = "41 * * * *"
# Seconds between two signs of life of a worker; after so many without one it is taken for dead. Both as
# Procrastinate has them.
HEARTBEAT, SILENCE = 10.0, 30.0
# Seconds between two looks for jobs of one's own that ended while the server was away.
UPKEEP = 15.0
# Seconds between two looks for jobs that nothing announced (those whose time has come).
POLL = 5.0
# How often a crawl that fails (exit codes 1 and 4) is tried again before its job is given up, and for how
# many seconds the source then gets no new one.
RETRIES, PAUSE = 5, 3_600.0
