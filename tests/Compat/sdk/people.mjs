import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seeded, startServer } from '../server.mjs';
import { logIn, refusal } from './client.mjs';

describe('people, presence and codes through the SDK', () => {
  let server, sdk, agent;

  before(async () => {
    server = await startServer();
    sdk = await logIn(server);
    agent = (
      await new sdk.UsersApi().postUsersSearch({
        query: [{ fields: ['email'], value: seeded.agent, type: 'EXACT' }],
      })
    ).results[0];
  });
  after(() => server.stop());

  it('finds a person by email and reads them with what is asked for', async () => {
    const user = await new sdk.UsersApi().getUser(agent.id, {
      expand: ['presence', 'routingStatus'],
    });
    assert.equal(user.email, seeded.agent);
    assert.equal(user.state, 'active');
    assert.equal(user.selfUri, `/api/v2/users/${agent.id}`);
    assert.equal(user.presence.presenceDefinition.systemPresence, 'Available');
    assert.equal(user.routingStatus.userId, agent.id);
  });

  it('lists people a page at a time', async () => {
    const first = await new sdk.UsersApi().getUsers({ pageSize: 1, pageNumber: 1 });
    assert.equal(first.entities.length, 1);
    assert.equal(first.total, 2);
    assert.equal(first.pageCount, 2);
    const second = await new sdk.UsersApi().getUsers({ pageSize: 1, pageNumber: 2 });
    assert.notEqual(second.entities[0].id, first.entities[0].id);
  });

  it('makes a person, changes them and gives them a password', async () => {
    const users = new sdk.UsersApi();
    const made = await users.postUsers({ name: 'Noa Lund', email: 'noa@example.test' });
    const changed = await users.patchUser(made.id, { version: made.version, title: 'Support' });
    assert.equal(changed.title, 'Support');
    assert.equal(changed.version, made.version + 1);
    await users.postUserPassword(made.id, { newPassword: 'a long enough one' });
    const short = await refusal(users.postUserPassword(made.id, { newPassword: 'short' }));
    assert.equal(short.status, 400);
    await users.patchUser(made.id, { version: changed.version, state: 'inactive' });
  });

  it('says to a client that it is no person', async () => {
    const error = await refusal(new sdk.UsersApi().getUsersMe());
    assert.ok(error.status >= 400 && error.status < 500, `${error.status}`);
    assert.match(error.message, /client/);
  });

  it('sets a presence by the definition that it read', async () => {
    const definitions = await new sdk.PresenceApi().getPresencedefinitions();
    const busy = definitions.entities.find((definition) => definition.systemPresence === 'Busy');
    assert.equal((await new sdk.PresenceApi().getPresencedefinition(busy.id)).id, busy.id);
    const set = await new sdk.PresenceApi().patchUserPresence(agent.id, 'purecloud', {
      presenceDefinition: { id: busy.id },
      message: 'In a call',
    });
    assert.equal(set.presenceDefinition.systemPresence, 'Busy');
    const read = await new sdk.PresenceApi().getUserPresence(agent.id, 'purecloud');
    assert.equal(read.message, 'In a call');
    const own = await new sdk.PresenceApi().patchUserPresencesPurecloud(agent.id, {
      presenceDefinition: { systemPresence: 'Available' },
    });
    assert.equal(own.source, 'PURECLOUD');
    assert.equal((await new sdk.PresenceApi().getUserPresencesPurecloud(agent.id)).primary, true);
    assert.ok((await new sdk.PresenceApi().getSystempresences()).length > 5);
  });

  it('sets a routing status', async () => {
    const set = await new sdk.UsersApi().putUserRoutingstatus(agent.id, { status: 'IDLE' });
    assert.equal(set.status, 'IDLE');
    assert.equal((await new sdk.UsersApi().getUserRoutingstatus(agent.id)).status, 'IDLE');
  });

  it('reads the organization and the token', async () => {
    assert.equal((await new sdk.OrganizationApi().getOrganizationsMe()).state, 'active');
    const token = await new sdk.TokensApi().getTokensMe();
    assert.equal(token.OAuthClient.id, seeded.client.id);
  });

  it('creates, finds, changes and deletes a wrap-up code', async () => {
    const routing = new sdk.RoutingApi();
    const made = await routing.postRoutingWrapupcodes({ name: 'Sold' });
    assert.equal((await routing.getRoutingWrapupcode(made.id)).name, 'Sold');
    const found = await routing.getRoutingWrapupcodes({ name: 'Sold' });
    assert.deepEqual(
      found.entities.map((code) => code.id),
      [made.id],
    );
    const changed = await routing.putRoutingWrapupcode(made.id, { ...made, name: 'Sold twice' });
    assert.equal(changed.name, 'Sold twice');
    const seen = await routing.getRoutingWrapupcodesDivisionviews({ name: 'Sold twice' });
    assert.equal(seen.entities[0].id, made.id);
    await routing.deleteRoutingWrapupcode(made.id);
    assert.equal((await refusal(routing.getRoutingWrapupcode(made.id))).status, 404);
  });

  it('rejects with a body that says what to do', async () => {
    const error = await refusal(
      new sdk.UsersApi().putUserRoutingstatus(agent.id, { status: 'idle' }),
    );
    assert.equal(error.status, 400);
    assert.equal(error.errors[0].nearest, 'IDLE');
    assert.deepEqual(error.details, []);
    assert.match(error.contextId, /^[0-9a-f-]{36}$/);
  });

  it('gives its token back', async () => {
    await new sdk.TokensApi().deleteTokensMe();
    assert.equal((await refusal(new sdk.TokensApi().getTokensMe())).status, 401);
  });
});
