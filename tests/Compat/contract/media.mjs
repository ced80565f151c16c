const lists = { calls: 'call', messages: 'message', cobrowsesessions: 'cobrowse' };

/** The type of conversation that a path is about; undefined for one that is about any. */
export function mediumOf(path) {
  return lists[path.split('/')[4]];
}

/** A participant's communications, as far as a path is about them. */
export function communicationsOf(participant, path) {
  const list = path.split('/')[4];
  return (lists[list] ? [list] : Object.keys(lists)).flatMap((name) => participant[name] ?? []);
}
