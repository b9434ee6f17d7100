import i18n from 'i18next'

export interface FieldProblem {
  pointer: string // JSON pointer into what was sent
  code: string
  detail: string
  params?: Record<string, string>
}

/** What went wrong, in one shape for the whole page: the problem details of the API, or that it could not be reached. */
export class Problem extends Error {
  constructor(
    readonly status: number, // 0: the program was not reached
    readonly code: string,
    readonly detail: string,
    readonly errors: FieldProblem[] = [],
    readonly traceId = '',
    readonly retryAfter = 0, // seconds
  ) {
    super(detail)
    this.name = 'Problem'
  }

  static from(response: { status: number }, body: unknown): Problem {
    if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) {
      const b = body as {
        code: string
        detail: string
        errors?: FieldProblem[]
        trace_id?: string
        retry_after?: number
      }
      return new Problem(response.status, b.code, b.detail, b.errors ?? [], b.trace_id ?? '', b.retry_after ?? 0)
    }
    if (response.status === 502 || response.status === 503 || response.status === 504)
      return unreachable(response.status)
    return new Problem(response.status, `http-${response.status}`, i18n.t('problem.unexpected'))
  }

  /** It is not known whether the command took effect: sending it again with the same key is safe, and is what helps. */
  get uncertain(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }

  get signedOut(): boolean {
    return this.status === 401
  }
}

export function unreachable(status = 0): Problem {
  return new Problem(status, 'unreachable', i18n.t('problem.unreachable'))
}

/** Any thrown thing as a Problem, for showing. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(-1, 'page', i18n.t('problem.page'))
}
