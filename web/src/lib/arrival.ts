/**
 * What stood after the question mark when this page was loaded, letter by letter. The router reads an address as JSON, and
 * a provider's code that looks like a number would not survive that.
 */
export const arrivedWith: URLSearchParams = new URLSearchParams(location.search);
