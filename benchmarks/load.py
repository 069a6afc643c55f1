"""A client that asks as fast as it is answered: ``python -m benchmarks.load PORT CLIENTS < PATHS``.

A process of its own, so that asking costs the server none of its time but what a second core gives. Its
clients keep their connections, send no conditional requests, read every answer to the end, and stop at the
first one that is not 200. The first WARM pages are not counted, all others are asked for once each. Prints
``{"rate", "milliseconds"}``.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator

WARM = 20


async def ask(paths: Iterator[str], port: int, times: list[float]) -> None:
    """One connection, asking for one page after another; adds the time of each."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for path in paths:
        began = time.perf_counter()
        await get(path, port, reader, writer)
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


async def main(port: int, clients: int) -> None:
    """Runs all clients and prints what came of it."""
    paths = iter(sys.stdin.read().split("\n"))
    await ask((next(paths) for _ in range(WARM)), port, [])
    times: list[float] = []
    began = time.perf_counter()
    # An error in one client ends all.
    async with asyncio.TaskGroup() as asking:
        for _ in range(clients):
            asking.create_task(ask(paths, port, times))
    rate = len(times) / (time.perf_counter() - began)
    print(json.dumps({"rate": rate, "milliseconds": times}))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
