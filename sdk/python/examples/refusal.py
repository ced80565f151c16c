import pillion

with pillion.Client("http://localhost:8080", "dev", "dev-secret") as client:
    try:
        started = client.cobrowse.start(
            agent="agent@exmaple.test", visitor="robin@example.test", capabilities=["view", "Point"]
        )
    except pillion.BadRequestError as refusal:
        print(refusal)  # every fault, and the request that works
        if refusal.suggestion is None:
            raise
        started = client.send(refusal.suggestion)
    print(started.id)
