package io.falconflux.action;

import java.util.List;

/** What is left to do for a chunk, one step each. */
sealed interface Task {

    /**
     * Send some ids.
     *
     * @param attempt which, and what happened to them before
     */
    record Send(Attempt attempt) implements Task {}

    /**
     * Read some ids back.
     *
     * @param doubt which, and why
     * @param looks how often they were read before
     * @param seen what that brought
     */
    record Look(Doubt doubt, int looks, Sighting seen) implements Task {}

    /**
     * Decide on ids of which some were sent alone to find out whether the refusal is about ids at all.
     *
     * @param rest the ids that were not sent alone
     * @param before what happened to them before
     * @param refusal the refusal of all of them together
     * @param alone the ids that were sent alone
     */
    record Judge(List<String> rest, Attempt before, Verdict.Refused refusal, List<String> alone) implements Task {}
}
