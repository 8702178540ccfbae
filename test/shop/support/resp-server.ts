import { AddressInfo, createServer, Server, Socket } from 'net';

/** Behaviour of the server towards all further requests. */
export type Mood = 'well' | 'frozen' | { readonly error: string };

/**
 * Small server with the cache's protocol (RESP 2), for the few commands that the shop uses. With `check` it demands
 * AUTH first and passes user and token to it.
 */
export class RespServer {
  static async start(check?: (user: string, token: string) => boolean, port: number = 0): Promise<RespServer> {
    const server = new RespServer(check);
    await new Promise<void>((resolve, reject) =>
      server.server.once('error', reject).listen(port, '127.0.0.1', resolve),
    );
    return server;
  }

  readonly commands: string[][] = [];
  readonly values = new Map<string, string>();
  readonly signIns: { readonly user: string; readonly token: string }[] = [];
  mood: Mood = 'well';
  connections = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly check?: (user: string, token: string) => boolean) {
    this.server = createServer((socket) => this.serve(socket));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Closes all connections and accepts no new ones, as a dead node does. */
  async kill(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Closes all connections, and accepts new ones. */
  disconnect(): void {
    this.sockets.forEach((socket) => socket.destroy());
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    let received: Buffer = Buffer.alloc(0);
    let signedIn = this.check === undefined;
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      for (let next = takeCommand(received); next; next = takeCommand(received)) {
        received = next.rest;
        if (this.mood === 'frozen') continue;
        const [name, ...args] = next.command;
        this.commands.push(next.command);
        if (name.toUpperCase() === 'AUTH') {
          this.signIns.push({ user: args[0], token: args[1] });
          signedIn = this.check?.(args[0], args[1]) ?? true;
          socket.write(signedIn ? '+OK\r\n' : '-WRONGPASS invalid username-password pair or user is disabled.\r\n');
        } else if (!signedIn) {
          socket.write('-NOAUTH Authentication required.\r\n');
        } else {
          socket.write(this.answer(name.toUpperCase(), args));
        }
      }
    });
  }

  private answer(name: string, args: readonly string[]): string {
    if (typeof this.mood === 'object') return `-${this.mood.error}\r\n`;
    switch (name) {
      case 'PING':
        return '+PONG\r\n';
      case 'GET': {
        const value = this.values.get(args[0]);
        return value === undefined ? '$-1\r\n' : `$${Buffer.byteLength(value)}\r\n${value}\r\n`;
      }
      case 'SET':
        this.values.set(args[0], args[1]);
        return '+OK\r\n';
      case 'EXPIRE':
        return this.values.has(args[0]) ? ':1\r\n' : ':0\r\n';
      case 'INCR':
      case 'INCRBY': {
        const next = String(Number(this.values.get(args[0]) ?? 0) + Number(args[1] ?? 1));
        this.values.set(args[0], next);
        return `:${next}\r\n`;
      }
      default:
        return `-ERR unknown command '${name}'\r\n`;
    }
  }
}

function takeCommand(data: Buffer): { readonly command: string[]; readonly rest: Buffer } | undefined {
  let position = 0;
  const line = (): string | undefined => {
    const end = data.indexOf('\r\n', position);
    if (end < 0) return undefined;
    const text = data.toString('latin1', position, end);
    position = end + 2;
    return text;
  };
  const header = line();
  if (header === undefined) return undefined;
  const command: string[] = [];
  for (let index = 0; index < Number(header.slice(1)); index += 1) {
    const size = line();
    if (size === undefined || data.length < position + Number(size.slice(1)) + 2) return undefined;
    command.push(data.toString('utf8', position, position + Number(size.slice(1))));
    position += Number(size.slice(1)) + 2;
  }
  return { command, rest: data.subarray(position) };
}
