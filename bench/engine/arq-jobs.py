"""Measures arq on a Redis at the given port and prints its figures as JSON: a worker with arq's defaults in a process
of its own, jobs that only tell when they ran, on the clock that all processes share."""

import asyncio
import json
import multiprocessing
import resource
import statistics
import sys
import time

from arq import create_pool
from arq.connections import RedisSettings
from arq.worker import Worker

settings = RedisSettings(port=int(sys.argv[1]), conn_retries=50, conn_retry_delay=0.1)
rounds = int(sys.argv[2])
burst = 200


async def tell(_context):
    return time.monotonic()


def work(cpu):
    asyncio.set_event_loop(asyncio.new_event_loop())

    async def report(_context):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        cpu.value = usage.ru_utime + usage.ru_stime

    Worker([tell], redis_settings=settings, handle_signals=False, after_job_end=report).run()


async def measure(cpu):
    pool = await create_pool(settings)

    async def once(count):
        started = time.monotonic()
        jobs = await asyncio.gather(*(pool.enqueue_job("tell") for _ in range(count)))
        ran = await asyncio.gather(*(job.result(timeout=60, poll_delay=0.05) for job in jobs))
        return (max(ran) - started) * 1000

    await once(1)
    first = [await once(1) for _ in range(rounds)]
    before = cpu.value
    together = [await once(burst) for _ in range(3)]
    print(json.dumps({
        "first_ms": statistics.median(first),
        "burst_ms": statistics.median(together),
        "cpu_ms": (cpu.value - before) * 1000 / (3 * burst),
    }))


if __name__ == "__main__":
    cpu = multiprocessing.Value("d", 0.0)
    worker = multiprocessing.Process(target=work, args=(cpu,), daemon=True)
    worker.start()
    asyncio.run(measure(cpu))
    worker.terminate()
