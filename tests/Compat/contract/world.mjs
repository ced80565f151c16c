import { seeded } from '../server.mjs';
import { communicationsOf } from './media.mjs';

const mostConversations = 200;
const mostTries = 10;
const example = {
  code: 'Resolved',
  site: { key: seeded.site, name: 'Tandem & Co', homeUrl: 'http://localhost:8080/demo/shop/' },
};

/** What exists on the server, as far as the answers so far have shown it. */
export class World {
  #server;
  #chance;
  #conversations = [];
  #users = [];
  #codes = [];
  #channels = [];
  #site;
  #sites = [];
  #presences = [];

  constructor(server, chance) {
    this.#server = server;
    this.#chance = chance;
  }

  /** Makes a little of everything, so that the requests find something that is alive. */
  async furnish() {
    // The code of the examples, should it have been renamed or deleted.
    await this.#server.call('POST', '/api/v2/routing/wrapupcodes', { name: example.code });
    for (const type of ['cobrowse', 'cobrowse', 'call', 'message', 'message']) {
      const conversation = await this.#start(type);
      this.note(conversation);

      // Some are filed, so that there is something to read back.
      const agent = conversation.participants.find((one) => one.purpose === 'agent');
      await this.#server.call(
        'PATCH',
        `/api/v2/conversations/${conversation.id}/participants/${agent.id}`,
        {
          wrapup: { code: example.code },
        },
      );
    }

    if (this.#channels.length === 0) {
      await this.#server.call('POST', '/api/v2/notifications/channels');
    }

    await this.#look();
  }

  /** Starts a conversation; where the other requests have sent the agent away or changed the site, that is put right first. */
  async #start(type) {
    let answer;
    for (let tries = 0; tries < mostTries; tries++) {
      answer = await this.#server.call('POST', '/api/v2/conversations', {
        type,
        participants: [
          { userId: seeded.agent, role: 'agent' },
          { userId: `${type}@example.test`, role: 'user' },
        ],
        siteId: seeded.site,
      });
      if (answer.body?.conversation) {
        return answer.body.conversation;
      }

      await this.#restore();
    }

    throw new Error(`No ${type} could be started: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  async #restore() {
    await this.#server.call('PATCH', `/api/v2/users/${seeded.agent}/presences/purecloud`, {
      presenceDefinition: { systemPresence: 'Available' },
    });
    if (this.#site) {
      await this.#server.call('PUT', `/api/v2/sites/${this.#site}`, example.site);
    }
  }

  async #look() {
    const list = async (path) => (await this.#server.call('GET', path)).body.entities ?? [];
    this.#users = (await list('/api/v2/users')).map((user) => user.id);
    // Suggestions may name the code of the examples, so it is left alone.
    this.#codes = (await list('/api/v2/routing/wrapupcodes'))
      .filter((code) => code.name !== example.code)
      .map((code) => code.id);
    this.#channels = (await list('/api/v2/notifications/channels')).map((channel) => channel.id);
    const sites = await list('/api/v2/sites');
    this.#site ??= sites.find((site) => site.key === seeded.site)?.id;
    this.#sites = sites.map((site) => site.id);
    this.#presences = (await list('/api/v2/presence/definitions')).map((presence) => presence.id);
  }

  /** Remembers a conversation that an answer showed. */
  note(conversation) {
    if (this.#conversations.length >= mostConversations) {
      this.#conversations.splice(this.#chance.below(mostConversations), 1);
    }

    this.#conversations.push(conversation);
  }

  /** Values for one request that belong together: the participant is one of the conversation's. */
  scene(path) {
    const fitting = this.#conversations.filter(({ participants }) =>
      participants.some((one) => communicationsOf(one, path).length > 0),
    );
    const conversation = this.#chance.of(fitting);
    const participant = this.#chance.of(conversation.participants);
    const legs = communicationsOf(participant, path);
    const session = legs.find((leg) => leg.cobrowseSessionId)?.cobrowseSessionId;
    const values = {
      conversationId: conversation.id,
      participantId: participant.id,
      communicationId: legs.length > 0 ? this.#chance.of(legs).id : participant.id,
      sessionId: session ?? conversation.id,
      userId: this.#chance.of(this.#users),
      agentId: this.#chance.of(this.#users),
      codeId: this.#chance.of(this.#codes),
      code: this.#chance.of(this.#codes),
      wrapUpCode: this.#chance.of(this.#codes),
      definitionId: this.#chance.of(this.#presences),
      presenceId: this.#chance.of(this.#presences),
      siteId: this.#chance.of([seeded.site, ...this.#sites]),
      deploymentId: seeded.site,
      sourceId: 'purecloud',
      channelId: this.#chance.of(this.#channels),
      email: `visitor-${this.#chance.below(500)}@example.test`,
      homeUrl: 'https://shop.example',
      key: `site-${this.#chance.below(1000)}`,
      newName: `name ${this.#chance.below(1e9)}`,
      newKey: `key-${this.#chance.below(1e9)}`,
      name: `name ${this.#chance.below(100000)}`,
      allowedOrigins: 'https://shop.example',
    };
    return (name) => (Object.hasOwn(values, name) ? values[name] : undefined);
  }
}
