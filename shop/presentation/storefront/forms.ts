import { FastifyRequest } from 'fastify';
import { InvalidInput } from '../../domain/validation';

/** A problem of one field, in words for visitors. */
export interface Problem {
  readonly field: string;
  readonly text: string;
}

/** A form as it was sent. Only `read` validates a field; the typed text is kept so that the form can be shown again. */
export class Form {
  static of(request: FastifyRequest): Form {
    return new Form((request.body ?? {}) as Record<string, unknown>);
  }

  /** Returns a form that has not been sent yet, with values filled in. */
  static filled(values: Readonly<Record<string, string | undefined>> = {}): Form {
    return new Form(values);
  }

  readonly problems: Problem[] = [];

  private constructor(private readonly body: Readonly<Record<string, unknown>>) {}

  /** Returns the typed text; empty for a field that is missing or came twice. */
  text(field: string): string {
    const value = Object.hasOwn(this.body, field) ? this.body[field] : undefined;
    return typeof value === 'string' ? value : '';
  }

  /** Returns all values of a field that may come several times. */
  all(field: string): readonly string[] {
    const value = Object.hasOwn(this.body, field) ? this.body[field] : undefined;
    return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
  }

  checked(field: string): boolean {
    return this.text(field) !== '';
  }

  /**
   * Returns the validated value of a field; for a wrong one undefined, after adding its problem.
   *
   * @param label - name of the field on the page, used in the problem
   */
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

/**
 * Returns a reader of whole numbers that accepts digits only: JavaScript would also read signs, exponents and spaces.
 *
 * @param minimum - smallest number that is accepted, 0 or more
 */
export function readWhole(minimum: number, maximum: number): (value: string, field: string) => number {
  return (value, field) => {
    const number = /^\d{1,9}$/.test(value.trim()) ? Number(value.trim()) : NaN;
    if (!(number >= minimum && number <= maximum)) {
      throw new InvalidInput(field, `must be a whole number from ${minimum} to ${maximum}`);
    }
    return number;
  };
}
