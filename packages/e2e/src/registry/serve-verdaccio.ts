// The child process that is the registry. Verdaccio's own command says the port that it was told, not the one it got,
// so this listens on a free one and tells it. It ends with the process that started it: the channel is then closed.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runServer } from 'verdaccio';

process.on('disconnect', () => process.exit());

const server = (await runServer(process.argv[2])) as Server;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
