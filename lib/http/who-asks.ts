/**
 * The id of the user whose request or page is being answered: the one place that knows. There are no accounts, so that
 * everybody who reaches this machine is the same user; whatever else needs a user is given the id.
 */
export const whoAsks = (): string => 'local';
