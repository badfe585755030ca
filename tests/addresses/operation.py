"""How the installation runs: for the operator alone, with a job that failed."""

from tests.addresses import NOT_SERVED, Address, World, of, only
from tests.operation.jobs import failed_job

_OPERATOR = only("operator")

ADDRESSES = {
    "desk:operation": Address(_OPERATOR),
    "desk:operation_jobs": Address(_OPERATOR),
    "desk:operation_faults": Address(_OPERATOR),
    "desk:operation_slow_queries": Address(_OPERATOR),
    "desk:operation_job_retry": Address(NOT_SERVED, _OPERATOR, of("failed")),
    "desk:operation_job_give_up": Address(NOT_SERVED, _OPERATOR, of("failed")),
}


def furnish(world: World) -> None:
    world.failed = failed_job()
