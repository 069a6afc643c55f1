"""A client that asks as fast as it is answered: ``python -m benchmarks.load PORT CLIENTS SECONDS < PATHS``.

A process of its own, so that asking costs the server none of its time but what a second core gives. It
keeps its connections, sends no conditional requests, reads every answer to the end, and stops at the first
one that is not 200. Prints ``{"rate", "milliseconds"}``, after a warm-up of every client.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator

WARM = 20
"""Requests of each client before the clock starts."""


async def ask(
    paths: Iterator[str], port: int, seconds: float, started: asyncio.Barrier, times: list[float]
) -> None:
    """One connection, asking one page after another; adds the time of each."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(WARM):
        await get(next(paths), port, reader, writer)
    await started.wait()
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        await get(next(paths), port, reader, writer)
        times.append((time.perf_counter() - began) * 1000)
    writer.close()


async def get(path: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One page, read to its end."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b" 200 " not in head[:20]:
        raise RuntimeError(f"{path}: {head[:40]!r}")
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))


async def main(port: int, clients: int, seconds: float) -> None:
    """Runs all clients and prints what came of it."""
    paths = itertools.cycle(sys.stdin.read().split("\n"))
    times: list[float] = []
    started = asyncio.Barrier(clients + 1)
    # An error in one client ends all.
    async with asyncio.TaskGroup() as asking:
        for _ in range(clients):
            asking.create_task(ask(paths, port, seconds, started, times))
        await started.wait()
        began = time.perf_counter()
    rate = len(times) / (time.perf_counter() - began)
    print(json.dumps({"rate": rate, "milliseconds": times}))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
