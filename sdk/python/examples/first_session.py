import pillion

with pillion.Client("http://localhost:8080", "dev", "dev-secret") as client:
    started = client.cobrowse.start(
        agent="agent@example.test",
        visitor="robin@example.test",  # or the site's own customer id, or a join code
        subject="Ticket T-17: payment fails",
        wrap_up_code="Resolved",
        external_tag="T-17",
    )
    print(started.invitation.state)  # "offered", or "waiting" for a visitor who is away
    print(started.agent_link)  # opens the session in the console
    print(started.join_code)  # to read out over the phone
