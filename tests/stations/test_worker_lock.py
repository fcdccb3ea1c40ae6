"""On PostgreSQL one process at a time is the worker."""

from bot.storage.worker_lock import WorkerLock
from tests.postgres import PostgresServer


async def test_only_one_can_hold_it(postgresql_url: str) -> None:
    first = await WorkerLock.take(postgresql_url)
    assert first is not None
    assert await WorkerLock.take(postgresql_url) is None
    await first.release()
    second = await WorkerLock.take(postgresql_url)
    assert second is not None
    await second.release()


async def test_a_lost_connection_gives_it_to_another(postgresql_url: str, postgres_server: PostgresServer) -> None:
    first = await WorkerLock.take(postgresql_url)
    assert first is not None
    assert await first.is_held()
    postgres_server.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'taperline worker'"
    )
    assert not await first.is_held()
    second = await WorkerLock.take(postgresql_url)
    assert second is not None
    await first.release()
    await second.release()
