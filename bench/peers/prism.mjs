// Prism as a mock server for an OpenAPI file, on the port in PORT: node prism.mjs FILE
const [node, self, file] = process.argv;
process.argv = [
  node,
  self,
  'mock',
  '--host',
  '127.0.0.1',
  '--port',
  process.env.PORT,
  '--verboseLevel',
  'silent',
  file,
];
await import('@stoplight/prism-cli');
