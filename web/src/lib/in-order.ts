/** Requests about one thing, in the order in which they were asked: the next leaves when the one before has been answered. */
export class InOrder<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  ask<Answer>(key: Key, request: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last.get(key);
    const asked = before ? before.then(request, request) : request();
    this.#last.set(key, asked);
    const forget = () => {
      if (this.#last.get(key) === asked) this.#last.delete(key);
    };
    void asked.then(forget, forget);
    return asked;
  }
}
