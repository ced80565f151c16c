import pillion

with pillion.Client("http://localhost:8080", "dev", "dev-secret") as client:
    agent = client.users.find_by_email("agent@example.test")
    assert agent is not None
    with client.notifications.listen([f"v2.users.{agent.id}.presence"]) as events:
        client.presence.set(agent, "Meal", message="Back at two")
        for event in events:
            if event.reconnected:
                continue  # what happened meanwhile was not heard: read again what you keep
            print(event.topic, event.body["presenceDefinition"]["systemPresence"])
            break
    client.presence.set(agent, "Available")
