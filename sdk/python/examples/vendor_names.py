import pillion
from pillion.rest import ApiException

pillion.configuration.host = "http://localhost:8080"
client = pillion.ApiClient().get_client_credentials_token("dev", "dev-secret")
api = pillion.ConversationsApi(client)

try:
    started = api.post_conversations_cobrowse(
        pillion.CobrowseConversationCreateRequest(
            to=[{"id": "robin@example.test", "type": "user"}],
            agent={"email": "agent@example.test"},
            wrap_up_code="Resolved",
        )
    )
    conversation = api.get_conversation(started.id)
    agent = next(one for one in conversation.participants if one.purpose == "agent")
    api.patch_conversation_participant(started.id, agent.id, {"wrapup": {"code": "Resolved"}})
    api.post_conversation_disconnect(started.id)
except ApiException as error:
    print(error.status, error.body)
    raise
