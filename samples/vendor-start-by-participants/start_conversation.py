from pillion.compat import ApiClient, Configuration, ConversationsApi, CreateConversationRequest

CLIENT_ID = 'dev'
CLIENT_SECRET = 'dev-secret'
AGENT = '426b1755-3e74-83ef-9a7e-fcd3b5ab00fe'
USER = 'robin@example.test'

config = Configuration()
config.client_id = CLIENT_ID
config.client_secret = CLIENT_SECRET

api_client = ApiClient(configuration=config)
conversations_api = ConversationsApi(api_client)

request = CreateConversationRequest()
request.type = 'cobrowse'
request.participants = [
    {'userId': AGENT, 'role': 'agent'},
    {'userId': USER, 'role': 'user'},
]

response = conversations_api.post_conversations(request=request)
print('Conversation started:', response.id)
