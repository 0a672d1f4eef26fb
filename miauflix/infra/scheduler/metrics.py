"""What the scheduler counts."""

from prometheus_client import Counter, Gauge, Histogram

RUNS = Counter("miauflix_task_runs", "Ended runs of scheduled tasks", ["task", "outcome"])
DURATION_S = Histogram(
    "miauflix_task_duration_seconds", "How long runs took", ["task"], buckets=(0.1, 1, 10, 60, 300, 900)
)
IS_HOLDER = Gauge("miauflix_scheduler_is_holder", "1 while this process is the one that starts scheduled tasks")
