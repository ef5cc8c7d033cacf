/** Requests about one thing, in the order in which they were asked: the next leaves when the one before has been answered. */
export class InOrder<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();
  #waiting = 0;

  /** Does a request stand here that has not left yet? */
  get isWaiting(): boolean {
    return this.#waiting > 0;
  }

  ask<Answer>(key: Key, request: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last.get(key);
    const asked = before ? this.#after(before, request) : request();
    this.#last.set(key, asked);
    const forget = () => {
      if (this.#last.get(key) === asked) this.#last.delete(key);
    };
    void asked.then(forget, forget);
    return asked;
  }

  #after<Answer>(before: Promise<unknown>, request: () => Promise<Answer>): Promise<Answer> {
    this.#waiting += 1;
    const leave = () => {
      this.#waiting -= 1;
      return request();
    };
    return before.then(leave, leave);
  }
}
