import { FunctionHost, FunctionName } from './function-host';

/**
 * Functions on several processes: environment n runs on process n modulo their number. A killed process is replaced by
 * a new one.
 */
export class Functions {
  kills = 0;
  private readonly hosts: FunctionHost[];

  constructor(
    private readonly make: () => FunctionHost,
    processes: number = 1,
  ) {
    this.hosts = Array.from({ length: processes }, make);
  }

  get processIds(): readonly (number | undefined)[] {
    return this.hosts.map(({ pid }) => pid);
  }

  get troubles(): readonly string[] {
    return this.hosts.flatMap(({ troubles }) => troubles);
  }

  async load(name: FunctionName, environments: number): Promise<void> {
    await Promise.all(
      Array.from({ length: environments }, async (_, environment) => this.host(environment).load(name, environment)),
    );
  }

  async invoke<T>(name: FunctionName, event: object, environment: number = 0): Promise<T> {
    return this.host(environment).invoke<T>(name, event, environment);
  }

  async kill(index: number): Promise<void> {
    const host = this.hosts[index];
    this.hosts[index] = this.make();
    this.kills += 1;
    await host.kill();
  }

  async stop(): Promise<void> {
    await Promise.all(this.hosts.map(async (host) => host.kill()));
  }

  private host(environment: number): FunctionHost {
    return this.hosts[environment % this.hosts.length];
  }
}
