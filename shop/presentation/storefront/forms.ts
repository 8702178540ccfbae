import { FastifyRequest } from 'fastify';
import { InvalidInput } from '../../domain/validation';

/** What is wrong with one field, in words for its reader. */
export interface Problem {
  readonly field: string;
  readonly text: string;
}

/** A form as it was sent: what is in it is believed only through `read`, and shown again as it was typed. */
export class Form {
  static of(request: FastifyRequest): Form {
    return new Form((request.body ?? {}) as Record<string, unknown>);
  }

  /** Before it was sent: with what is known already. */
  static filled(values: Readonly<Record<string, string | undefined>> = {}): Form {
    return new Form(values);
  }

  readonly problems: Problem[] = [];

  private constructor(private readonly body: Readonly<Record<string, unknown>>) {}

  /** As typed; a field that is missing or came twice is empty. */
  text(field: string): string {
    const value = Object.hasOwn(this.body, field) ? this.body[field] : undefined;
    return typeof value === 'string' ? value : '';
  }

  /** All values of a field that may come several times. */
  all(field: string): readonly string[] {
    const value = Object.hasOwn(this.body, field) ? this.body[field] : undefined;
    return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
  }

  checked(field: string): boolean {
    return this.text(field) !== '';
  }

  /** The clean value of a field, or undefined and a problem more. `label` is what the page calls the field. */
  read<T>(field: string, label: string, reader: (value: string, field: string) => T): T | undefined {
    try {
      return reader(this.text(field), label);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.wrong(field, error.message);
      return undefined;
    }
  }

  wrong(field: string, text: string): void {
    this.problems.push({ field, text });
  }

  problem(field: string): string | undefined {
    return this.problems.find((problem) => problem.field === field)?.text;
  }
}

/** Digits only: no sign, no exponent, no space that would be a number to JavaScript. */
export function readWhole(minimum: number, maximum: number): (value: string, field: string) => number {
  return (value, field) => {
    const number = /^\d{1,9}$/.test(value.trim()) ? Number(value.trim()) : NaN;
    if (!(number >= minimum && number <= maximum)) {
      throw new InvalidInput(field, `must be a whole number from ${minimum} to ${maximum}`);
    }
    return number;
  };
}
