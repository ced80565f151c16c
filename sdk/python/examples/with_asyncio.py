import asyncio

import pillion


async def main() -> None:
    async with pillion.AsyncClient("http://localhost:8080", "dev", "dev-secret") as client:
        started = await client.cobrowse.start(agent="agent@example.test", visitor="robin@example.test")
        async for user in client.users.iterate(expand="presence"):
            print(user.name, user.presence)
        await client.conversations.wrap_up(started, "Resolved", notes="Paid by card.")
        await client.conversations.disconnect(started)


asyncio.run(main())
