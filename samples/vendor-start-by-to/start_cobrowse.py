from pillion.compat import ApiException, ClientCredentials, CobrowseConversationCreateRequest, ConversationsApi
from pillion.compat import PureCloudPlatformClientV2

CLIENT_ID = 'dev'
CLIENT_SECRET = 'dev-secret'
AGENT = '426b1755-3e74-83ef-9a7e-fcd3b5ab00fe'

client = PureCloudPlatformClientV2()
client.authenticate(client_credentials=ClientCredentials(client_id=CLIENT_ID, client_secret=CLIENT_SECRET))

conversations_api = ConversationsApi(client)

request = CobrowseConversationCreateRequest(
    to=[{'id': AGENT, 'type': 'user'}],
    type='cobrowse',
    wrap_up_code='NoWrapUp',
)

try:
    response = conversations_api.post_conversations_cobrowse(request)
    print(f'Cobrowse session started, conversation id: {response.id}')
except ApiException as e:
    print(f'Could not start a cobrowse session: {e}')
