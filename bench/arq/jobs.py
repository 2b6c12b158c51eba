"""Measures arq on a Redis at the given port and prints its figures as JSON: a worker with arq's defaults but
how often it looks for jobs, in a process of its own, jobs that write so many small results to Redis one after another and tell when they began, on the clock that
all processes share."""

import asyncio
import json
import multiprocessing
import random
import resource
import statistics
import sys
import time

from arq import create_pool
from arq.connections import RedisSettings
from arq.worker import Worker

port, rounds, steps, burst, poll_ms = (int(word) for word in sys.argv[1:])
settings = RedisSettings(port=port, conn_retries=50, conn_retry_delay=0.1)


async def work(context, order):
    began = time.monotonic()
    for step in range(steps):
        await context["redis"].hset(f"results:{order}", str(step), json.dumps({"step": step, "answer": "x" * 200}))
    return began


def serve(cpu, ended):
    asyncio.set_event_loop(asyncio.new_event_loop())

    async def report(_context):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        cpu.value = usage.ru_utime + usage.ru_stime
        ended.value += 1

    Worker(
        [work], redis_settings=settings, poll_delay=poll_ms / 1000, handle_signals=False, after_job_end=report
    ).run()


def memory_mb(pid):
    """What no other process shares, as it is counted of the product."""
    with open(f"/proc/{pid}/statm") as file:
        _, resident, shared = (int(word) for word in file.read().split()[:3])
    return (resident - shared) * 4096 / 2**20


async def measure(cpu, ended, worker):
    pool = await create_pool(settings)

    async def begin(order):
        # Not in step with the worker's looks for jobs.
        await asyncio.sleep(random.random() * poll_ms / 1000)
        sent = time.monotonic()
        job = await pool.enqueue_job("work", order)
        return (await job.result(timeout=60, poll_delay=0.01) - sent) * 1000

    async def together(name):
        sent, before = time.monotonic(), ended.value
        await asyncio.gather(*(pool.enqueue_job("work", f"{name}:{index}") for index in range(burst)))
        while ended.value < before + burst:
            await asyncio.sleep(0.002)
        return (time.monotonic() - sent) * 1000

    await begin("first")
    waits = sorted([await begin(f"one:{index}") for index in range(rounds)])
    before = cpu.value
    bursts = [await together(f"many:{index}") for index in range(3)]
    redis = await pool.info()
    print(json.dumps({
        "first_ms": statistics.median(waits),
        "first_p95_ms": waits[max(0, -(-95 * len(waits) // 100) - 1)],
        "burst_ms": statistics.median(bursts),
        "cpu_ms": (cpu.value - before) * 1000 / (3 * burst),
        "worker_mb": memory_mb(worker),
        "redis_mb": memory_mb(redis["process_id"]),
    }))


if __name__ == "__main__":
    cpu, ended = multiprocessing.Value("d", 0.0), multiprocessing.Value("i", 0)
    worker = multiprocessing.Process(target=serve, args=(cpu, ended), daemon=True)
    worker.start()
    asyncio.run(measure(cpu, ended, worker.pid))
    worker.terminate()
